"""Runs one command and prints its exit code, wall seconds, CPU seconds and peak memory, as wait4 gives them.

    python3 -I -S benches/launch.py LOG COMMAND [ARGUMENT]...

A process of its own, and with few imports: Linux counts the memory of whoever starts a program as the program's
until it is started, so that nothing smaller than its parent could be measured.
"""

import os
import sys
import time

log, *command = sys.argv[1:]
out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
start = time.monotonic()
child = os.fork()
if child == 0:
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.execvp(command[0], command)
    except OSError as error:
        os.write(out, f"{command[0]}: {error.strerror}\n".encode())
    os._exit(127)
_, status, usage = os.wait4(child, 0)
wall = time.monotonic() - start
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
