#!/usr/bin/env python3
"""The jobs of examples/workflows/gitlab-ci.yml, run: their lines in a shell, with the variables that GitLab would set.

    tests/workflows/run_gitlab.py --wheels target/ci/wheels

The package is one of examples/packages. `pip install` finds the wheel in --wheels and no index. The bucket is a folder,
so the token is written and not exchanged: roles by a token have their own test.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import venv

import check

EXAMPLE = check.ROOT / "examples" / "workflows" / "gitlab-ci.yml"
PACKAGE = check.ROOT / "examples" / "packages" / "pipeline_processing"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheels", type=pathlib.Path, required=True)
    wheels = parser.parse_args().wheels.resolve(strict=True)
    check.install()
    document = check.load(EXAMPLE)
    with tempfile.TemporaryDirectory(prefix="dag-publish-gitlab-") as folder:
        pipeline = Pipeline(document, pathlib.Path(folder), wheels)
        require(pipeline.run("validate") == 0, "validate fails on a good package")
        for environment in ("dev", "prod"):
            require(pipeline.run(environment) == 0, f"{environment} does not publish")
            published = json.loads(
                (pipeline.bucket / environment / "pipeline_processing" / "metadata.json").read_text()
            )
            require(published["release"] == 1, f"{environment} has {published['release']}")
            require(published["source"]["run_id"] == 17, f"the pipeline is not recorded: {published['source']}")
            require(pipeline.token.read_text() == "a.b.c", "the token is not written")
            require(pipeline.token.stat().st_mode & 0o777 == 0o600, "others may read the token")
        next((pipeline.package / "dags").glob("*.py")).write_text("def (:\n")
        require(pipeline.run("validate") == 1, "validate passes a broken package")
    print("validate, dev and prod of the GitLab example do what they say")


class Pipeline:
    """A checkout, and the environment of a job."""

    def __init__(self, document, folder, wheels):
        self.document = document
        self.package, self.bucket, self.token = (folder / name for name in ("package", "bucket", "token"))
        shutil.copytree(PACKAGE, self.package)
        venv.create(folder / "image", with_pip=True)
        self.env = {
            "PATH": f"{folder / 'image' / 'bin'}:{os.environ['PATH']}", "HOME": str(folder),
            "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "DAG_PUBLISH_BUCKET": str(self.bucket),
            "CI": "true", "GITLAB_CI": "true", "CI_SERVER_HOST": "gitlab.example.org", "CI_PIPELINE_ID": "17",
            "CI_PROJECT_PATH": "data/etl", "CI_COMMIT_SHA": "0" * 40, "CI_COMMIT_REF_NAME": "main",
        }  # fmt: skip

    def run(self, name):
        """The exit code of a job, whose lines run as GitLab's shell runs them."""
        job = self.document[name]
        job = self.document.get(job.get("extends"), {}) | job
        env = self.env | {key: str(value) for key, value in job.get("variables", {}).items()}
        for token, claims in job.get("id_tokens", {}).items():
            require(claims == {"aud": "sts.amazonaws.com"}, f"{name}: the audience is {claims}")
            env |= {token: "a.b.c", "AWS_WEB_IDENTITY_TOKEN_FILE": str(self.token)}
        if "environment" in job:
            env["CI_ENVIRONMENT_NAME"] = job["environment"]
        lines = [*self.document["default"]["before_script"], *job["script"]]
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
            cwd=self.package,
            env=env,
            capture_output=True,
            text=True,
        )
        if done.returncode not in (0, 1):
            sys.exit(f"run_gitlab.py: {name} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.returncode


def require(condition, message):
    if not condition:
        sys.exit(f"run_gitlab.py: {message}")


if __name__ == "__main__":
    main()
