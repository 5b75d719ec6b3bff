"""The imports that an Airflow lacks, `src/airflow/imports/{two,three}.rs`: proven, or written.

    python tests/airflow/check_imports.py                    in an Airflow's Python: every entry of that Airflow's table
                                                             must fail to import, and every new home must be there
    python tests/airflow/check_imports.py --wheels DIR       fails when the tables are not what the wheels say
    python tests/airflow/check_imports.py --wheels DIR --write

DIR gets the wheels of `VERSIONS` from the package registry, if they are not there; nothing is installed. The tables hold
what 1.10 and 2.11 have and no minor of 3 has, and what 3 has and neither 2.11 has, both without the rooms that no DAG
file imports from (`surface.INSIDE`) and without providers.
"""

import argparse
import importlib
import os
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import surface

TABLES = Path(__file__).resolve().parents[2] / "src" / "airflow" / "imports"
# The first and the last patch of each minor that has been released.
THREE = ["3.0.0", "3.0.6", "3.1.0", "3.1.8", "3.2.0", "3.2.2", "3.3.0", "3.3.2"]
TWO = "2.11.2"
ONE = "1.10.15"
STANDARD = ["1.0.0", "1.21.0"]
# Where a new home cannot be found by its name. A sentence is the help as it is.
HOMES_3 = {
    "airflow.contrib": "Its parts are in provider packages (`airflow.providers.…`).",
    "airflow.datasets.manager": "airflow.assets.manager",
    "airflow.operators.dummy.DummyOperator": "airflow.providers.standard.operators.empty.EmptyOperator",
    "airflow.operators.dummy_operator.DummyOperator": "airflow.providers.standard.operators.empty.EmptyOperator",
    "airflow.operators.dummy": "airflow.providers.standard.operators.empty",
    "airflow.operators.dummy_operator": "airflow.providers.standard.operators.empty",
    "airflow.operators.subdag": "SubDAGs are gone: use a `TaskGroup` (`airflow.sdk`), or a DAG of its own and `TriggerDagRunOperator`.",
    "airflow.operators.subdag_operator": "SubDAGs are gone: use a `TaskGroup` (`airflow.sdk`), or a DAG of its own and `TriggerDagRunOperator`.",
    "airflow.utils.dates.days_ago": "Write a fixed date, or `pendulum.today('UTC').add(days=-n)`.",
    "airflow.utils.dates.round_time": "Airflow 3 has nothing in its place: write the arithmetic with `datetime` or `pendulum`.",
    "airflow.utils.dates.date_range": "Airflow 3 has nothing in its place: write the arithmetic with `datetime` or `pendulum`.",
    "airflow.utils.helpers.chain": "airflow.sdk.chain",
    "airflow.utils.helpers.cross_downstream": "airflow.sdk.cross_downstream",
    "airflow.utils.log.secrets_masker": "airflow.sdk.log.mask_secret",
    # It is there in 3.3.2, and does not import.
    "airflow.utils.log.task_handler_with_custom_formatter.TaskHandlerWithCustomFormatter": "",
    "airflow.models.slamiss": "SLAs are gone: use a `deadline` of the DAG (3.1).",
    "airflow.models.dagparam": "airflow.sdk.definitions.param",
    "airflow.models.dagparam.DagParam": "airflow.sdk.definitions.param.DagParam",
}
HOMES_2 = {
    "airflow.sdk": "What Airflow 2 has of it is in `airflow`, `airflow.decorators`, `airflow.models` and `airflow.datasets`.",
    "airflow.sdk.Asset": "airflow.datasets.Dataset",
    "airflow.sdk.AssetAlias": "airflow.datasets.DatasetAlias",
    "airflow.sdk.AssetAll": "airflow.datasets.DatasetAll",
    "airflow.sdk.AssetAny": "airflow.datasets.DatasetAny",
    "airflow.sdk.AssetOrTimeSchedule": "airflow.timetables.datasets.DatasetOrTimeSchedule",
    "airflow.sdk.BaseHook": "airflow.hooks.base.BaseHook",
    "airflow.sdk.BaseNotifier": "airflow.notifications.basenotifier.BaseNotifier",
    "airflow.sdk.BaseOperator": "airflow.models.baseoperator.BaseOperator",
    "airflow.sdk.BaseOperatorLink": "airflow.models.baseoperatorlink.BaseOperatorLink",
    "airflow.sdk.BaseSensorOperator": "airflow.sensors.base.BaseSensorOperator",
    "airflow.sdk.Connection": "airflow.models.connection.Connection",
    "airflow.sdk.DAG": "airflow.DAG",
    "airflow.sdk.Metadata": "airflow.datasets.metadata.Metadata",
    "airflow.sdk.ObjectStoragePath": "airflow.io.path.ObjectStoragePath",
    "airflow.sdk.Param": "airflow.models.param.Param",
    "airflow.sdk.PokeReturnValue": "airflow.sensors.base.PokeReturnValue",
    "airflow.sdk.Variable": "airflow.models.variable.Variable",
    "airflow.sdk.XComArg": "airflow.models.xcom_arg.XComArg",
    "airflow.sdk.asset": "Airflow 2 has no `@asset`: write a DAG with a task whose `outlets` name the `Dataset`.",
    "airflow.sdk.chain": "airflow.models.baseoperator.chain",
    "airflow.sdk.chain_linear": "airflow.models.baseoperator.chain_linear",
    "airflow.sdk.cross_downstream": "airflow.models.baseoperator.cross_downstream",
    "airflow.sdk.dag": "airflow.decorators.dag",
    "airflow.sdk.get_current_context": "airflow.operators.python.get_current_context",
    "airflow.sdk.get_parsing_context": "airflow.utils.dag_parsing_context.get_parsing_context",
    "airflow.sdk.literal": "airflow.utils.template.literal",
    "airflow.sdk.setup": "airflow.decorators.setup",
    "airflow.sdk.task": "airflow.decorators.task",
    "airflow.sdk.task_group": "airflow.decorators.task_group",
    "airflow.sdk.teardown": "airflow.decorators.teardown",
    "airflow.sdk.timezone": "airflow.utils.timezone",
    "airflow.Asset": "airflow.datasets.Dataset",
}


