#!/usr/bin/env python3
"""No mix, for real: a package is published and synced over and over while somebody reads its folder all the time.

    cargo build --release
    .ci/servers run seaweedfs -- python3 tests/no_mix/run.py --binary target/release/dag-publish
    .ci/servers run seaweedfs -- python3 tests/no_mix/run.py --subjects aws,s5cmd,rclone --releases 100

`dag-publish publish` makes the releases of one package of about 50 files (releases.py); each place holds one folder
that a subject keeps in step, and one observer (observe.py) that must never see two releases in one look. The places
are the folder of temporary files and /dev/shm, or those given by --place; all are watched at the same time. The
first sync, into an empty folder, is watched as well.

    dag-sync        the daemon, looking every 50 ms
    dag-sync-gap    the same where the file system cannot exchange two folders (no_exchange.py): the folder may be
                    absent for an instant, never mixed
    aws, s5cmd,     the peers in a loop over the plain copies, 50 ms after each run. Publishing the plain copies is
    rclone          not atomic either: with --in-turns a peer runs only while nothing is being published, so that
                    what is seen then is its own doing

Ends with 1 when a folder of dag-sync was once mixed, partial or mislabelled, absent where names can be exchanged, did
not end at the last release, or when the observer saw too few releases to tell. The peers are only reported.
Only Python's standard library is used; 3.11 or later; Linux.
"""

import argparse
import contextlib
import errno
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "benches"))

import no_exchange
import peers
import releases
from peers import Failure

HERE = pathlib.Path(__file__).resolve().parent
OURS = ["dag-sync", "dag-sync-gap"]
PAUSE_SECONDS = 0.05
PATIENCE_SECONDS = 60


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/release/dag-publish")
    parser.add_argument("--subjects", default=",".join(OURS), help=f"of {', '.join(OURS + peers.NAMES)}")
    parser.add_argument("--releases", type=int, default=300)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--place", action="append", type=pathlib.Path, help="a folder to sync below; repeatable")
    parser.add_argument("--in-turns", action="store_true", help="the peers run only between two releases")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    arguments = parser.parse_args()
    # Nothing that was started is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        rows = observe_all(arguments)
    except Failure as failure:
        print(f"no_mix: {failure}", file=sys.stderr)
        return 1
    print(json.dumps(rows, indent=2) if arguments.format == "json" else table(rows, arguments))
    for row in rows:
        for reason in row["failures"]:
            say(f"{row['subject']} on {row['file_system']}: {reason}")
    return 1 if any(row["failures"] for row in rows) else 0


def observe_all(arguments):
    if not arguments.binary.is_file():
        raise Failure(f"{arguments.binary} is not there: cargo build --release makes it")
    subjects = arguments.subjects.split(",")
    if unknown := set(subjects) - set(OURS) - set(peers.NAMES):
        raise Failure(f"no subject is called {', '.join(unknown)}: there are {', '.join(OURS + peers.NAMES)}")
    if set(subjects) & set(peers.NAMES):
        peers.install()
    # The daemons cost little and share their releases; each peer has the machine for itself.
    streams = [[subject for subject in subjects if subject in OURS]]
    streams += [[subject] for subject in subjects if subject not in OURS]
    return [row for stream in streams if stream for row in observe(stream, arguments)]


def observe(subjects, arguments):
    """One stream of releases; every subject keeps a folder in every place in step with it."""
    url, bucket = peers.server()
    source = f"{bucket}/{subjects[0]}-{time.time_ns():x}"
    with contextlib.ExitStack() as stack:
        scratch = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dag-publish-no-mix-")))
        package = scratch / "package"
        publish = [
            str(arguments.binary.resolve()), "publish", str(package), "--env", "dev", "--bucket", f"s3://{source}",
            "--endpoint-url", url,
        ]
        # The first release is there before anyone looks for it.
        publish_release(publish, package, 1, arguments.files)
        watched = [
            stack.enter_context((Daemon if subject in OURS else Loop)(subject, place, arguments, url, source))
            for subject in subjects
            for place in arguments.place or [pathlib.Path(tempfile.gettempdir()), pathlib.Path("/dev/shm")]
        ]
        start = time.monotonic()
        for release in range(2, arguments.releases + 1):
            for one in watched:
                one.before_release()
            publish_release(publish, package, release, arguments.files)
            for one in watched:
                one.after_release()
        say(f"{', '.join(subjects)}: {arguments.releases} releases in {time.monotonic() - start:.0f} s")
        return [one.finish(arguments) for one in watched]


def publish_release(command, package, release, files):
    releases.write(package, release, files)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Failure(f"release {release}: {' '.join(command)}\n{done.stdout}{done.stderr}")


# --- one folder, kept in step and watched ---------------------------------------------------------------------


