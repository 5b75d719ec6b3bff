#!/usr/bin/env python3
"""Proves that a running Airflow follows what dag-sync does, also where the DAG file itself stays the same.

    cargo build
    .ci/servers run seaweedfs,airflow3 -- python3 tests/airflow/follow_releases.py

One package has a DAG file and a module that says which tags the DAG has. r1 is published, dag-sync runs with
--interval 1s, and so does the part of Airflow that parses: `airflow dag-processor` (3) or `airflow scheduler` (2),
with a database of its own. Once the tag of r1 is in the database, r2 is published: it changes the module alone. Airflow
is told to parse an unchanged file once an hour, so that it can only come to r2 because dag-sync gave the DAG file a new
time; that this is so is shown first, by a change of the module in place, which must not be seen. Says how long each
took; ends with 1 when one took more than --patience seconds.
Linux; Python's standard library alone.
"""

import argparse
import contextlib
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAG_FILE = """\
from airflow import DAG

from follows.dags.settings import TAG

with DAG("follows", schedule=None, tags=[TAG]):
    pass
"""
QUICK = {
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__MIN_SERIALIZED_DAG_UPDATE_INTERVAL": "1",
    "AIRFLOW__CORE__MIN_SERIALIZED_DAG_FETCH_INTERVAL": "1",
    "AIRFLOW__CORE__EXECUTOR": "SequentialExecutor",
}
# How often files are looked for; and, so that nothing but a new time makes it parse, an hour between two parses.
QUICK_2 = {"AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL": "5", "AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL": "3600"}
QUICK_3 = {
    "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
    "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "5",
    "AIRFLOW__DAG_PROCESSOR__BUNDLE_REFRESH_CHECK_INTERVAL": "1",
    "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "3600",
}
# Several times what Airflow takes to see a file with a new time.
CONTROL_SECONDS = 15


class Failure(Exception):
    """A sentence for the person who ran this."""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=ROOT / "target/debug/dag-publish")
    parser.add_argument("--airflow", choices=["2", "3"], default="3")
    parser.add_argument("--patience", type=float, default=90)
    options = parser.parse_args()
    # Nothing that was started is left behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        follow(options)
    except Failure as failure:
        sys.exit(f"follow_releases: {failure}")


def follow(options):
    airflow = pathlib.Path(setting(f"DAG_PUBLISH_TEST_AIRFLOW{options.airflow}")).parent / "airflow"
    servers = dict(server.split("=", 1) for server in setting("DAG_PUBLISH_TEST_SERVERS").split(","))
    with tempfile.TemporaryDirectory(prefix="follow-releases-") as scratch, contextlib.ExitStack() as running:
        home = pathlib.Path(scratch)
        dags, package = home / "dags", home / "follows"
        environment = os.environ | QUICK | (QUICK_2 if options.airflow == "2" else QUICK_3) | {
            "AIRFLOW_HOME": str(home / "airflow"),
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        }
        bucket = [
            "--env", "dev", "--bucket", f"s3://{setting('DAG_PUBLISH_TEST_BUCKET')}/follow-{time.time_ns():x}",
            "--endpoint-url", servers["seaweedfs"],
        ]

        def publish(tag):
            (package / "dags").mkdir(parents=True, exist_ok=True)
            (package / "dags/follows.py").write_text(DAG_FILE)
            (package / "dags/settings.py").write_text(f"TAG = {tag!r}\n")
            # Its only id is certain; its tags are none of the document's business.
            finished([options.binary, "publish", package, "--airflow", options.airflow, *bucket], None)

        def appears(tag, patience=options.patience):
            start = time.monotonic()
            while time.monotonic() - start < patience:
                if tags(home / "airflow.db") == {tag}:
                    return time.monotonic() - start
                for process in processes:
                    if process.poll() is not None:
                        raise Failure(f"{process.args} ended with {process.returncode}:\n{logs(home)}")
                time.sleep(0.1)
            raise Failure(f"{tag} is not in the database after {patience:.0f} s:\n{logs(home)}")

        publish("of_r1")
        start = time.monotonic()
        finished([airflow, "db", "migrate"], environment)
        say(f"Airflow {options.airflow}: a database in {time.monotonic() - start:.1f} s")
        dag_sync = [options.binary, "dag-sync", *bucket, "--dest", dags, "--interval", "1s"]
        finished([*dag_sync, "--once"], None)
        parser = [airflow, "scheduler" if options.airflow == "2" else "dag-processor"]
        processes = [running.enter_context(started(command, home, of)) for command, of in
                     [(dag_sync, None), (parser, environment)]]
        say(f"r1 was seen {appears('of_r1'):.1f} s after Airflow was started")
        # As a copy of one file would do it.
        (dags / "follows/dags/settings.py").write_text("TAG = 'in_place'\n")
        with contextlib.suppress(Failure):
            raise SystemExit(f"a change in place was seen after {appears('in_place', CONTROL_SECONDS):.1f} s")
        file = dags / "follows/dags/follows.py"
        before, time_before = file.read_bytes(), file.stat().st_mtime
        publish("of_r2")
        say(f"r2, another module beside the same DAG file, was seen {appears('of_r2'):.1f} s after it was published")
        if file.read_bytes() != before or file.stat().st_mtime <= time_before:
            raise Failure("the DAG file is another one, or its time did not move: this proved something else")


def tags(database):
    """The tags of the DAG, as Airflow's database has them."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=5)) as connection:
        return {name for (name,) in connection.execute("select name from dag_tag where dag_id = 'follows'")}


@contextlib.contextmanager
def started(command, home, environment):
    with (home / f"{pathlib.Path(command[0]).name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def finished(command, environment):
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise Failure(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout[-3000:]}")


def logs(home):
    return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}" for log in sorted(home.glob("*.log")))


def setting(name):
    if name not in os.environ:
        raise Failure(f"{name} is not set: run it with `.ci/servers run seaweedfs,airflow3 -- …`")
    return os.environ[name]


def say(text):
    print(text, flush=True)


if __name__ == "__main__":
    main()
