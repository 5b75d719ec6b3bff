"""Which old names of Airflow 2 lead nowhere: `GONE_FROM_PROVIDERS` of `src/airflow/fading.rs`.

    python tests/airflow/check_aliases.py [--write] --wheels FOLDER

Run it with the Python of an Airflow 2. That Airflow redirects `airflow.contrib` and other old paths to providers
(`add_deprecated_classes`); newer releases of those have dropped some. The newest release of each provider that takes
this Airflow is fetched into FOLDER from the package index, and read; nothing is imported or run. The releases change, so
this is no part of `.ci/run`.
"""

import argparse
import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "src" / "airflow" / "fading.rs"
BEGIN, END = "const GONE_FROM_PROVIDERS: &[(&str, &[&str])] = &[\n", "];\n"


def aliases(airflow):
    """Each old name, and where it leads."""
    found = {}
    for file in airflow.rglob("__init__.py"):
        for node in ast.parse(file.read_text()).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and "deprecated_classes" in target.id and getattr(node, "value", None):
                package = ".".join(file.parent.relative_to(airflow.parent).parts)
                for module, names in ast.literal_eval(node.value).items():
                    found |= {(f"{package}.{module}", name): path for name, path in names.items()}
    return found


def distribution(path):
    """`airflow.providers.google.cloud.hooks.gcs.GCSHook` is of google, `airflow.providers.apache.hive…` of apache-hive."""
    first, second = path.split(".")[2:4]
    nested = first in {"apache", "atlassian", "cncf", "common", "dbt", "microsoft"}
    return "apache-airflow-providers-" + (f"{first}-{second}" if nested else first)


def fetch(names, folder):
    for name in sorted(names):
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "-d", str(folder), name]
        if subprocess.run(command, check=False).returncode:
            print(f"no release of {name}", file=sys.stderr)


def bound(body):
    """The names that a module binds."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield name
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from ((name.asname or name.name).split(".")[0] for name in names)
            case ast.If(test=test) if "TYPE_CHECKING" in ast.dump(test):
                pass
            case ast.If(body=then, orelse=other) | ast.Try(body=then, orelse=other):
                yield from bound(then)
                yield from bound(other)


def sources(folder, airflow):
    """The text of each module, by its dotted path."""
    found = {}
    for wheel in folder.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if name.endswith(".py"):
                    found[name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = archive.read(name)
    for file in airflow.rglob("*.py"):
        parts = file.relative_to(airflow.parent).with_suffix("").parts
        found[".".join(parts).removesuffix(".__init__")] = file.read_bytes()
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--wheels", type=Path, required=True)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    import airflow

    home = Path(airflow.__file__).parent
    known = aliases(home)
    fetch({distribution(path) for path in known.values() if path.startswith("airflow.providers.")}, options.wheels)
    modules, gone = sources(options.wheels, home), {}
    for (module, name), path in sorted(known.items()):
        there, _, wanted = path.rpartition(".")
        if wanted not in set(bound(ast.parse(modules.get(there, b"")).body)):
            gone.setdefault(module, []).append(name)
    lines = []
    for module, names in gone.items():
        lines.append(f'    ("{module}", &[')
        lines += [f'        "{name}",' for name in names]
        lines.append("    ]),")
    table = "".join(f"{line}\n" for line in lines)
    text = TABLE.read_text()
    written = re.sub(re.escape(BEGIN) + ".*?" + re.escape(END), lambda _: BEGIN + table + END, text, count=1, flags=re.S)
    print(f"{len(known)} old names, {sum(map(len, gone.values()))} lead nowhere")
    if options.write:
        TABLE.write_text(written)
        return 0
    if written != text:
        print(f"{TABLE} says something else", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
