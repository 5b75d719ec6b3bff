"""`command: validate`: packages that are valid, invalid, empty and hostile."""

import json

from case import BROKEN, Case, dag


class Validate(Case):
    def test_a_valid_package_is_summed_up(self):
        self.package("etl", {"a.py": dag("daily"), "b.py": dag("weekly"), "x.sql": "select 1\n"})
        done = self.run_action(0, path="etl")
        self.outputs(done, result="valid", dag_ids='["daily","weekly"]', files="3", changed="", release="", metadata_url="")
        self.assertEqual(done.commands, [])
        self.assertEqual(done.page.rows, [["DAG", "file"], ["daily", "dags/a.py:4"], ["weekly", "dags/b.py:4"]])
        self.assertIn("etl: valid", done.page.text)
        self.assertEqual(len(done.page.pictures), 2)
        self.assertIn('t0["extract"]\n    t1["load"]\n    t0 --> t1', done.page.pictures[0])

    def test_findings_are_annotated_where_they_are_and_summed_up(self):
        self.package("teams/etl", {"a.py": dag("daily"), "b.py": BROKEN})
        done = self.run_action(1, path="teams/etl")
        self.outputs(done, result="invalid", dag_ids='["daily"]', files="2")
        [error] = done.annotations("error")
        self.assertEqual(error.properties["file"], "teams/etl/dags/b.py")
        self.assertEqual((error.properties["line"], error.properties["title"]), ("2", "dag-id-invalid"))
        self.assertIn("etl: not valid", done.page.text)
        self.assertIn("error dag-id-invalid dags/b.py:2:5: ", done.page.text)

    def test_an_empty_package_is_never_green(self):
        self.package("etl", {"x.sql": "select 1\n"})
        self.outputs(self.run_action(3, path="etl"), result="empty", dag_ids="[]", files="1")
        self.package("none", {})
        done = self.run_action(3, path="none")
        self.outputs(done, result="empty", dag_ids="[]", files="0")
        self.assertIn("none: nothing to publish", done.page.text)

    def test_a_missing_folder_is_told_in_the_annotations_and_the_summary(self):
        done = self.run_action(2, path="nowhere")
        self.outputs(done, result="failed", dag_ids="")
        [error] = done.annotations("error")
        self.assertIn("nowhere", error.data)
        self.assertIn("dag-publish failed", done.page.text)

    def test_a_configuration_that_is_wrong_is_told_likewise(self):
        self.package("etl", {"a.py": dag("daily")})
        self.job.file("etl/dag-publish.toml", "pakage = 'x'\n")
        done = self.run_action(2, path="etl")
        self.outputs(done, result="failed")
        self.assertIn("pakage", done.annotations("error")[0].data)
        self.assertIn("pakage", done.page.codes)

    def test_the_package_is_where_the_workflow_stands_when_no_path_is_given(self):
        self.job.file("dags/a.py", dag("daily"))
        self.outputs(self.run_action(0, package="etl"), result="valid", dag_ids='["daily"]')

    def test_several_packages_are_one_run(self):
        self.package("a", {"a.py": dag("one")})
        self.package("b", {"b.py": BROKEN})
        done = self.run_action(1, path="a\nb\n")
        self.outputs(done, result="invalid", dag_ids='["one"]', files="2", release="", metadata_url="")
        results = {package["package"]: package["result"] for package in self.packages(done)}
        self.assertEqual(results, {"a": "valid", "b": "invalid"})
        self.assertEqual(
            done.page.rows[:3],
            [
                ["package", "result", "DAGs", "errors", "warnings"],
                ["a", "valid", "1", "0", "0"],
                ["b", "not valid", "0", "1", "0"],
            ],
        )

    def test_settings_are_handed_on(self):
        self.package("etl", {"a.py": "from airflow.sdk import DAG\nimport os\nd = DAG(os.environ['X'])\nmatch d:\n    case _: pass\n"})
        self.outputs(self.run_action(0, path="etl", package="other"), result="valid")
        self.outputs(self.run_action(1, path="etl", unresolved="deny"), result="invalid")
        done = self.run_action(1, path="etl", python="3.9")
        self.assertIn("python-version", [error.properties["title"] for error in done.annotations("error")])
        done = self.run_action(1, path="etl", airflow="2")
        self.assertIn("Target: Python 3.12, Airflow 2.", done.page.text)
        self.outputs(self.run_action(0, path="etl", airflow="2", args="--ignore=all\n--unresolved=allow"), result="valid")


