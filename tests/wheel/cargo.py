"""Stands in for `cargo` while maturin builds the wheel of a test: maturin gets the program that `cargo test` built.

`cargo test` compiles dependencies with the features of the tests' own dependencies, a build without tests does not: left to
itself, maturin would compile much of the tree again. So its `cargo rustc` becomes the `cargo test --no-run` that ran
before, which has nothing left to do and names the program; everything else goes to Cargo as it is.
"""

import json
import os
import subprocess
import sys


def main():
    cargo = os.environ["REAL_CARGO"]
    if sys.argv[1:2] != ["rustc"]:
        os.execv(cargo, [cargo, *sys.argv[1:]])
    command = [cargo, "test", "--no-run", "--locked", "--message-format=json-render-diagnostics"]
    done = subprocess.run(command, cwd=os.environ["REPOSITORY"], stdout=subprocess.PIPE, text=True, check=False)
    for line in done.stdout.splitlines():
        # Of the programs, the one that is no test of itself.
        if not json.loads(line).get("profile", {}).get("test"):
            print(line)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
