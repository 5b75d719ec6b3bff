"""Asks Airflow's own matching of `.airflowignore`; run it with the Python of an Airflow installation, 2.11 or 3.

    python tests/airflow/check_airflowignore.py
    python tests/airflow/check_airflowignore.py --binary target/debug/dag-publish [--trees 400] [--seed 1]

It proves that Airflow never walks dag-sync's state folder inside the DAG folder, and skips nothing else: the two lines
that dag-sync keeps last in `<dest>/.airflowignore` are right together in both syntaxes. With `--binary` it also makes
random packages with `.airflowignore` files at several levels, in the syntax that is this Airflow's default, and fails
when `validate` says of any file something else than Airflow does. It needs no database.
"""

import argparse
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import warnings
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


NAMES = ["a", "b", "ab", "scratch", "old", "x1", "tests", "a.b", "Q"]
GLOBS = ["*", "**", "a*", "*b", "?", "a?", "[ab]", "[!a]", "[^a]", "[a-c]*", "[]a]", "*.py", "old", "scratch", "x[0-9]", "\\a", "a.b"]
GLOBS += ["[a", "[ab", "te*s", "*a*", "**a", "a**", "***"]
REGEXPS = ["a", "^a", "a$", "b\\.py$", "p/dags/", "^p", ".*", "old", "scratch/.*", "[ab]/", "(a|b)", "a+", "x\\d", "\\w\\.", "a{2}", "(?i)AB"]
REGEXPS += ["*.py", "a**", "(?!a)b", "[", "(", "a)", "\\1", "tests?/", "^[^/]*/[^/]*/a", "\\.py", "a.b", "x{,2}", "{a", "a|", "dags/a\\b", "\\Z"]
REGEXPS += ["a{1001}", "(?P<n>a)", "[b-a]", "[a-]", "[]a]", "\\_", "/a/", "^p/dags/[a-c]+/", "(?:a|old)/", "a*?b", "a???", " a", "^.{7}a"]


def tree(rng, syntax):
    """Lines by `.airflowignore`, and files, by their paths in the package's `dags/`."""
    folders = [""]
    for _ in range(rng.randint(1, 5)):
        folders.append(f"{rng.choice(folders)}{rng.choice(NAMES)}/")
    files = {f"{rng.choice(folders)}{rng.choice(NAMES)}.py" for _ in range(rng.randint(3, 10))}
    line = glob_line if syntax == "glob" else regexp_line
    ignores = {}
    for folder in rng.sample(sorted(set(folders)), min(len(set(folders)), rng.choice([1, 1, 2, 3]))):
        lines = [line(rng) for _ in range(rng.randint(1, 4))]
        ignores[f"{folder}.airflowignore"] = rng.choice(["\n", "\n", "\n", "\r\n"]).join(lines) + rng.choice(["", "\n"])
    return ignores, sorted(files)


def glob_line(rng):
    roll = rng.random()
    if roll < 0.05:
        return rng.choice(["", "# a", "  ", "/", "//", "!", "a # b", "#", "/ ", "\\#a", "\\!a", "a\\ ", "**/", "/**", "*/", "/*", "!*"])
    part = lambda: rng.choice(GLOBS) if rng.random() < 0.6 else rng.choice(NAMES)  # noqa: E731
    text = "/".join(part() for _ in range(rng.choices([1, 2, 3], [60, 30, 10])[0]))
    text = rng.choice(["", "", "", "/"]) + text + rng.choice(["", "", "", "/"])
    return rng.choice(["", "", "", "!"]) + text + rng.choice(["", "", "", "", " ", "  # why", "#x"])


def regexp_line(rng):
    text = "".join(rng.choice(REGEXPS) if rng.random() < 0.7 else rng.choice(NAMES) for _ in range(rng.choice([1, 1, 1, 2])))
    return text + rng.choice(["", "", "", "", "", " ", "  # why", "#x"]) if rng.random() > 0.05 else rng.choice(["", "# a", " "])


