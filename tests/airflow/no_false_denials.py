"""What Python imports is not said to fail: modules that were written for something else, each imported by a DAG file.

    VENV/bin/python tests/airflow/no_false_denials.py --binary target/release/dag-publish [--every N]

Run by the Python of a virtual environment with Airflow. The modules are those of its standard library, copied into a
package `stdlib_copy` so that they are followed, and those of its site-packages without Airflow's own. Each becomes a
file that imports it and nothing else, beside the modules themselves in the DAG files of a package. Fails when a file
is said to fail and its import does not. What fails for both is not looked at: many modules are for Windows.

`--every N` takes each Nth module: always the same sample. `--only stdlib` leaves site-packages out, whose modules take
minutes to be read.
"""

import argparse
import collections
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPY = "stdlib_copy"
FAILS = {"exits-at-import", "import-fails", "local-import-missing", "airflow-version"}
# What neither follows: tests that need a display or end the process, and modules whose place in a package is made up.
WITHOUT = {"test", "tests", "idlelib", "turtledemo", "lib2to3", "site-packages", "lib-dynload", "__pycache__"}
SECONDS = 30


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", choices=["stdlib", "site-packages"])
    options = parser.parse_args()
    airflow = subprocess.check_output(
        [sys.executable, "-c", "import importlib.metadata as m; print(m.version('apache-airflow')[0])"], text=True
    ).strip()
    wrong, count = [], 0
    with tempfile.TemporaryDirectory(prefix="no-false-denials-") as scratch:
        for name, modules in (("stdlib", standard_library), ("site-packages", site_packages)):
            if options.only not in (None, name):
                continue
            package = Path(scratch) / name
            (package / "dags").mkdir(parents=True)
            modules(package / "dags")
            probes = write_probes(package / "dags", options.every)
            denied = validate(options.binary, package, airflow, probes)
            fine = imported(package / "dags" if name == "stdlib" else None, denied)
            count += len(probes)
            said = f"{len(denied)} said to fail, {len(fine)} of them import"
            print(f"{name}, Airflow {airflow}: {len(probes)} modules, {said}")
            wrong += [f"{module}: {message}" for module in fine for message in denied[module]]
    for line in wrong:
        print("wrong:", line)
    print(f"{count} modules, {len(wrong)} wrong")
    if not count:
        raise SystemExit("no_false_denials: no module was found")
    return 1 if wrong else 0


def standard_library(dags):
    own = Path(sysconfig.get_path("stdlib"))
    # A module that is beside its importer and not where Python looks is told, and rightly: not here.
    private = [f"{name}.py" for name in sys.stdlib_module_names if name.startswith("_")]
    copied(own, dags / COPY, shutil.ignore_patterns(*WITHOUT, "config-*", *private))
    (dags / COPY / "__init__.py").write_text("")


def site_packages(dags):
    for entry in sorted(Path(sysconfig.get_path("purelib")).iterdir()):
        if entry.name.startswith(("airflow", "_")) or entry.suffix in {".dist-info", ".pth"} or entry.name in WITHOUT:
            continue
        if entry.is_dir():
            copied(entry, dags / entry.name, shutil.ignore_patterns(*WITHOUT))
        elif entry.suffix in {".py", ".so"}:
            copy(entry, dags / entry.name)


def copied(source, target, ignore):
    shutil.copytree(source, target, ignore=ignore, copy_function=copy)
    for folder in target.rglob("*"):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def copy(source, target):
    """Of machine code and data only the name counts, and of data not even that: a package holds 10,000 files."""
    if str(source).endswith(".py"):
        shutil.copyfile(source, target)
    elif str(source).endswith((".so", ".pyi")):
        Path(target).touch()


def write_probes(dags, every):
    modules = []
    for path in sorted(dags.rglob("*.py")):
        parts = path.relative_to(dags).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if parts and all(part.isidentifier() for part in parts) and parts[-1] != "__main__":
            modules.append(".".join(parts))
    probes = {f"probe_{number:05}.py": module for number, module in enumerate(modules[::every])}
    for name, module in probes.items():
        (dags / name).write_text(f"import {module}  # airflow dag\n")
    return probes


def validate(binary, package, airflow, probes):
    """The modules that are said to fail, and why."""
    (package / "dag-publish.toml").write_text('package = "denials"\nimport-roots = ["dags"]\n')
    command = [
        str(binary), "validate", str(package), "--format", "json", "--airflow", airflow,
        "--python", f"3.{sys.version_info[1]}",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1, 3) or not done.stdout:
        raise SystemExit(f"no_false_denials: {' '.join(command)}\n{done.stderr.decode()[-2000:]}")
    (report,) = json.loads(done.stdout)["packages"]
    if not set(probes) <= {file["path"].removeprefix("dags/") for file in report["files"]}:
        raise SystemExit(f"no_false_denials: not every file was looked at: {report['findings'][:5]}")
    denied = collections.defaultdict(list)
    for finding in report["findings"]:
        module = probes.get((finding["path"] or "").removeprefix("dags/"))
        if module and finding["code"] in FAILS:
            denied[module].append(f"{finding['code']}: {finding['message']}")
    return denied


def imported(folder, modules):
    """Those that Python imports, each in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(folder)} if folder else dict(os.environ)
    fine = []
    for module in sorted(modules):
        try:
            done = subprocess.run(
                [sys.executable, "-c", f"import {module}; print('went on')"], env=environment, text=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=SECONDS,
                cwd=tempfile.gettempdir(),
            )
        except subprocess.TimeoutExpired:
            continue
        # One that ends the process, with 0, is rightly said to fail.
        if "went on" in done.stdout:
            fine.append(module)
    return fine


if __name__ == "__main__":
    sys.exit(main())
