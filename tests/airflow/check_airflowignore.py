"""Proves that Airflow never walks dag-sync's state folder inside the DAG folder, and skips nothing else.

The two lines that dag-sync keeps last in `<dest>/.airflowignore` are right together in both syntaxes; this asks
Airflow's own matching. Run it with the Python of an Airflow installation, 2.11 or 3; it needs no database:

    python tests/airflow/check_airflowignore.py
"""

import os
import sys
import tempfile
from pathlib import Path

LINES = ["^\\.dag-sync(/|$)", "/.dag-sync/"]
USERS = {
    "none": [],
    "ordinary": ["scratch", "# a comment"],
    "takes it back": ["!*", "!/.dag-sync/", "!.dag-sync", "!**/.dag-sync/**"],
    "names it": ["/.dag-sync/", "other"],
}
# Invalid as a regular expression, or a wish that the syntax cannot express: only for globs.
GLOB_ONLY = {"takes it back"}
DAG = "from airflow import DAG  # dag\n"
STATE = [".dag-sync/staging/p@r1@n/dags/a.py", ".dag-sync/retired/p@r1@n@t/dags/a.py", ".dag-sync/x.py"]
SEEN = ["p/dags/a.py", "dag-sync/dags/a.py", "x.dag-sync/dags/a.py", ".dag-sync2/a.py", "a.dag-sync.py"]
# A folder of that name deeper down is no state folder. By regular expression the glob's line hits it.
DEEPER = ["p/dags/.dag-sync/a.py"]


def find_paths(folder, syntax):
    try:
        from airflow._shared.module_loading import find_path_from_directory
    except ImportError:
        from airflow.utils.file import find_path_from_directory
    return {os.path.relpath(path, folder) for path in find_path_from_directory(folder, ".airflowignore", syntax)}


def check(syntax, users, lines):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for path in STATE + SEEN + DEEPER:
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(DAG)
        Path(folder, ".airflowignore").write_text("".join(f"{line}\n" for line in users + lines))
        found = find_paths(folder, syntax)
    wanted = set(SEEN) | (set(DEEPER) if syntax == "glob" else set())
    return found == wanted, found


def main():
    from airflow import __version__

    failed = False
    for syntax in ("regexp", "glob"):
        for name, users in USERS.items():
            if syntax == "regexp" and name in GLOB_ONLY:
                continue
            right, found = check(syntax, users, LINES)
            print(f"Airflow {__version__}, {syntax}, users' lines: {name}: {'right' if right else sorted(found)}")
            failed |= not right
    # Neither line alone is enough, or this file has gone stale.
    for syntax, line in (("regexp", LINES[1]), ("glob", LINES[0])):
        if check(syntax, [], [line])[0]:
            print(f"{line} alone is right in {syntax}: the other line may go")
            failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main()