def download(folder):
    wanted = [f"apache-airflow=={TWO}", f"apache-airflow=={ONE}"]
    wanted += [f"apache-airflow-providers-standard=={version}" for version in STANDARD]
    for version in THREE:
        wanted += [f"apache-airflow-core=={version}", f"apache-airflow-task-sdk=={sdk(version)}"]
    for one in wanted:
        if not wheels(folder, *one.split("==")):
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, one], check=True)


def sdk(version):
    return f"1.{version.removeprefix('3.')}"


def wheels(folder, name, version):
    return sorted(Path(folder).glob(f"{name.replace('-', '_')}-{version}-*.whl"))


def surfaces(folder):
    two = surface.of(wheels(folder, "apache-airflow", TWO))
    one = surface.of(wheels(folder, "apache-airflow", ONE))
    standard = [wheel for version in STANDARD for wheel in wheels(folder, "apache-airflow-providers-standard", version)]
    three = []
    for version in THREE:
        core = wheels(folder, "apache-airflow-core", version) + wheels(folder, "apache-airflow-task-sdk", sdk(version))
        three.append(surface.of(core + standard))
    return one, two, three


def is_public(path):
    return not path.startswith(surface.INSIDE) and not any(part.startswith("_") for part in path.split("."))


def entries(olds, news):
    """What some surface of `olds` has and none of `news`: missing modules, and missing names by module."""
    modules, names = set(), {}
    for old in olds:
        for name, module in old.items():
            if not is_public(name) or name.startswith("airflow.providers"):
                continue
            there = [new[name] for new in news if name in new]
            own = {n for n in module.defined | set(module.moved) if not n.startswith("_")}
            if name == "airflow.sdk":
                own |= {n for n in module.names if not n.startswith("_")}  # all of it is lazy
            if not there:
                modules.add(name)
                # Only for their new homes; deep inside, the module's own is enough.
                if name.count(".") < 3 or module.moved:
                    names.setdefault(name, set()).update(own)
            elif not any(new.open for new in there):
                # What a module imports for its own use is seldom imported from it, unless it exists for that.
                own |= {n for n in module.imported if is_api(name) and not n.startswith("_")}
                names.setdefault(name, set()).update(n for n in own if not any(n in new.names for new in there))
    return modules, names


def is_api(name):
    """Modules that exist to be imported from."""
    return name.count(".") < 2 or name.startswith(("airflow.operators.", "airflow.sensors.", "airflow.hooks."))


def homes(path, name, by_hand, olds, target, public):
    """Where `path` (whose last part is `name`) is now."""
    if path in by_hand:
        return by_hand[path]
    seen, at = set(), path
    while at not in seen:
        seen.add(at)
        module, _, last = at.rpartition(".")
        sources = [target, *olds]
        tables = [table for s in sources if module in s for table in (s[module].moved, s[module].imported)]
        moved = next((table[last] for table in tables if last in table), None)
        if moved is None:
            break
        at = moved
        if at in by_hand:
            return by_hand[at]
        if at.startswith("airflow.providers."):
            return at
    module, _, last = at.rpartition(".")
    if public and last in target[public].names:
        return f"{public}.{last}"
    if last in target["airflow.exceptions"].defined:
        return f"airflow.exceptions.{last}"
    if at != path and module in target and last in target[module].names and is_public(module):
        return at
    places = [m for m, s in target.items() if name in s.defined and is_public(m) and ".example_dags" not in m]
    standard = [m for m in places if m.startswith(surface.STANDARD)]
    places = standard or places
    return f"{places[0]}.{name}" if len(places) == 1 and len(name) > 3 else ""


