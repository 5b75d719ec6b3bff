#!/usr/bin/env python3
"""dag-sync beside `aws s3 sync`, `s5cmd sync` and `rclone sync`: the same bucket, the same machine, in turns.

    cargo build --release
    .ci/servers run seaweedfs -- python3 benches/sync_speed.py --binary target/release/dag-publish

200 packages of 10 DAG files of 4 KB are published once: 2,000 files and 200 metadata.json in the plain copies, which
the peers sync; dag-sync fetches the releases. The files are made from the example DAGs that ship with Airflow, every
DAG id made unique. Three cases:

    first      into an empty folder
    unchanged  nothing was published since
    changed    one package was published again, with one file changed

Wall time, CPU time (user and system) and peak memory are those of the whole process, as the kernel counts them
(wait4). The programs take turns within a round, and each round starts with another one; medians are shown. Before
each run what earlier ones wrote is on the disk (sync); dag-sync also waits for the disk itself, the peers do not.
After each case the folder is compared with what was published. Two passes that are not timed follow: requests are
counted by a relay (relay.py), and a dag-sync daemon makes 200 unchanged cycles, whose CPU time is the difference of
two readings of /proc/<pid>/stat. "Fastest peer" is the one with the least median wall time in that case.

--programs aws,s5cmd,rclone measures the peers alone. The peers are installed below target/bench, pinned (peers.py).
Only Python's standard library is used; 3.11 or later; Linux.
"""

import argparse
import collections
import contextlib
import datetime
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time

import peers
from example_dags import templates
from measured import machine, timed
from peers import HOME, ROOT, Failure, say
from raw_list import pages
from relay import Relay

PACKAGES, FILES, FILE_BYTES = 200, 10, 4_000
CASES = ["first", "unchanged", "changed"]
OURS = "dag-sync"
WARM_CYCLES = 10
PATIENCE_SECONDS = 60


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--programs", default=",".join([OURS, *peers.NAMES]))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cycles", type=int, default=200, help="unchanged cycles of the daemon")
    parser.add_argument("--place", type=pathlib.Path, default=HOME, help="the folder to sync below")
    arguments = parser.parse_args()
    try:
        return measure(arguments)
    except Failure as failure:
        print(f"sync_speed: {failure}", file=sys.stderr)
        return 1


def measure(arguments):
    bench = Bench(arguments)
    bench.publish(bench.packages)
    listing = [pages(bench.url, f"{bench.source}/dev") for _ in range(20)]
    taken = {(name, case): [] for name in bench.programs for case in CASES}
    for number in range(arguments.rounds):
        for name, case, command in bench.round(number, bench.url):
            os.sync()
            taken[name, case].append(timed(command, f"{name}, {case}"))
        say(f"round {number + 1} of {arguments.rounds}")
    requests = count_requests(bench, arguments.rounds)
    daemon = run_daemon(bench, arguments.cycles) if OURS in bench.programs else None
    print("\n".join([
        f"{PACKAGES} packages of {FILES} files of {FILE_BYTES:,} bytes; medians of {arguments.rounds} rounds; "
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}; {machine()}",
        "",
        *table(taken, requests, bench.programs),
        "",
        *floor(listing),
        *(aims(taken, daemon, listing) if daemon else []),
    ]))
    return 0


