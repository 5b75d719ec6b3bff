#!/usr/bin/env python3
"""The hooks of .pre-commit-hooks.yaml, run by the real pre-commit and the real prek on a real `git push`.

    tests/hooks/run.py --binary target/debug/dag-publish --wheels target/ci/wheels

A repository with two packages is made, with a bare repository as its remote. For each of the two runners and each of
the hooks `dag-publish-validate-system` (the binary given here, on PATH) and `dag-publish-validate` (the wheel in
--wheels, installed by the runner as it would install the released one):

- a push of good packages arrives; a push of a broken DAG does not, and the DAG is named; the repaired one arrives;
- the time of the hook, as the runner tells it (in steps of 10 ms) and as the same command takes by itself (the median
  of RUNS), stays below HOOK_SECONDS.

The stages of the manifest and the check of a commit are tried with the first hook; both runners read the example's
configuration. pre-commit, prek and the uv that prek
installs Python packages with come from the package index, pinned, into target/ci/hooks. `dag-publish-validate-src` is
not run here: it is a release build, of many minutes. Only Python's standard library is used; 3.11 or later.
"""

import argparse
import hashlib
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINS = ["pre-commit==4.7.0", "prek==0.5.11", "uv==0.13.9"]
EXAMPLE = ROOT / "examples" / "workflows" / "pre-commit-config.yaml"
HOOK_SECONDS = 0.2
RUNS = 20
GOOD = """from airflow.sdk import DAG
from airflow.providers.standard.operators.empty import EmptyOperator

with DAG(dag_id="{name}", schedule=None):
    EmptyOperator(task_id="only")
"""
BROKEN = GOOD + "\nDAG(dag_id='broken and unfinished'\n"
CONFIG = """repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - id: {hook}
        args: [packages/etl, packages/reporting]
        verbose: true
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, required=True, help="for the hook `-system`")
    parser.add_argument(
        "--wheels", type=pathlib.Path, help="a folder with the wheel of this version, for the wheel's hook"
    )
    arguments = parser.parse_args()
    tools = install_tools()
    times = []
    with tempfile.TemporaryDirectory(prefix="dag-publish-hooks-") as folder:
        base = Base(pathlib.Path(folder), tools)
        on_path = base.folder / "bin"
        on_path.mkdir()
        (on_path / "dag-publish").symlink_to(arguments.binary.resolve(strict=True))
        for runner in ("pre-commit", "prek"):
            base.run(runner, "validate-config", str(EXAMPLE), cwd=base.folder)
            case = Case(base, runner, "dag-publish-validate-system", {"PATH": f"{on_path}:{base.env['PATH']}"})
            times += case.pushes()
            case.stages()
            case.commits()
            times.append(("the same command by itself, median", case.time_command()))
            if arguments.wheels:
                wheels = str(arguments.wheels.resolve(strict=True))
                case = Case(base, runner, "dag-publish-validate", {"PIP_FIND_LINKS": wheels, "UV_FIND_LINKS": wheels})
                times += case.pushes()
                case.has_the_binary_of(arguments.wheels)
    for name, seconds in times:
        print(f"{seconds * 1000:5.0f} ms  {name}")
    slow = [name for name, seconds in times if seconds >= HOOK_SECONDS]
    require(not slow, f"at or over {HOOK_SECONDS * 1000:.0f} ms of hook time: {', '.join(slow)}")
    print(f"each in less than {HOOK_SECONDS * 1000:.0f} ms")


def install_tools():
    """The programs' folder: made once for these pins."""
    home = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve() / "ci" / "hooks"
    mark = home / "pins"
    if not (mark.exists() and mark.read_text() == "\n".join(PINS)):
        venv.create(home, clear=True, with_pip=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *PINS], check=True)
        mark.write_text("\n".join(PINS))
    return home / "bin"


