#!/usr/bin/env python3
"""Runs a command for which no file system can exchange two names.

    python3 tests/no_mix/no_exchange.py COMMAND [ARGUMENT]...

renameat2 with RENAME_EXCHANGE is answered with EINVAL, as NFS does; everything else is as it was. It is done with a
seccomp filter, which needs no privilege and stays with the command and its children. Linux on x86_64 and aarch64.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

# The machine: the kernel's name for its calls (AUDIT_ARCH_*), and the number of renameat2 among them.
MACHINES = {"x86_64": (0xC000003E, 316), "aarch64": (0xC00000B7, 276)}
AT_FDCWD, RENAME_EXCHANGE = -100, 2
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EINVAL
LOAD, EQUAL, ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
# Where the kernel shows the call (struct seccomp_data).
NUMBER, MACHINE, FLAGS = 0, 4, 16 + 4 * 8


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    refuse_exchange()
    os.execvp(sys.argv[1], sys.argv[1:])


def refuse_exchange():
    """From here on, for this process and its children."""
    if platform.machine() not in MACHINES:
        sys.exit(f"no_exchange: nothing is known of {platform.machine()}: it runs on {' and '.join(MACHINES)}")
    machine, number = MACHINES[platform.machine()]
    # Each jump counts the steps that are left out when the answer is yes, and when it is no.
    steps = [
        (LOAD, 0, 0, MACHINE), (EQUAL, 0, 5, machine),
        (LOAD, 0, 0, NUMBER), (EQUAL, 0, 3, number),
        (LOAD, 0, 0, FLAGS), (ANY_BIT, 0, 1, RENAME_EXCHANGE),
        (RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("HP", len(steps), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program):
        sys.exit(f"no_exchange: the kernel takes no filter: {os.strerror(ctypes.get_errno())}")
    if exchange("/nonexistent/a", "/nonexistent/b") != errno.EINVAL:
        sys.exit("no_exchange: the filter does not hold")


def exchange(one, other):
    """Exchanges two names; the error's number, or 0."""
    libc = ctypes.CDLL(None, use_errno=True)
    call = MACHINES[platform.machine()][1]
    done = libc.syscall(
        ctypes.c_long(call), ctypes.c_int(AT_FDCWD), os.fsencode(one), ctypes.c_int(AT_FDCWD), os.fsencode(other),
        ctypes.c_uint(RENAME_EXCHANGE),
    )
    return ctypes.get_errno() if done else 0


if __name__ == "__main__":
    main()
