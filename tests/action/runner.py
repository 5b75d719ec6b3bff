"""A runner in small: what GitHub's does with a composite action's steps, as far as this action can tell.

Inputs take their defaults, expressions are expanded, each `run:` is a script for bash, and every line that comes back is
looked at for workflow commands, by the rules of the runner's own source (actions/runner: ActionCommand.cs,
FileCommandManager.cs). What this runner does not know is an error, so that the action uses no more than what is tried.
"""

import dataclasses
import pathlib
import re
import subprocess

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
# Every command that a line of a log can be.
COMMANDS = {
    "add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "internal-set-repo-path", "notice",
    "remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning",
}  # fmt: skip
ANNOTATIONS = {"error", "warning", "notice"}
MOST_SUMMARY_BYTES = 1024 * 1024
SHELL = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]


@dataclasses.dataclass
class Command:
    name: str
    properties: dict
    data: str


@dataclasses.dataclass
class Result:
    """What a step of a workflow left."""

    code: int
    outputs: dict
    summary: str
    log: str
    commands: list

    def annotations(self, name):
        return [command for command in self.commands if command.name == name]


class Runner:
    """One job: a workspace with a repository in it, and the folder of an action."""

    def __init__(self, root, action, binary=None):
        self.root = pathlib.Path(root)
        self.action = pathlib.Path(action)
        self.workspace = self.root / "workspace"
        self.temp = self.root / "temp"
        self.home = self.root / "home"
        for folder in [self.workspace, self.temp, self.home, self.root / "bin"]:
            folder.mkdir(exist_ok=True)
        if binary:
            (self.root / "bin/dag-publish").symlink_to(binary)
        self.runs = 0

    def file(self, name, text):
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(self, inputs=None, event="push", variables=None):
        """Runs the action, as `uses:` with these inputs does, in a job with these variables besides its own."""
        definition = yaml.safe_load((self.action / "action.yml").read_text())
        given = dict(inputs or {})
        values = {name: given.pop(name, about.get("default", "")) for name, about in definition["inputs"].items()}
        if given:
            raise ValueError(f"the action has no input {', '.join(given)}")
        if not all(isinstance(value, str) for value in values.values()):
            raise ValueError(f"a runner hands in texts only: {values}")
        runs = definition["runs"]
        if runs["using"] != "composite":
            raise ValueError("this runner knows composite actions only")
        steps, result = {}, None
        for step in runs["steps"]:
            if set(step) - {"id", "name", "shell", "run", "env"} or step["shell"] != "bash":
                raise ValueError(f"this runner does not know all of {step}")
            step_environment = {name: expand(text, values, steps) for name, text in step.get("env", {}).items()}
            script = expand(step["run"], values, steps)
            result = self.step(script, {**self.job(event), **step_environment, **(variables or {})})
            steps[step.get("id")] = result.outputs
            if result.code:
                break
        result.outputs = {
            name: expand(about["value"], values, steps) for name, about in definition["outputs"].items()
        }
        return result

    def job(self, event):
        """The environment that every step of a job has, as far as the action looks at it."""
        reference = {"pull_request": "refs/pull/7/merge", "release": "refs/tags/v1.0.0"}.get(event, "refs/heads/main")
        return {
            "CI": "true",
            "HOME": str(self.home),
            "PATH": f"{self.root / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_ACTOR": "octocat",
            "GITHUB_EVENT_NAME": event,
            "GITHUB_REF": reference,
            "GITHUB_REPOSITORY": "acme/dags",
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_RUN_ID": str(1000 + self.runs),
            "GITHUB_SERVER_URL": "https://github.invalid",
            "GITHUB_SHA": "0123456789abcdef0123456789abcdef01234567",
            "GITHUB_WORKFLOW": "publish",
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_ARCH": "X64",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(self.temp),
            # Of this machine, not of a runner: no look at a cloud's addresses, and no git above the workspace.
            "AWS_EC2_METADATA_DISABLED": "true",
            "GIT_CEILING_DIRECTORIES": str(self.root),
        }

    def step(self, script, environment):
        self.runs += 1
        files = {name: self.root / f"{name}-{self.runs}" for name in ["output", "summary", "env", "path"]}
        for path in files.values():
            path.write_bytes(b"")
        paths = {
            "GITHUB_OUTPUT": files["output"],
            "GITHUB_STEP_SUMMARY": files["summary"],
            "GITHUB_ENV": files["env"],
            "GITHUB_PATH": files["path"],
        }
        text = self.root / f"script-{self.runs}.sh"
        text.write_text(script)
        done = subprocess.run(
            [*SHELL, text],
            cwd=self.workspace,
            env={**environment, **{name: str(path) for name, path in paths.items()}},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        log = done.stdout.decode()
        for name in ["env", "path"]:
            if files[name].stat().st_size:
                raise AssertionError(f"the step changes the job's environment: {files[name].read_text()}")
        size = files["summary"].stat().st_size
        if size > MOST_SUMMARY_BYTES:
            raise AssertionError(f"GitHub drops a summary of {size} bytes")
        commands = [command for line in log.split("\n") if (command := command_of(line))]
        strays = [command for command in commands if command.name not in ANNOTATIONS]
        if strays:
            raise AssertionError(f"the log has commands that nobody meant: {strays}")
        outputs = outputs_of(files["output"].read_text())
        return Result(done.returncode, outputs, files["summary"].read_text(), log, commands)


def expand(text, inputs, steps):
    """A text with its expressions replaced by their values, which are not looked at again."""

    def value(found):
        match found[1].split("."):
            case ["inputs", name]:
                return inputs[name]
            case ["steps", step, "outputs", name]:
                return steps.get(step, {}).get(name, "")
        raise ValueError(f"this runner does not know `{found[1]}`")

    return EXPRESSION.sub(value, text)


def command_of(line):
    """The workflow command that a line is: `::name key=value::data` at its start, or `##[name key=value]data` anywhere."""
    # The runner's comparison takes no notice of characters without a width.
    line = re.sub("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]", "", line)
    text = line.lstrip()
    if text.startswith("::") and (end := text.find("::", 2)) >= 0:
        name, _, properties = text[2:end].partition(" ")
        if name in COMMANDS:
            pairs = [pair.partition("=") for pair in properties.strip().split(",") if pair]
            return Command(
                name, {key: unescape(value, ":,") for key, _, value in pairs if value}, unescape(text[end + 2 :], "")
            )
    if (start := line.find("##[")) >= 0 and (end := line.find("]", start)) >= 0:
        name, _, properties = line[start + 3 : end].partition(" ")
        if name in COMMANDS:
            return Command(name, {"": properties}, line[end + 1 :])
    return None


def unescape(text, more):
    for token in "\r\n" + more + "%":
        text = text.replace(f"%{ord(token):02X}", token)
    return text


def outputs_of(text):
    """The values of a GITHUB_OUTPUT file: `name=value`, or `name<<delimiter` and lines up to the delimiter."""
    outputs = {}
    lines = iter(text.removesuffix("\n").split("\n")) if text else iter(())
    for line in lines:
        equals, heredoc = line.find("="), line.find("<<")
        if not line:
            continue
        if heredoc >= 0 and (equals < 0 or heredoc < equals):
            name, delimiter = line.split("<<", 1)
            value = []
            for inner in lines:
                if inner == delimiter:
                    break
                value.append(inner)
            else:
                raise AssertionError(f"the delimiter {delimiter!r} of {name} is not found again")
            value = "\n".join(value)
        elif equals >= 0:
            name, value = line.split("=", 1)
        else:
            raise AssertionError(f"{line!r} is no output")
        if not name or name in outputs:
            raise AssertionError(f"the output {name!r} is written twice, or has no name")
        outputs[name] = value
    return outputs