def render(major, modules, names, home):
    lines = [
        f"//! Imports that Airflow {major} lacks, as `tests/airflow/check_imports.py --write` found them in the wheels.",
        "",
        "/// Modules that are not there, with all below them, and where they are now; sorted.",
        "#[rustfmt::skip]",
        "pub(super) const MODULES: &[(&str, &str)] = &[",
    ]
    for module in sorted(modules):
        parent = module.rpartition(".")[0]
        if parent not in modules:
            lines.append(f'    ("{module}", "{home(module)}"),')
    lines += ["];", "", "/// Names that a module does not have (or had, if it is not there), and where they are now; sorted."]
    lines += ["#[rustfmt::skip]", "pub(super) const NAMES: &[(&str, &[(&str, &str)])] = &["]
    for module in sorted(names):
        found = [(name, home(f"{module}.{name}")) for name in sorted(names[module])]
        if module in modules:
            found = [(name, where) for name, where in found if where]
        if not found:
            continue
        lines.append(f'    ("{module}", &[')
        lines += [f'        ("{name}", "{where}"),' for name, where in found]
        lines.append("    ]),")
    return "\n".join([*lines, "];"]) + "\n"


def tables(folder):
    one, two, three = surfaces(folder)
    last = three[-1]
    modules, names = entries([two, one], three)
    with_children(modules, names, three)
    yield "three.rs", render(
        3, modules, names, lambda p: homes(p, p.rpartition(".")[2], HOMES_3, [two, one], last, "airflow.sdk")
    )
    modules, names = entries([*three, one], [two])
    with_children(modules, names, [two])
    yield "two.rs", render(
        2, modules, names, lambda p: homes(p, p.rpartition(".")[2], HOMES_2, [], two, None)
    )


def with_children(modules, names, news):
    """`from airflow.operators import subdag` fails as well, unless the name is something else there now."""
    for module in modules:
        parent, _, last = module.rpartition(".")
        if parent not in modules and not any(last in new[parent].names for new in news if parent in new):
            names.setdefault(parent, set()).add(last)


def read(file):
    text = file.read_text()
    cut = text.index("const NAMES")
    modules = dict(re.findall(r'^    \("([^"]+)", "([^"]*)"\),$', text[:cut], re.M))
    names = {}
    for line in text[cut:].splitlines():
        if outer := re.match(r'^    \("([^"]+)", &\[$', line):
            inside = names.setdefault(outer[1], {})
        elif inner := re.match(r'^        \("([^"]+)", "([^"]*)"\),$', line):
            inside[inner[1]] = inner[2]
    return modules, names


def imports(module, name=None):
    """Whether `import module` or `from module import name` works here, or fails for want of something else."""
    code = f"from {module} import {name}" if name else f"import {module}"
    try:
        exec(code, {})
    except ModuleNotFoundError as error:
        # The module itself, or a parent of it; another one is what it needs, and may be installed elsewhere.
        ours = error.name and (module == error.name or module.startswith(error.name + "."))
        return not ours
    except ImportError as error:
        return f"cannot import name '{name}'" not in str(error)
    except Exception:  # noqa: BLE001 - it is there, and does not start
        return True
    return True


def prove():
    os.environ["AIRFLOW_HOME"] = home = tempfile.mkdtemp(prefix="imports-")
    os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{home}/airflow.db"
    warnings.simplefilter("ignore")
    import airflow

    major = airflow.__version__.split(".")[0]
    modules, names = read(TABLES / {"2": "two.rs", "3": "three.rs"}[major])
    wrong, claims, where = [], 0, {home for home in modules.values() if home}
    for module in modules:
        claims += 1
        if imports(module):
            wrong.append(f"`import {module}` works")
    for module, inside in names.items():
        where |= {home for home in inside.values() if home}
        for name in inside:
            claims += 1
            if imports(module, name):
                wrong.append(f"`from {module} import {name}` works")
    proven = 0
    for home in sorted(where):
        foreign = home.startswith("airflow.providers.") and not home.startswith(surface.STANDARD)
        if " " in home or foreign:
            continue
        module, _, name = home.rpartition(".")
        proven += 1
        try:
            if not hasattr(importlib.import_module(module), name):
                importlib.import_module(home)
        except ImportError:
            wrong.append(f"`{home}` is named as a new home, and is not there")
    print(f"Airflow {airflow.__version__}: {claims} imports fail as the table says, {proven} new homes are there")
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--wheels", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    if options.wheels is None:
        wrong = prove()
    else:
        download(options.wheels)
        wrong = []
        for file, text in tables(options.wheels):
            if options.write:
                (TABLES / file).write_text(text)
            elif (TABLES / file).read_text() != text:
                wrong.append(f"{file} is not what the wheels say: run with --write")
    for line in wrong:
        print("wrong:", line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
