"""Inputs that the action or the tool refuses, and inputs that try to be code."""

from case import Case, dag

HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "x' || touch pwned '",
    'x" && touch pwned "',
    "${{ github.token }}",
    "x\ntouch pwned\n::error::no",
    "%0A::error::no",
    "--version",
    "-h",
    "*",
]


class Inputs(Case):
    def setUp(self):
        super().setUp()
        self.package("etl", {"a.py": dag("daily")})

    def refused(self, part, code=2, **inputs):
        done = self.run_action(code, **({"path": "etl"} | inputs))
        self.outputs(done, result="failed", dag_ids="")
        self.assertEqual(len(done.annotations("error")), 1, done.log)
        self.assertIn(part, done.annotations("error")[0].data)
        return done

    def test_what_the_action_does_not_know_is_refused(self):
        self.refused("`command` is `deploy`", command="deploy")
        self.refused("`command` is ``", command="")
        self.refused("`command` is `validate publish`", command="validate publish")
        for word in ["yes", "True", "TRUE", "1", "", "false ", "on"]:
            self.refused(f"`dry-run` is `{word}`", dry_run=word)
        self.refused("`environment` is empty", command="publish")

    def test_what_the_tool_does_not_know_is_annotated(self):
        self.refused("2.7", python="2.7")
        self.refused("airflow", airflow="4")
        self.refused("unresolved", unresolved="perhaps")
        self.refused("--no-such-option", args="--no-such-option")
        self.refused("No Name", package="No Name")
        self.refused("s3://bucket/prefix", command="publish", environment="dev", bucket="a/b")
        self.refused("no bucket is given", command="publish", environment="dev")
        self.refused("--package names one package", package="x", path="etl\netl")

    def test_no_input_is_code(self):
        names = "command package environment bucket role_arn aws_region python airflow unresolved dry_run version args path"
        for name in names.split():
            for value in HOSTILE:
                with self.subTest(name=name, value=value):
                    inputs = {"command": "publish", "path": "etl", "environment": "dev", "bucket": "./bucket"}
                    done = self.job.run({"version": "path"} | inputs | {name.replace("_", "-"): value}, "push")
                    self.assertLessEqual(len(done.annotations("error")), 1, done.log)
                    self.assertNotIn("no", [command.data for command in done.commands], done.log)
                    self.assertEqual(list(self.root.rglob("*pwned")), [])

    def test_arguments_are_a_line_each_and_paths_are_never_options(self):
        self.job.file("--format=json/dags/a.py", dag("odd"))
        done = self.run_action(0, path="--format=json", package="odd", args="--warn\nall\n\n")
        self.outputs(done, result="valid", dag_ids='["odd"]')

    def test_a_role_is_ignored_by_validate(self):
        done = self.run_action(0, path="etl", role_arn="x", bucket="a/b", environment="dev", aws_region="moon")
        self.outputs(done, result="valid")

    def test_a_missing_binary_is_told(self):
        (self.root / "bin/dag-publish").unlink()
        self.refused("there is no dag-publish on PATH")

    def test_variables_of_the_workflow_are_settings_and_inputs_win(self):
        done = self.run_action(0, path="etl", variables={"DAG_PUBLISH_AIRFLOW": "2"})
        self.assertIn("Airflow 2.", done.page.text)
        done = self.run_action(0, path="etl", airflow="3", variables={"DAG_PUBLISH_AIRFLOW": "2"})
        self.assertIn("Airflow 3.", done.page.text)
