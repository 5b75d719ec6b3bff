#!/usr/bin/env python3
"""validate beside its parser alone, `ruff check` and DagBag: the same 10,000 DAG files, in turns.

    cargo build --release
    python3 benches/validate_speed.py --binary target/release/dag-publish --airflow VENV/bin/python

Each file is one of the example DAGs that ship with Airflow, with a suffix on its DAG ids that makes them unique. The
tree is the same, byte for byte, on every machine.

    dag-publish   `validate --format json`, all checks
    parse only    benches/parse_only.rs: reads, decodes and parses the same files on the same cores, nothing else
    ruff          `ruff check --no-cache` with its default rules
    DagBag        Airflow's own, in the Python of --airflow: 200 of the files in one process that has imported it, and
                  the same 200 as a step of a CI would load them, in a process that does nothing else

The programs take turns within a round, and each round starts with another one; medians are shown. Wall time, CPU time
(user and system) and peak memory are those of the whole process, as the kernel counts them (wait4). ruff and Airflow's
sources are installed below target/bench, pinned here. Only Python's standard library is used; 3.11 or later.
"""

import argparse
import datetime
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

from example_dags import templates
from measured import machine, timed
from peers import HOME, ROOT, Failure, quietly, say

FILES, IN_A_FOLDER, SAMPLE, STARTS, STEPS = 10_000, 100, 201, 21, 5
RUFF = "ruff==0.17.6"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--other-binary", type=pathlib.Path, help="another build, measured beside the first")
    parser.add_argument("--parse-only", type=pathlib.Path, help="benches/parse_only.rs, already built")
    parser.add_argument("--airflow", type=pathlib.Path, help="a Python with Airflow; without it DagBag is left out")
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    try:
        return measure(arguments)
    except Failure as failure:
        print(f"validate_speed: {failure}", file=sys.stderr)
        return 1


def measure(arguments):
    tree, single = make_tree(HOME / "validate"), make_single(HOME / "single")
    programs = chosen(arguments, tree)
    check_what_is_seen(programs, tree)
    taken = {name: [] for name in programs}
    starts = []
    for number in range(arguments.rounds):
        names = list(programs)
        names = names[number % len(names):] + names[: number % len(names)]
        for name in names:
            taken[name].append(timed(programs[name], name))
        say(f"round {number + 1} of {arguments.rounds}")
    for _ in range(STARTS):
        starts.append(timed([str(arguments.binary.resolve()), "validate", str(single)], "start-up"))
    print(table(taken, arguments.rounds))
    print(aims(taken, starts, dagbag(arguments.airflow, programs, tree), steps(arguments, tree)))
    return 0


# --- the programs ---------------------------------------------------------------------------------------------


def chosen(arguments, tree):
    """Each program and its command line."""

    def validate(binary):
        binary = binary.resolve()
        if not binary.is_file():
            raise Failure(f"{binary} is not there: cargo build --release makes it")
        return [str(binary), "validate", str(tree), "--format", "json"]

    programs = {"dag-publish": validate(arguments.binary)}
    if arguments.other_binary:
        programs["other"] = validate(arguments.other_binary)
    parse_only = arguments.parse_only or build_parse_only()
    programs["parse only"] = [str(parse_only), str(tree / "dags")]
    # --isolated: no settings of this repository; the tree lies in a folder that git ignores. Concise is its
    # cheapest form of output.
    programs["ruff"] = [
        str(install_ruff()), "check", "--no-cache", "--isolated", "--no-respect-gitignore", "--exit-zero",
        "--output-format", "concise", str(tree / "dags"),
    ]
    return programs


def build_parse_only():
    say("building benches/parse_only.rs")
    command = ["cargo", "bench", "--locked", "--bench", "parse_only", "--no-run", "--message-format", "json"]
    built = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in built.stdout.splitlines():
        message = json.loads(line)
        if message.get("target", {}).get("name") == "parse_only" and message.get("executable"):
            return message["executable"]
    raise Failure(f"`{' '.join(command)}` built no parse_only")


def install_ruff():
    place, mark = HOME / "ruff", HOME / "ruff/installed"
    if not mark.is_file() or mark.read_text() != RUFF:
        shutil.rmtree(place, ignore_errors=True)
        say(f"installing {RUFF}")
        quietly([sys.executable, "-m", "venv", str(place)])
        quietly([str(place / "bin/python"), "-m", "pip", "install", "--quiet", RUFF])
        mark.write_text(RUFF)
    return place / "bin/ruff"


def check_what_is_seen(programs, tree):
    """A program that overlooks files would be fast."""
    seen = {"dag-publish": len(validated(programs["dag-publish"])["files"])}
    counted = subprocess.run(programs["parse only"], stdout=subprocess.PIPE, text=True, check=True).stdout
    seen["parse only"] = int(counted.split()[0])
    if f"{FILES} of them valid" not in counted:
        raise Failure(f"parse only says: {counted}")
    listed = subprocess.run([*programs["ruff"], "--show-files"], stdout=subprocess.PIPE, text=True, check=True).stdout
    seen["ruff"] = len(listed.splitlines())
    if set(seen.values()) != {FILES}:
        raise Failure(f"not everybody sees {FILES} files: {seen}")