class Base:
    """What all cases share: an environment without the machine's settings, and a repository with our hooks."""

    def __init__(self, folder, tools):
        self.folder = folder
        self.tools = tools
        home = folder / "home"
        home.mkdir()
        self.env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "DAG_PUBLISH_"))}
        self.env |= {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_DATA_HOME": str(home / "data"),
            "PATH": f"{tools}:{os.environ['PATH']}",
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        for key, value in {"user.name": "Test", "user.email": "test@example.org", "init.defaultBranch": "main"}.items():
            self.run("git", "config", "--global", key, value, cwd=folder)
        # All of this repository, as at a tag; what is not committed yet is tested too.
        self.hooks = folder / "hooks"
        for name in self.run("git", "ls-files", "-z", "-co", "--exclude-standard", cwd=ROOT).stdout.split("\0"):
            if (ROOT / name).is_file():
                (self.hooks / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.hooks / name)
        self.run("git", "init", "--quiet", cwd=self.hooks)
        self.run("git", "add", ".", cwd=self.hooks)
        self.run("git", "commit", "--quiet", "--message", "Hooks", cwd=self.hooks)
        self.rev = self.run("git", "rev-parse", "HEAD", cwd=self.hooks).stdout.strip()

    def run(self, *command, cwd, env=None, check=True):
        """Runs to the end; stderr is joined to stdout, as a person would see them."""
        done = subprocess.run(
            command, cwd=cwd, env=self.env | (env or {}), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        require(not check or done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}")
        return done


class Case:
    """A repository of two packages and its remote, guarded by one hook through one runner."""

    def __init__(self, base, runner, hook, env):
        self.base, self.runner, self.hook, self.env = base, runner, hook, env
        self.name = f"{runner}, {hook}"
        self.folder = base.folder / f"{runner}-{hook}"
        self.remote = base.folder / f"{runner}-{hook}.git"
        base.run("git", "init", "--quiet", "--bare", self.remote, cwd=base.folder)
        base.run("git", "init", "--quiet", self.folder, cwd=base.folder)
        self.git("remote", "add", "origin", str(self.remote))
        for package in ("etl", "reporting"):
            self.write(package, GOOD)
        config = CONFIG.format(hooks=base.hooks, rev=base.rev, hook=hook)
        (self.folder / ".pre-commit-config.yaml").write_text(config)
        self.commit("Two good packages")
        self.run(runner, "install", "--install-hooks", "--hook-type", "pre-push")

    def run(self, *command, check=True):
        return self.base.run(*command, cwd=self.folder, env=self.env, check=check)

    def git(self, *arguments, check=True):
        return self.run("git", *arguments, check=check)

    def write(self, package, text):
        path = self.folder / "packages" / package / "dags" / f"{package}_daily.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.format(name=f"{package}_daily"))

    def commit(self, message):
        self.git("add", ".")
        self.git("commit", "--quiet", "--message", message)

    def pushes(self):
        """Pushes what is good, broken and repaired; gives the hook's time of each."""
        times = [(f"{self.name}: good", self.push(arrives=True))]
        self.write("reporting", BROKEN)
        self.commit("Break the second package")
        times.append((f"{self.name}: broken", self.push(arrives=False)))
        self.write("reporting", GOOD + "# repaired\n")
        self.commit("Repair it")
        # What is not staged is set aside while the hook runs.
        self.write("etl", BROKEN)
        times.append((f"{self.name}: repaired", self.push(arrives=True)))
        self.git("checkout", "--quiet", ".")
        return times

    def push(self, arrives):
        before = self.published()
        done = self.git("push", "origin", "HEAD:main", check=False)
        moved = self.published() == self.git("rev-parse", "HEAD").stdout.strip()
        require(
            (done.returncode == 0, moved) == (arrives, arrives), f"{self.name}: arrives={arrives}, but\n{done.stdout}"
        )
        if not arrives:
            require(self.published() == before, f"{self.name}: the remote moved")
            require(
                "packages/reporting/dags/reporting_daily.py" in done.stdout, f"the DAG is not named:\n{done.stdout}"
            )
            require("syntax" in done.stdout, f"the reason is not named:\n{done.stdout}")
        duration = re.findall(r"duration: ([0-9.]+) ?(ms|s)\b", done.stdout)
        require(len(duration) == 1, f"{self.name}: one duration is expected in\n{done.stdout}")
        return float(duration[0][0]) / (1000 if duration[0][1] == "ms" else 1)

    def published(self):
        return self.base.run("git", "rev-parse", "main", cwd=self.remote, check=False).stdout.strip()

    def stages(self):
        """The hook stands in the three stages that the manifest names, and in no other."""
        for stage, runs in {"pre-commit": True, "pre-push": True, "manual": True, "post-merge": False}.items():
            done = self.run(self.runner, "run", "--all-files", "--hook-stage", stage, check=False)
            require(done.returncode == 0, f"{self.name}: stage {stage}:\n{done.stdout}")
            require(("Passed" in done.stdout) == runs, f"{self.name}: stage {stage}: runs={runs}, but\n{done.stdout}")

    def commits(self):
        """As a hook of the commit, it judges what is staged: what is broken beside it is set aside."""
        self.run(self.runner, "install", "--install-hooks", "--hook-type", "pre-commit")
        self.write("etl", BROKEN)
        self.git("add", ".")
        done = self.git("commit", "--message", "Break the first package", check=False)
        require(done.returncode != 0 and "etl_daily.py" in done.stdout, f"{self.name}: commit:\n{done.stdout}")
        self.write("etl", GOOD + "# staged\n")
        self.git("add", ".")
        self.write("etl", BROKEN)
        done = self.git("commit", "--message", "Good, with broken lines that are not staged", check=False)
        require(done.returncode == 0, f"{self.name}: a good commit beside unstaged lines:\n{done.stdout}")

    def time_command(self):
        """The median time of what the hook runs."""
        seconds = []
        for _ in range(RUNS):
            start = time.perf_counter()
            self.run("dag-publish", "validate", "packages/etl", "packages/reporting", check=False)
            seconds.append(time.perf_counter() - start)
        return statistics.median(seconds)

    def has_the_binary_of(self, wheels):
        """What ran is the wheel's binary, not one of the same version from an index."""
        archives = list(wheels.glob("dag_publish-*.whl"))
        require(len(archives) == 1, f"one wheel is expected in {wheels}: {archives}")
        with zipfile.ZipFile(archives[0]) as archive:
            name = next(name for name in archive.namelist() if name.endswith("/scripts/dag-publish"))
            expected = hashlib.sha256(archive.read(name)).hexdigest()
        cache = self.base.folder / "home" / "cache" / self.runner
        found = [path for path in cache.rglob("bin/dag-publish") if path.is_file()]
        require(bool(found), f"{self.name}: no dag-publish below {cache}")
        for path in found:
            require(hashlib.sha256(path.read_bytes()).hexdigest() == expected, f"{path} is not the wheel's")


def require(condition, message):
    if not condition:
        sys.exit(f"tests/hooks/run.py: {message}")


if __name__ == "__main__":
    main()
