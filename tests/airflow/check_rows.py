"""Small DAG files, and what the real DagBag makes of each: the rows of docs/registration.md.

    python tests/airflow/check_rows.py                      every `# 2:` or `# 3:` line in rows/ must be what this Airflow does
    python tests/airflow/check_rows.py --binary dag-publish   and what `validate --format json` says is compared with it
    python tests/airflow/check_rows.py --write              writes the lines; read the difference before it is committed
    python tests/airflow/check_rows.py --page               writes the table of docs/registration.md anew; needs no Airflow

Run it with the Python of an Airflow installation. A line lists the dag_ids that register, or is `nothing`, `error` with
the exception's name (the file is lost), or `exits` (the process ends). Each file is loaded in a process of its own.
"""

import argparse
import json
import logging
import os
import re
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

# Rows that `validate` says nothing of: whether a third-party module is installed is not looked at.
NOT_CLAIMED = {"ends/import_missing.py"}
WARM = ("asset/decorated.py", "decorator/bare.py", "group/plain.py", "operator/bash_unknown.py", "operator/python_not_callable.py", "schedule/cron.py")
ROWS = Path(__file__).resolve().parent / "rows"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "registration.md"


def prepare():
    home = tempfile.mkdtemp(prefix="rows-")
    os.environ.update(
        AIRFLOW_HOME=home,
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__CORE__DAGS_FOLDER=str(ROWS),
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{home}/airflow.db",
    )
    sys.path.insert(0, str(ROWS))
    warnings.simplefilter("ignore")
    import airflow

    logging.disable(logging.CRITICAL)
    if airflow.__version__.startswith("2."):
        from airflow.models.dagbag import DagBag

        return "2", airflow.__version__, lambda path: DagBag(path, include_examples=False)
    from airflow.dag_processing.dagbag import DagBag

    return "3", airflow.__version__, lambda path: DagBag(path)


def load(bag, path):
    """What a file registers, in a process of its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        found = bag(str(path))
        errors = list(found.import_errors.values())
        ids = sorted(name for name, dag in found.dags.items() if not getattr(dag, "parent_dag", None))
        os.write(write, json.dumps([ids, errors]).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if not said:
        return "exits"
    ids, errors = json.loads(said)
    if errors:
        # The last line of a traceback that names an exception; or the message alone, where Airflow keeps no more.
        names = re.findall(r"^(?:[\w.]+\.)?(\w+(?:Error|Exception|Found|Invalid|Exit|NotSet|Rule|Duplicated\w*))\b", errors[0], re.M)
        return "error " + (names[-1] if names else errors[0].strip().splitlines()[-1][:60])
    return ", ".join(ids) or "nothing"


def page():
    """docs/registration.md: its words, and a table of each folder's rows."""
    words = PAGE.read_text().split("\n## ")[0].rstrip() + "\n"
    parts = [words]
    for folder in sorted(folder for folder in ROWS.iterdir() if folder.is_dir()):
        rows = []
        for path in sorted(folder.glob("*.py")):
            what = path.read_text().splitlines()[0].removeprefix("# ")
            told = [expected(path, major) for major in "23"]
            if all(told):
                rows.append("| " + " | ".join([f"`{path.stem}`", what, *(short(one) for one in told)]) + " |")
        if rows:
            parts.append(f"\n## {folder.name}\n\n| row | what it does | 2.11 | 3.3 |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n")
    return "".join(parts)


def short(told):
    return told if len(told) <= 60 else told[:20] + "…"


def expected(path, major):
    found = re.search(rf"^# {major}: (.*)$", path.read_text(), re.M)
    return found[1] if found else None


def validate(binary, major, folder):
    """`validate`'s certain ids, codes of errors, and doubts, by file."""
    command = [binary, "validate", "--airflow", major, "--python", "3.11", "--import-root", "dags", "--format", "json", folder]
    [package] = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)["packages"]
    for file in package["files"]:
        codes = {f["code"] for f in package["findings"] if f["path"] == file["path"] and f["severity"] == "error"}
        yield file["path"].removeprefix("dags/"), sorted(d["dag_id"] for d in file["dags"]), codes, bool(file["unresolved"])


def compare(binary, major, facts):
    """Prints each file of which `validate` says something else; a wrong claim fails."""
    wrong = gaps = 0
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder, "rows")
        package.mkdir()
        subprocess.run(["cp", "-r", ROWS, package / "dags"], check=True)
        for path, ids, codes, doubts in validate(binary, major, str(package)):
            if path not in facts:
                continue
            real = facts[path]
            ids = [dag_id.strip() for dag_id in ids]
            if path in NOT_CLAIMED:
                continue
            lost = real.startswith("error") or real == "exits"
            true = [] if lost or real == "nothing" else [one.strip() for one in real.split(", ")]
            if set(ids) - set(true):
                wrong += 1
                print(f"  wrong: {path}: {ids} said to register; Airflow {major}: {real}")
            elif set(ids) != set(true) and not doubts and not codes:
                wrong += 1
                print(f"  wrong: {path}: nothing said; Airflow {major}: {real}")
            elif lost and not codes or set(ids) != set(true):
                gaps += 1
                print(f"  gap: {path}: says {ids or ''}{' in doubt' if doubts else ''} {sorted(codes)}; Airflow {major}: {real}")
    print(f"validate: {wrong} wrong, {gaps} gaps")
    return wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--binary")
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--only", default="", help="rows whose path starts so")
    arguments.add_argument("--page", action="store_true")
    options = arguments.parse_args()
    if options.page:
        PAGE.write_text(page())
        return 0
    major, version, bag = prepare()
    # What most rows import is imported once, before their processes fork.
    for row in WARM:
        bag(str(ROWS / row))
    facts, wrong = {}, 0
    for path in sorted(ROWS.rglob("*.py")):
        name = path.relative_to(ROWS).as_posix()
        if "# helper" in path.read_text() or not name.startswith(options.only):
            continue
        real = facts[name] = load(bag, path)
        if options.write:
            lines = [line for line in path.read_text().splitlines(keepends=True) if not line.startswith(f"# {major}: ")]
            after = 1 + (major == "3" and len(lines) > 1 and lines[1].startswith("# 2: "))
            lines.insert(after, f"# {major}: {real}\n")
            path.write_text("".join(lines))
        elif expected(path, major) != real.strip():
            wrong += 1
            print(f"  wrong: {name}: {expected(path, major)} is expected; Airflow {version}: {real}")
    print(f"Airflow {version}: {len(facts)} rows, {wrong} wrong")
    if not options.only and not options.write and PAGE.read_text() != page():
        wrong += 1
        print("  docs/registration.md is not what the rows say: python tests/airflow/check_rows.py --page")
    if options.binary:
        wrong += compare(options.binary, major, facts)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
