"""One process from its start to its end as the kernel counts it, and the machine that it ran on."""

import os
import pathlib
import platform
import re
import subprocess
import sys

from peers import HOME, Failure

LAUNCH = pathlib.Path(__file__).resolve().parent / "launch.py"


def timed(command, what):
    """Wall and CPU seconds and peak MiB of one run."""
    HOME.mkdir(parents=True, exist_ok=True)
    log = HOME / "log"
    launched = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCH), str(log), *command], stdout=subprocess.PIPE, text=True, check=True
    )
    code, wall, cpu, peak = (float(figure) for figure in launched.stdout.split())
    if code:
        tail = log.read_text(errors="replace")[-2000:]
        raise Failure(f"{what} ended with {code:.0f}: {' '.join(command)}\n{tail}")
    return wall, cpu, peak / (1024 if sys.platform != "darwin" else 1024**2)


def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())
        model = found.group(1).strip() if found else model
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}"
