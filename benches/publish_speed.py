#!/usr/bin/env python3
"""publish beside `aws s3 sync` and `s5cmd sync`: the same tree, the same server, in turns.

    cargo build --release
    .ci/servers run seaweedfs -- python3 benches/publish_speed.py --binary target/release/dag-publish

The tree is 500 files of 13 KB, made from the example DAGs that ship with Airflow; every DAG id is made unique,
so that the package validates. It is the same, byte for byte, on every machine. Three cases:

    first      nothing is there yet: a new environment (for the peers a new prefix) in every round
    changed    one file of the 500 has other bytes
    unchanged  nothing has

Wall time, CPU time (user and system) and peak memory are those of the whole process, as the kernel counts them
(wait4). The programs take turns within a round, and each round starts with another one; medians are shown.
Airflow's sources and the peers are installed below target/bench, pinned here. Only Python's standard
library is used; 3.11 or later.
"""

import argparse
import datetime
import os
import pathlib
import shutil
import statistics
import sys
import time

from example_dags import templates
from measured import machine, timed
from peers import HOME, ROOT, Failure, install, say, server

FILES, FILE_BYTES = 500, 13_000
CASES = ["first", "changed", "unchanged"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--other-binary", type=pathlib.Path, help="another build, measured beside the first")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", help="names of the programs to run, separated by commas")
    arguments = parser.parse_args()
    try:
        return measure(arguments)
    except Failure as failure:
        print(f"publish_speed: {failure}", file=sys.stderr)
        return 1


def measure(arguments):
    url, bucket = server()
    tree = make_tree(HOME / "package")
    programs = chosen(arguments, url, bucket)
    taken = {(name, case): [] for name in programs for case in CASES}
    stamp = f"{time.time_ns():x}"
    for number in range(arguments.rounds):
        names = list(programs)
        names = names[number % len(names):] + names[: number % len(names)]
        change(tree, "before", number)
        for case in CASES:
            if case == "changed":
                change(tree, "after", number)
            for name in names:
                place = f"b{stamp}-{number}-{name}"
                taken[name, case].append(timed(programs[name](tree, place), f"{name}, {case}"))
        say(f"round {number + 1} of {arguments.rounds}")
    print(table(programs, taken, arguments.rounds))
    return 0


# --- the programs ---------------------------------------------------------------------------------------------


def chosen(arguments, url, bucket):
    """Each program: from the tree and a place of its own to a command line."""
    peers = install()

    def publish(binary):
        binary = binary.resolve()
        if not binary.is_file():
            raise Failure(f"{binary} is not there: cargo build --release makes it")
        return lambda tree, place: [
            str(binary), "publish", str(tree), "--env", place.lower(), "--bucket", f"s3://{bucket}/ours",
            "--endpoint-url", url,
        ]

    programs = {"dag-publish": publish(arguments.binary)}
    if arguments.other_binary:
        programs["other"] = publish(arguments.other_binary)
    programs["s5cmd"] = lambda tree, place: [
        str(peers / "bin/s5cmd"), "--endpoint-url", url, "sync", "--delete",
        f"{tree}/dags/", f"s3://{bucket}/{place}/dags/",
    ]
    programs["aws"] = lambda tree, place: [
        str(peers / "bin/aws"), "--endpoint-url", url, "s3", "sync", "--delete",
        f"{tree}/dags/", f"s3://{bucket}/{place}/dags/",
    ]
    if arguments.only:
        programs = {name: program for name, program in programs.items() if name in arguments.only.split(",")}
    return programs


# --- the tree -------------------------------------------------------------------------------------------------


def make_tree(package):
    """500 files, each several example DAGs one after the other, filled up to 13 KB with their licence."""
    parts = templates(FILE_BYTES - 1_000)
    shutil.rmtree(package, ignore_errors=True)
    (package / "dags").mkdir(parents=True)
    (package / "dag-publish.toml").write_text('package = "speed"\n')
    head = '"""Examples of Apache Airflow, under the Apache License 2.0."""\nfrom __future__ import annotations\n'
    filler = "# " + "Licensed under the Apache License, Version 2.0; see the NOTICE of Apache Airflow. " + "\n"
    at = 0
    for number in range(FILES):
        text, used = head, 0
        while True:
            part = parts[at % len(parts)](f"{number:03}_{used}")
            if len(text) + len(part) > FILE_BYTES - 100:
                break
            text, used, at = text + part, used + 1, at + 1
        if not used:
            at += 1
        text = (text + filler * FILE_BYTES)[: FILE_BYTES - 60].rsplit("\n", 1)[0] + "\n# "
        text += "-" * (FILE_BYTES - len(text) - 1) + "\n"
        (package / "dags" / f"examples_{number:03}.py").write_text(text)
    return package


def change(tree, word, number):
    """Gives one file other bytes of the same length, and a time that a sync by time sees."""
    path = tree / "dags" / "examples_250.py"
    lines = path.read_text().splitlines(keepends=True)
    mark = f"# {word} {number} "
    lines[-1] = mark + "-" * (len(lines[-1]) - len(mark) - 1) + "\n"
    path.write_text("".join(lines))
    later = time.time() + 2
    os.utime(path, (later, later))


# --- the table ------------------------------------------------------------------------------------------------


def table(programs, taken, rounds):
    lines = [
        f"{FILES} files of {FILE_BYTES:,} bytes; medians of {rounds} rounds; "
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}; {machine()}",
        "",
        "| case | program | wall s | CPU s | peak MiB | wall, against dag-publish |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for case in CASES:
        ours = None
        for name in programs:
            wall, cpu, peak = (statistics.median(figures) for figures in zip(*taken[name, case]))
            ours = ours or wall
            lines.append(f"| {case} | {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {wall / ours:.1f} × |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
