"""Compares `validate` with DagBag on everything that can be had without a network: the patterns, and example DAGs.

    python compare_corpora.py --fetch FOLDER           downloads old provider packages that ship example DAGs, pinned
    python compare_corpora.py --binary target/debug/dag-publish [--providers FOLDER] [--json OUT]

The first runs with any Python that has pip; the second with that of a virtual environment with Airflow 2 or 3, whose
own example DAGs are compared as well. Exits 1 when an id is wrong, when something is denied that loads, when an id is
missed without a word, or when the recall over all of it is below 97 %.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Releases whose wheels hold `example_dags`: later ones do not ship them. They were written for Airflow 1.10 to 2.7.
PROVIDERS = (
    "apache-airflow-backport-providers-google==2021.3.3",
    "apache-airflow-backport-providers-amazon==2021.3.3",
    "apache-airflow-providers-google==8.1.0",
    "apache-airflow-providers-google==10.0.0",
    "apache-airflow-providers-amazon==4.0.0",
    "apache-airflow-providers-microsoft-azure==3.0.0",
    "apache-airflow-providers-apache-beam==3.4.0",
    "apache-airflow-providers-cncf-kubernetes==2.0.0",
    "apache-airflow-providers-alibaba==1.1.1",
)
# What depends on the machine counts as missed: example DAGs behind `if k8s:` (is kubernetes installed?) and
# `is_venv_installed()` are a fourteenth of Airflow 2's own.
RECALL = 0.97


def fetch(folder: Path):
    folder.mkdir(parents=True, exist_ok=True)
    for package in PROVIDERS:
        name, version = package.split("==")
        if list(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl")):
            continue
        # Nothing of them is installed or run here but the example files.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--python-version", "3.8", "--dest", str(folder), package]
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def unpack(wheel: Path, repository: Path):
    """The example DAGs of a wheel, as the DAG files of a repository."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if "/example_dags/" in name and not name.endswith("/"):
                archive.extract(name, repository / "dags")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--fetch", type=Path, metavar="FOLDER")
    arguments.add_argument("--binary", type=os.path.abspath)
    arguments.add_argument("--providers", type=Path)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    if options.fetch:
        fetch(options.fetch)
        return 0
    if not options.binary:
        arguments.error("--binary or --fetch is needed")
    return compare(options)


def compare(options) -> int:
    sys.path.insert(0, str(HERE))
    import compare_patterns
    import compare_repository
    import dagbag

    corpora = dagbag.scratch("corpora-")
    subprocess.run([sys.executable, HERE / "assemble_examples.py", corpora / "airflow_examples" / "dags"], check=True, stdout=subprocess.DEVNULL)
    wheels = sorted(options.providers.glob("*.whl")) if options.providers else []
    if options.providers and len(wheels) != len(PROVIDERS):
        sys.exit(f"{options.providers} holds {len(wheels)} wheels, not {len(PROVIDERS)}: run --fetch first")
    for wheel in wheels:
        unpack(wheel, corpora / re.sub(r"^apache_airflow_|-py3.*", "", wheel.name).replace("-", "_").replace(".", "_"))

    destination = dagbag.scratch("scheduler-")
    version = dagbag.prepare(destination, {})
    settings = argparse.Namespace(binary=options.binary, dags=None, import_root=None, seconds=60, quiet=True)
    faults, results = 0, {}
    for repository in sorted(corpora.iterdir()):
        result = results[repository.name] = compare_repository.compare_one(repository, destination, version, settings)
        faults += len(result["wrong"]) + len(result["alarms"]) + len(result["silent"])
    figures, patterns = compare_patterns.compare_all([], destination, version, options.binary)
    results.update(patterns)
    faults += sum(figures[key] for key in ("wrong", "alarms", "silent", "drifted")) + (figures["recall"] < RECALL)
    total = {key: sum(result["figures"][key] for result in results.values()) for key in ("files", "registered", "known", "wrong")}
    faults += total["known"] < RECALL * total["registered"]
    print(f"Airflow {version}, in all: {total['files']} files, {total['registered']} ids, {total['known']} known, {total['wrong']} wrong, {faults} faults")
    if options.json:
        options.json.write_text(json.dumps({"airflow": version, "repositories": results}, indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