class Bench:
    """The packages, where they are published, and one folder for each program."""

    def __init__(self, arguments):
        self.url, bucket = peers.server()
        self.source = f"{bucket}/sync-{time.time_ns():x}"
        self.binary = arguments.binary.resolve()
        if not self.binary.is_file():
            raise Failure(f"{self.binary} is not there: cargo build --release makes it")
        self.programs = arguments.programs.split(",")
        if unknown := set(self.programs) - {OURS, *peers.NAMES}:
            raise Failure(f"no program is called {', '.join(unknown)}: there are {', '.join([OURS, *peers.NAMES])}")
        peers.install()
        self.packages = make_packages(HOME / "packages")
        self.folders = arguments.place / "synced"

    def publish(self, packages):
        say(f"publishing {len(packages)} packages")
        peers.quietly([
            str(self.binary), "publish", *map(str, packages), "--env", "dev", "--bucket", f"s3://{self.source}",
            "--endpoint-url", self.url, "--quiet",
        ])

    def command(self, name, url, *daemon):
        if name != OURS:
            return peers.sync_down(name, url, f"{self.source}/dev", self.folders / name)
        return [
            str(self.binary), "dag-sync", *(daemon or ["--once"]), "--env", "dev", "--bucket", f"s3://{self.source}",
            "--endpoint-url", url, "--dest", str(self.folders / name),
        ]

    def round(self, number, url):
        """Every case for every program, each checked after it was run."""
        at = number % len(self.programs)
        names = self.programs[at:] + self.programs[:at]
        shutil.rmtree(self.folders, ignore_errors=True)
        for case in CASES:
            if case == "changed":
                change(self.packages[PACKAGES // 2], number)
                self.publish([self.packages[PACKAGES // 2]])
            for name in names:
                (self.folders / name).mkdir(parents=True, exist_ok=True)
                yield name, case, self.command(name, url)
                self.check(name, case)

    def check(self, name, case):
        """A program that was fast because it did less must not count."""
        for package in self.packages:
            for file in (package / "dags").iterdir():
                copy = self.folders / name / package.name / "dags" / file.name
                if not copy.is_file() or copy.read_bytes() != file.read_bytes():
                    raise Failure(f"{name}, {case}: {copy} is not what was published")


# --- the passes that are not timed ----------------------------------------------------------------------------


def count_requests(bench, number):
    """How many requests of each kind every program makes in every case."""
    relay, counts = Relay(bench.url), {}
    for name, case, command in bench.round(number, relay.url):
        relay.take()
        timed(command, f"{name}, {case}")
        counts[name, case] = collections.Counter(kind(request) for request in relay.take())
    say("requests are counted")
    return counts


def kind(request):
    method, path, query = request
    return "LIST" if method == "GET" and ("list-type=" in query or path.count("/") == 1) else method


def run_daemon(bench, cycles):
    """CPU seconds of one unchanged cycle, peak and present MiB, and the requests of one cycle.

    It starts on a folder that is in step, as a sidecar does after an init container's --once.
    """
    relay, log = Relay(bench.url), HOME / "daemon.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            bench.command(OURS, relay.url, "--interval", "200ms"), stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        await_cycles(process, relay, WARM_CYCLES, log)
        before = cpu_seconds(process.pid)
        seen = await_cycles(process, relay, cycles, log)
        cpu = (cpu_seconds(process.pid) - before) / begun(seen)
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        peak, present = (int(re.search(rf"{name}:\s+(\d+) kB", status)[1]) / 1024 for name in ["VmHWM", "VmRSS"])
        requests = collections.Counter(kind(request) for request in seen)
        say(f"the daemon made {begun(seen)} cycles")
        return cpu, peak, present, {name: count / begun(seen) for name, count in requests.items()}
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=PATIENCE_SECONDS)
        process.kill()


def await_cycles(process, relay, cycles, log):
    """Waits until so many cycles began from here on; the requests."""
    seen, give_up = [], time.monotonic() + PATIENCE_SECONDS + cycles
    relay.take()
    while begun(seen) < cycles:
        if process.poll() is not None or time.monotonic() > give_up:
            raise Failure(f"the daemon made {begun(seen)} of {cycles} cycles:\n{log.read_text()[-2000:]}")
        time.sleep(0.01)
        seen += relay.take()
    return seen


def begun(requests):
    """A cycle begins with the first page of a listing."""
    return sum(kind(request) == "LIST" and "continuation-token" not in request[2] for request in requests)


def cpu_seconds(pid):
    # The name of the program may hold anything, up to the last bracket.
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- the packages ---------------------------------------------------------------------------------------------


def make_packages(home):
    """Each file one or more example DAGs, filled up to 4 KB with comment."""
    parts, at, filler = templates(FILE_BYTES - 300), 0, "# " + "-" * 77 + "\n"
    shutil.rmtree(home, ignore_errors=True)
    packages = [home / f"speed_{number:03}" for number in range(PACKAGES)]
    for package in packages:
        (package / "dags").mkdir(parents=True)
        (package / "dag-publish.toml").write_text(f'package = "{package.name}"\n')
        for number in range(FILES):
            text = '"""Examples of Apache Airflow, under the Apache License 2.0."""\n'
            text += "from __future__ import annotations\n"
            text += parts[at % len(parts)](f"{package.name}_{number}")
            at += 1
            text = (text + "\n" + filler * FILE_BYTES)[: FILE_BYTES - 1].rstrip("\n") + "\n"
            text = text[:-1] + "-" * (FILE_BYTES - len(text)) + "\n"
            (package / "dags" / f"examples_{number}.py").write_text(text)
    return packages


def change(package, number):
    """Gives one file other bytes of the same length."""
    path = package / "dags" / "examples_5.py"
    lines = path.read_text().splitlines(keepends=True)
    mark = f"# changed {number} "
    lines[-2] = mark + "-" * (len(lines[-2]) - len(mark) - 1) + "\n"
    path.write_text("".join(lines))


# --- the table ------------------------------------------------------------------------------------------------


def table(taken, requests, programs):
    lines = [
        "| case | program | wall s | CPU s | peak MiB | requests | wall, against the fastest peer |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for case in CASES:
        fastest = fastest_peer(taken, case)
        for name in programs:
            wall, cpu, peak = medians(taken[name, case])
            ratio = f"{wall / fastest[0]:.2f} ×" if fastest else ""
            counted = requests[name, case]
            said = ", ".join(f"{counted[method]} {method}" for method in sorted(counted, reverse=True))
            lines.append(f"| {case} | {name} | {wall:.2f} | {cpu:.2f} | {peak:.0f} | {said} | {ratio} |")
    return lines


def medians(runs):
    return [statistics.median(figures) for figures in zip(*runs)]


def fastest_peer(taken, case):
    found = [medians(taken[name, of]) for name, of in taken if of == case and name != OURS]
    return min(found, default=None)


def floor(listing):
    first = statistics.median(run[0][0] for run in listing)
    whole = statistics.median(sum(page[0] for page in run) for run in listing)
    count, keys, size = len(listing[0]), *(sum(page[at] for page in listing[0]) for at in (1, 2))
    return [
        f"The listing alone, without a program (raw_list.py, medians of {len(listing)}): one page of "
        f"{listing[0][0][1]:,} keys {1000 * first:.1f} ms; all {count} pages, {keys:,} keys in {size:,} bytes, "
        f"one after the other {1000 * whole:.1f} ms."
    ]


def aims(taken, daemon, listing):
    first, unchanged = medians(taken[OURS, "first"]), medians(taken[OURS, "unchanged"])
    cpu, peak, present, requests = daemon
    lines = [
        "",
        f"A daemon's unchanged cycle: {1000 * cpu:.2f} ms of CPU; peak {peak:.1f} MiB, at its end {present:.1f} MiB; "
        + ", ".join(f"{count:.2f} {method}" for method, count in sorted(requests.items())) + " a cycle.",
        "",
        "| aim | measured | |",
        "| --- | --- | --- |",
    ]

    def aim(text, figure, met, unit="×"):
        lines.append(f"| {text} | {figure:.2f} {unit} | {'met' if met else '**missed**'} |")

    if peer := fastest_peer(taken, "first"):
        aim("first sync: wall at most 0.5 of the fastest peer's", first[0] / peer[0], first[0] <= 0.5 * peer[0])
    if peer := fastest_peer(taken, "unchanged"):
        for at, name in enumerate(["wall", "CPU"]):
            ratio = unchanged[at] / peer[at]
            aim(f"`--once`, unchanged: {name} at most 0.25 of the fastest peer's", ratio, ratio <= 0.25)
    if ("aws", "unchanged") in taken:
        _, aws_cpu, aws_peak = medians(taken["aws", "unchanged"])
        aim("daemon, unchanged: at least 300 times less CPU than `aws s3 sync`", aws_cpu / cpu, aws_cpu >= 300 * cpu)
        aim("daemon: at least 4 times less memory than `aws s3 sync`", aws_peak / peak, aws_peak >= 4 * peak)
    total = sum(requests.values())
    aim(f"idle requests: the listing's {len(listing[0])}", total, total <= len(listing[0]) + 0.05, "a cycle")
    return lines


if __name__ == "__main__":
    sys.exit(main())