def validated(command):
    """The report on the package."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Failure(f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stderr}\n{done.stdout[-2000:]}")
    (package,) = json.loads(done.stdout)["packages"]
    return package


def dagbag(python, programs, tree):
    """DagBag's seconds for a file; it must find what validate finds."""
    if not python:
        return None
    paths = sample_of(tree)
    done = subprocess.run(
        [*dagbag_command(python), str(tree / "dags")], input="\n".join(paths),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    if done.returncode:
        raise Failure(f"DagBag: {done.stderr[-2000:]}")
    loaded = json.loads(done.stdout.splitlines()[-1])
    report = {file["path"]: file for file in validated(programs["dag-publish"])["files"]}
    sample = [report[str(pathlib.Path(path).relative_to(tree))] for path in paths[1:]]
    certain = {dag["dag_id"] for file in sample for dag in file["dags"]}
    # What validate leaves open it may not deny.
    clear = {dag["dag_id"] for file in sample if not file["unresolved"] for dag in file["dags"]}
    numbers = tuple(str(pathlib.Path(file["path"]).stem)[-5:] for file in sample if file["unresolved"])
    found = set(loaded["dags"])
    if not certain <= found or {name for name in found if not name.endswith(numbers)} - clear:
        raise Failure(f"DagBag and validate differ: {sorted(found ^ certain)[:10]}")
    return loaded


def steps(arguments, tree):
    """Wall seconds of whole processes that check the files of the sample: validate's and DagBag's medians."""
    if not arguments.airflow:
        return None
    package = HOME / "sample"
    shutil.rmtree(package, ignore_errors=True)
    (package / "dags").mkdir(parents=True)
    (package / "dag-publish.toml").write_text('package = "sample"\n')
    for path in sample_of(tree)[1:]:
        shutil.copy(path, package / "dags")
    ours = [str(arguments.binary.resolve()), "validate", str(package)]
    theirs = ["env", f"AIRFLOW_HOME={HOME / 'airflow-home'}", *dagbag_command(arguments.airflow), "--once", str(package / "dags")]
    # The first run of each leaves Airflow's settings file and Python's compiled files behind.
    timed(theirs, "DagBag")
    taken = [(timed(ours, "validate"), timed(theirs, "DagBag")) for _ in range(STEPS)]
    return [statistics.median(pair[at][0] for pair in taken) for at in range(2)]


def dagbag_command(python):
    # Not `resolve`: a virtual environment is a link.
    return [str(python.absolute()), str(ROOT / "benches/dagbag_speed.py")]


def sample_of(tree):
    return [f"{tree}/{dags_file(number)}" for number in range(0, FILES, FILES // SAMPLE)][:SAMPLE]


# --- the trees ------------------------------------------------------------------------------------------------


def dags_file(number):
    return f"dags/team_{number // IN_A_FOLDER:03}/example_{number:05}.py"


def make_tree(package):
    parts = templates(1_000_000)
    shutil.rmtree(package, ignore_errors=True)
    for number in range(FILES):
        path = package / dags_file(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(in_a_file_of_its_own(parts[number % len(parts)](f"{number:05}")))
    (package / "dag-publish.toml").write_text('package = "speed"\n')
    return package


def in_a_file_of_its_own(text):
    """With the import that `template` hides, for sources to stand one after the other: annotations need it."""
    future = "from __future__ import annotations\n"
    return text.replace("#" * (len(future) - 1) + "\n", future, 1)


def make_single(package):
    shutil.rmtree(package, ignore_errors=True)
    (package / "dags").mkdir(parents=True)
    (package / "dag-publish.toml").write_text('package = "single"\n')
    (package / "dags/example.py").write_text(in_a_file_of_its_own(templates(1_000_000)[0]("single")))
    return package


# --- the figures ----------------------------------------------------------------------------------------------


def median(figures, column):
    return statistics.median(figure[column] for figure in figures)


def table(taken, rounds):
    ours = median(taken["dag-publish"], 0)
    size = sum(path.stat().st_size for path in (HOME / "validate").rglob("*.py"))
    lines = [
        f"{FILES:,} files, {size / FILES:,.0f} bytes each in the mean; medians of {rounds} rounds; {RUFF}; "
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}; {machine()}",
        "",
        "| program | wall s | CPU s | peak MiB | wall, against dag-publish |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, figures in taken.items():
        wall, cpu, peak = (median(figures, column) for column in range(3))
        lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / ours:.2f} × |")
    return "\n".join(lines)


def aims(taken, starts, loaded, steps):
    """Each aim, as a row. Ratios are medians of the rounds' own ratios: the programs of a round ran side by side."""

    def against(other, column):
        pairs = zip(taken["dag-publish"], taken[other])
        return statistics.median(ours[column] / theirs[column] for ours, theirs in pairs)

    def row(aim, measured, met):
        return f"| {aim} | {measured} | {'met' if met else 'missed'} |"

    wall, cpu, ruff = against("parse only", 0), against("parse only", 1), against("ruff", 0)
    peak, start = median(taken["dag-publish"], 2), median(starts, 0) * 1000
    lines = [
        "",
        "| aim | measured | |",
        "| --- | --- | --- |",
        row("at most 1.5 times the time of parsing alone", f"{wall:.2f} × wall, {cpu:.2f} × CPU", wall <= 1.5),
        row("faster than `ruff check --no-cache`", f"{ruff:.2f} × its wall time", ruff < 1),
        row("peak memory below 200 MB", f"{peak:.0f} MiB", peak * 1024**2 < 200e6),
        row("start-up: a package of one file in 10 ms", f"{start:.1f} ms, median of {STARTS}", start < 10),
    ]
    if loaded:
        ours = median(taken["dag-publish"], 0) / FILES
        theirs = loaded["wall"] / loaded["files"]
        said = f"{theirs / ours:.0f} times: {ours * 1e6:.0f} µs beside {theirs * 1e3:.1f} ms"
        lines.append(row(f"300 times faster for a file than DagBag (Airflow {loaded['version']})", said, theirs / ours >= 300))
        ours, theirs = steps
        said = f"{theirs / ours:.0f} times: {ours * 1e3:.0f} ms beside {theirs:.1f} s"
        lines.append(row(f"the same for a step that checks {SAMPLE - 1} files and does nothing else", said, theirs / ours >= 300))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
