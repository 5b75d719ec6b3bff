"""What the tests share: a job with an empty workspace, the action as it stands in the repository, and packages."""

import json
import os
import pathlib
import tempfile
import unittest

from page import Page
from runner import Runner

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BINARY = pathlib.Path(os.environ.get("DAG_PUBLISH_TEST_BINARY", ROOT / "target/debug/dag-publish"))

OUTPUTS = {"result", "release", "dag-ids", "changed", "files", "metadata-url", "packages"}

DAG = """\
from airflow.providers.standard.operators.empty import EmptyOperator
from airflow import DAG

with DAG({dag_id!r}, schedule=None):
    EmptyOperator(task_id="extract") >> EmptyOperator(task_id="load")
"""
BROKEN = "from airflow.sdk import DAG\nd = DAG('a b')\n"


def dag(dag_id):
    """A file with one DAG of two tasks."""
    return DAG.format(dag_id=dag_id)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name).resolve()
        self.job = Runner(self.root, ROOT, BINARY)

    def tearDown(self):
        self.assertEqual(list(self.root.rglob("*pwned")), [], "something of an input or a file was run")

    def package(self, name, files):
        """Writes the package `name` with these files below its `dags/`."""
        (self.job.workspace / name / "dags").mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            self.job.file(f"{name}/dags/{path}", text)

    def run_action(self, code, event="push", variables=None, **inputs):
        """Runs the action with the binary on PATH, expects the exit code; inputs are written with `_` for `-`."""
        inputs = {"version": "path"} | {name.replace("_", "-"): value for name, value in inputs.items()}
        result = self.job.run(inputs, event, variables)
        self.assertEqual(result.code, code, result.log)
        # A page that obeys what it should show is an error there.
        result.page = Page(result.summary)
        for command in result.commands:
            self.assertLessEqual(len(result.annotations(command.name)), 10, "GitHub shows ten of a kind")
        return result

    def outputs(self, done, /, **expected):
        """Expects these outputs, and that every one is there."""
        self.assertEqual(set(done.outputs), OUTPUTS)
        for name, value in expected.items():
            self.assertEqual(done.outputs[name.replace("_", "-")], value, name)

    def packages(self, result):
        return json.loads(result.outputs["packages"])

    def bucket(self):
        """What lies in the folder that is the bucket of every test: paths to bytes."""
        root = self.job.workspace / "bucket"
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