class Watched:
    """A folder below a place, and its observer."""

    def __init__(self, subject, place, arguments, url, source):
        self.subject, self.url, self.source, self.arguments = subject, url, source, arguments
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="dag-publish-no-mix-", dir=place))
        self.dest = self.home / "dags"
        self.dest.mkdir()
        self.file_system = file_system(self.home)
        self.runs = self.failed = 0
        self.complaints = []
        self.observer = subprocess.Popen(
            [sys.executable, str(HERE / "observe.py"), str(self.dest / releases.PACKAGE)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.observer.poll() is None:
            self.observer.kill()
        self.observer.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def before_release(self):
        pass

    def after_release(self):
        pass

    def finish(self, arguments):
        """Waits for the last release, ends everything, and judges."""
        self.wait_for_the_last(arguments.releases)
        # A last look at what is there for good.
        time.sleep(2 * PAUSE_SECONDS)
        counts, _ = self.observer.communicate()
        if self.observer.returncode:
            raise Failure(f"the observer of {self.subject} on {self.file_system} ended with {self.observer.returncode}")
        self.stop()
        row = {"subject": self.subject, "file_system": self.file_system, "in_turns": self.in_turns}
        row |= {"releases": arguments.releases, "runs": self.runs, "failed_runs": self.failed} | json.loads(counts)
        row["failures"] = self.judge(row)
        return row


class Daemon(Watched):
    """dag-sync as it runs beside a scheduler."""

    in_turns = False

    def start(self):
        gap = self.subject == "dag-sync-gap"
        self.may_be_absent = gap or not can_exchange(self.home)
        self.log = self.home / "log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ([sys.executable, str(HERE / "no_exchange.py")] if gap else []) + [
                    str(self.arguments.binary.resolve()), "dag-sync", "--interval", "50ms", "--env", "dev",
                    "--bucket", f"s3://{self.source}", "--endpoint-url", self.url, "--dest", str(self.dest),
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            )

    def wait_for_the_last(self, release):
        document = self.dest / releases.PACKAGE / "metadata.json"
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up:
            if self.process.poll() is not None:
                self.complain(f"dag-sync ended with {self.process.returncode}")
                return
            with contextlib.suppress(FileNotFoundError):
                if json.loads(document.read_text())["release"] == release:
                    return
            time.sleep(PAUSE_SECONDS)
        self.complain(f"release {release} did not arrive within {PATIENCE_SECONDS} s")

    def complain(self, sentence):
        tail = "\n".join(self.log.read_text(errors="replace").splitlines()[-20:])
        self.complaints.append(f"{sentence}; its log ends with\n{tail}")

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            if self.process.wait(timeout=PATIENCE_SECONDS):
                self.complain(f"after SIGTERM dag-sync ended with {self.process.returncode}")
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            self.complain(f"SIGTERM did not end dag-sync within {PATIENCE_SECONDS} s")

    def judge(self, row):
        failures = list(self.complaints)
        for verdict in ["mixed", "partial", "mislabelled"] + ["absent"] * (not self.may_be_absent):
            if row[verdict]:
                first = next((one for one in row["examples"] if one["verdict"] == verdict), "")
                failures.append(f"{row[verdict]} of {row['looks']} looks were {verdict}; the first: {first}")
        if row["last_release"] != row["releases"]:
            failures.append(f"the last look showed release {row['last_release']} of {row['releases']}")
        if row["releases_seen"] < row["releases"] / 3:
            failures.append(f"only {row['releases_seen']} of {row['releases']} releases were seen: that tells nothing")
        return failures


class Loop(Watched):
    """A peer, run again and again."""

    def start(self):
        self.in_turns = self.arguments.in_turns
        self.command = peers.sync_down(self.subject, self.url, f"{self.source}/dev", self.dest)
        self.stopped = threading.Event()
        self.thread = None
        if not self.in_turns:
            self.thread = threading.Thread(target=self.loop)
            self.thread.start()

    def loop(self):
        while not self.stopped.is_set():
            self.run()
            self.stopped.wait(PAUSE_SECONDS)

    def run(self):
        done = subprocess.run(self.command, stdin=subprocess.DEVNULL, capture_output=True)
        self.runs += 1
        self.failed += done.returncode != 0

    def before_release(self):
        if self.thread and self.in_turns:
            self.thread.join()

    def after_release(self):
        if self.in_turns:
            self.thread = threading.Thread(target=self.run)
            self.thread.start()

    def wait_for_the_last(self, _):
        """One run that began after the last release was whole."""
        self.stop()
        self.run()

    def stop(self):
        self.stopped.set()
        if self.thread:
            self.thread.join()

    def judge(self, _):
        return []


# --- the places -----------------------------------------------------------------------------------------------


def file_system(folder):
    """The type of the mount that a folder lies on, as the kernel calls it."""
    folder, best = os.path.realpath(folder), ("", "unknown")
    for line in pathlib.Path("/proc/self/mountinfo").read_text().splitlines():
        mount, kind = line.split()[4], line.split(" - ")[1].split()[0]
        if folder == mount or folder.startswith(mount.rstrip("/") + "/"):
            best = max(best, (mount, kind), key=lambda one: len(one[0]))
    return best[1]


def can_exchange(folder):
    one, other = tempfile.mkdtemp(dir=folder), tempfile.mkdtemp(dir=folder)
    try:
        error = no_exchange.exchange(one, other)
        if error not in (0, errno.EINVAL, errno.ENOSYS, errno.EPERM, errno.EOPNOTSUPP):
            raise Failure(f"exchanging two folders in {folder}: {os.strerror(error)}")
        return not error
    finally:
        os.rmdir(one)
        os.rmdir(other)


# --- the table ------------------------------------------------------------------------------------------------


def table(rows, arguments):
    lines = [
        f"{arguments.releases} releases of {arguments.files} files, give or take two",
        "",
        "| subject | file system | releases seen | looks | mixed | partial | absent | longest time not whole | runs |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        runs = f"{row['runs']}, {row['failed_runs']} failed" if row["runs"] else "daemon"
        end = "" if row["last_release"] == row["releases"] else f", ended at {row['last_release']}"
        lines.append(
            f"| {row['subject']}{' in turns' * row['in_turns']} | {row['file_system']} | {row['releases_seen']}{end} "
            f"| {row['looks']:,} | {share(row, 'mixed')} | {share(row, 'partial')} | {row['absent_s']:.3f} s "
            f"| {row['longest_not_whole_s']:.2f} s | {runs} |"
        )
    return "\n".join(lines)


def share(row, verdict):
    count = row[verdict]
    return f"{count:,} ({100 * count / row['looks']:.1f} %)" if count else "0"


def say(text):
    print(f"no_mix: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
