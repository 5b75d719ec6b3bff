"""The two that are compared, each a process that answers a line for each source it is given."""

import glob
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MINORS = range(9, 15)
# What a CPython says that a source made crash or hang: it does not compile it.
CRASH = "crashed"


def pythons():
    """The CPythons of this machine by version, oldest first: on PATH, and those of pyenv."""
    found = {}
    for minor in MINORS:
        candidates = [shutil.which(f"python3.{minor}")]
        versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
        candidates = sorted(glob.glob(str(versions / f"3.{minor}.*" / "bin" / f"python3.{minor}"))) + candidates
        for candidate in filter(None, candidates):
            facts = facts_of(candidate)
            if facts and facts["version"] == f"3.{minor}":
                found[facts["version"]] = facts
                break
    return found


def facts_of(python):
    code = (
        "import json, platform, sys, sysconfig;"
        "print(json.dumps({'version': '%d.%d' % sys.version_info[:2], 'full': platform.python_version(),"
        " 'kind': platform.python_implementation(), 'python': sys.executable,"
        " 'library': sysconfig.get_path('stdlib')}))"
    )
    ran = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True)
    facts = json.loads(ran.stdout) if ran.returncode == 0 else None
    return facts if facts and facts["kind"] == "CPython" else None


class Peer:
    """A process with which bytes and lines are exchanged; started anew when a source kills it."""

    def __init__(self, command):
        self.command = command
        self.process = None

    def ask(self, header, source):
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            self.process.stdin.write(f"{header} {len(source)}\n".encode() + source)
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if not answer:
            self.close()
            return None
        return answer.decode().rstrip("\n")

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.wait()
            self.process = None


class CPython(Peer):
    def __init__(self, python):
        super().__init__([python, "-I", str(HERE / "oracle.py")])

    def refusal(self, source):
        """Why `compile()` refuses the source, or None."""
        answer = self.ask("compile", source)
        return CRASH if answer is None else json.loads(answer)

    def tokens(self, source):
        return json.loads(self.ask("tokens", source) or "[]")

    def encodings(self):
        return json.loads(self.ask("encodings", b"") or "[]")

    def snippets(self, source):
        return [text.encode("latin-1") for text in json.loads(self.ask("snippets", source) or "[]")]


class Ours(Peer):
    def __init__(self, program, version):
        super().__init__([program])
        self.version = version

    def refusal(self, source):
        """Why `dag-publish` refuses the source, or None."""
        answer = self.ask(self.version, source)
        if answer is None:
            raise SystemExit("the program under test died of a source")
        return None if answer == "ok" else answer


def build():
    """Builds the program under test; its path."""
    command = ["cargo", "test", "--locked", "--test", "python_verdicts", "--no-run", "--message-format=json"]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if ran.returncode != 0:
        sys.exit("the program under test does not build")
    messages = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    return next(
        message["executable"]
        for message in messages
        if message.get("target", {}).get("name") == "python_verdicts" and message.get("executable")
    )