def plant(folder, ignores, files, unique):
    """A package `p` as Airflow's DAG folder has it."""
    for path, text in ignores.items():
        target = Path(folder, "p", "dags", path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    for path in files:
        target = Path(folder, "p", "dags", path)
        target.parent.mkdir(parents=True, exist_ok=True)
        name = "".join(c if c.isalnum() else "_" for c in path)
        target.write_text(f'from airflow import DAG\n\nwith DAG("{unique}_{name}", schedule=None):\n    pass\n')


def walked(folder, syntax):
    """The files that Airflow takes, or None when the walk ends in an exception."""
    try:
        return {os.path.relpath(path, "p/dags") for path in find_paths(folder, syntax)}
    except Exception:  # noqa: BLE001 - whatever a pattern raises, Airflow finds no file at all
        return None


def ask(binary, major, folders):
    """What `validate` says of each package: the files that are left out; None where it cannot know."""
    for folder in folders:
        command = [binary, "validate", "--airflow", major, "--format", "json", os.path.join(folder, "p")]
        report = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
        [package] = report["packages"]
        excluded = {
            finding["path"].removeprefix("dags/")
            for finding in package["findings"]
            if finding["code"] == "ignored-by-airflowignore"
        }
        # A pattern that cannot be judged makes every DAG uncertain.
        certain = excluded or package["summary"]["dags"]
        yield excluded if certain and not package["summary"]["unresolved"] else None


def compare(binary, major, syntax, count, seed):
    rng = random.Random(seed)
    wrong, unclear, failed, files_seen = [], 0, 0, 0
    for start in range(0, count, 50):
        with tempfile.TemporaryDirectory() as root:
            cases = []
            for number in range(start, min(start + 50, count)):
                folder = os.path.join(os.path.realpath(root), str(number))
                ignores, files = tree(rng, syntax)
                plant(folder, ignores, files, f"t{number}")
                cases.append((folder, ignores, files, walked(folder, syntax)))
            answers = ask(binary, major, [folder for folder, *_ in cases])
            for (_, ignores, files, real), said in zip(cases, answers, strict=True):
                files_seen += len(files)
                failed += real is None
                unclear += said is None
                if real is None and said is not None:
                    wrong.append(f"{ignores}: Airflow's walk fails, and that is not said to be unclear")
                elif said is not None and said != set(files) - real:
                    wrong.append(f"{ignores}: {sorted(said ^ (set(files) - real))}")
    print(
        f"{syntax}: {count} random trees, {files_seen} files, {len(wrong)} trees judged wrongly, {unclear} unclear, "
        f"of which Airflow's walk fails for {failed}"
    )
    for line in wrong[:20]:
        print("  wrong:", line)
    return bool(wrong)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--binary")
    arguments.add_argument("--trees", type=int, default=400)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    from airflow import __version__

    failed = check_state_folder(__version__)
    if options.binary:
        logging.disable(logging.CRITICAL)
        major = __version__.split(".")[0]
        syntax = {"2": "regexp", "3": "glob"}[major]
        failed |= compare(options.binary, major, syntax, options.trees, options.seed)
    sys.exit(failed)


def check_state_folder(version):
    failed = False
    for syntax in ("regexp", "glob"):
        for name, users in USERS.items():
            if syntax == "regexp" and name in GLOB_ONLY:
                continue
            right, found = check(syntax, users, LINES)
            print(f"Airflow {version}, {syntax}, users' lines: {name}: {'right' if right else sorted(found)}")
            failed |= not right
    # Neither line alone is enough, or this file has gone stale.
    for syntax, line in (("regexp", LINES[1]), ("glob", LINES[0])):
        if check(syntax, [], [line])[0]:
            print(f"{line} alone is right in {syntax}: the other line may go")
            failed = True
    return failed


if __name__ == "__main__":
    main()