class Hostile(Case):
    NAMES = [
        "$(touch pwned).py",
        "`touch pwned`.py",
        "; touch pwned; #.py",
        "--format=json.py",
        "a | b.py",
        "<img src=x onerror=alert(1)>.py",
        "[x](https:evil)![y](z).py",
        "@octocat www.evil.example %0A::error::x.py",
        "##[error]x.py",
        "\"'&amp;*_~.py",
    ]

    def test_no_file_name_is_obeyed(self):
        files = {name: dag(f"d{at}") for at, name in enumerate(self.NAMES)}
        self.package("etl", files)
        done = self.run_action(0, path="etl")
        self.outputs(done, result="valid", files=str(len(files)))
        shown = {row[1] for row in done.page.rows[1:]}
        self.assertEqual({text.replace("\u200b", "") for text in shown}, {f"dags/{name}:4" for name in self.NAMES})

    def test_no_finding_is_obeyed(self):
        bad = {name: BROKEN + "x = DAG('%0A::error::y|`<script>')\nz = DAG('\\n::error::z')\n" for name in self.NAMES}
        self.package("etl", bad)
        done = self.run_action(1, path="etl")
        self.outputs(done, result="invalid", dag_ids="[]")
        files = {error.properties["file"] for error in done.annotations("error")}
        self.assertLessEqual(files, {f"etl/dags/{name}" for name in self.NAMES})
        self.assertTrue(any("%0A::error::y" in error.data for error in done.annotations("error")))

    def test_an_id_in_another_script_stays_what_it_is(self):
        ids = ["__init__", "_a_", "www.evil.example", "größe", "日報", "a-b.c"]
        self.package("etl", {f"f{at}.py": dag(dag_id) for at, dag_id in enumerate(ids)})
        done = self.run_action(0, path="etl", args="--warn=all")
        self.assertEqual(json.loads(done.outputs["dag-ids"]), sorted(ids))
        self.assertEqual({row[0] for row in done.page.rows[1:]}, set(ids))

    def test_a_summary_of_5_megabytes_is_cut_between_rows_and_says_so(self):
        folder = "/".join(["d" * 195] * 2)
        ids = [f"{'x' * 200}_{n}" for n in range(9000)]
        per_file = 100
        for start in range(0, len(ids), per_file):
            lines = [f"d{n} = DAG({ids[n]!r})" for n in range(start, start + per_file)]
            text = "\n".join(["from airflow.sdk import DAG", *lines, ""])
            self.package("etl", {f"{folder}/f{start}.py": text})
        done = self.run_action(0, path="etl")
        whole = sum(len(dag_id) + len(folder) for dag_id in ids)
        self.assertGreater(whole, 5_000_000)
        self.assertGreater(len(done.summary), 1_000_000)
        self.assertTrue(done.summary.rstrip().endswith("prints every DAG."), done.summary[-300:])
        self.assertTrue(all(len(row) == 2 for row in done.page.rows))
        # 1.8 MB of ids is more than GitHub takes of a job's outputs.
        self.outputs(done, result="valid", dag_ids="", files="90")

    def test_ten_annotations_are_shown_and_the_log_has_the_rest(self):
        bad = "".join(f"d{n} = DAG('x y{n}')\n" for n in range(70))
        self.package("etl", {"a.py": "from airflow.sdk import DAG\n" + bad})
        done = self.run_action(1, path="etl")
        self.assertEqual(len(done.annotations("error")), 10)
        self.assertIn("60 more errors are in the log", done.annotations("error")[9].data)
        self.assertIn("error[dag-id-invalid] etl/dags/a.py:71:", done.log)
        self.assertIn("… and 20 more: the log of the step has them all", done.page.text)
