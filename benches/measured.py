"""One process from its start to its end as the kernel counts it, and the machine that it ran on."""

import os
import pathlib
import platform
import re
import subprocess
import sys
import time

from peers import HOME, Failure


def timed(command, what):
    """Wall and CPU seconds and peak MiB of one run."""
    HOME.mkdir(parents=True, exist_ok=True)
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


def machine():
    model = "unknown processor"
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text())
        model = found.group(1).strip() if found else model
    return f"{os.cpu_count()} × {model}, {platform.system()} {platform.release()}"
