"""`command: publish` on pushes, tags and pull requests; the bucket is a folder."""

import json

from case import BROKEN, Case, dag
from server import Server

DENIED = b'<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>'


class OnePackage(Case):
    """A workspace with the package `etl`, and a folder as its bucket."""

    def setUp(self):
        super().setUp()
        self.package("etl", {"a.py": dag("daily"), "x.sql": "select 1\n"})

    def publish(self, code, event="push", variables=None, **inputs):
        given = {"command": "publish", "path": "etl", "environment": "dev", "bucket": "./bucket"}
        return self.run_action(code, event, variables, **(given | inputs))


class Publish(OnePackage):
    def test_a_push_publishes_and_the_same_again_changes_nothing(self):
        done = self.publish(0)
        url = "./bucket/dev/etl/metadata.json"
        self.outputs(done, result="published", release="r1", changed="true", files="2", metadata_url=url)
        self.outputs(done, dag_ids='["daily"]')
        [notice] = done.annotations("notice")
        self.assertEqual(notice.data, "published r1")
        self.assertIn("etl: published r1", done.page.text)
        self.assertEqual(done.page.rows[1], ["daily", "new", "dags/a.py:4"])
        self.assertEqual(len(done.page.pictures), 1)
        document = json.loads(self.bucket()["dev/etl/metadata.json"])
        self.assertEqual((document["release"], document["source"]["run_id"]), (1, 1000))

        done = self.publish(0)
        self.outputs(done, result="unchanged", release="r1", changed="false", metadata_url=url)
        self.assertEqual(done.page.rows[1], ["daily", "unchanged", "dags/a.py:4"])
        self.assertEqual(done.page.pictures, [])

    def test_the_table_says_what_becomes_of_each_dag(self):
        self.package("etl", {"b.py": dag("gone"), "c.py": dag("same")})
        self.publish(0)
        (self.job.workspace / "etl/dags/b.py").unlink()
        self.package("etl", {"a.py": dag("daily") + "# more\n", "d.py": dag("fresh")})
        done = self.publish(0)
        self.outputs(done, result="published", release="r2", changed="true")
        rows = {row[0]: row[1] for row in done.page.rows[1:]}
        self.assertEqual(rows, {"fresh": "new", "daily": "changed", "gone": "removed", "same": "same file"})
        self.assertEqual(len(done.page.pictures), 2)
        self.assertIn("r2 is the release after r1 in ./bucket/dev/etl/.", done.page.text)
        self.assertIn("1 file removed: b.py", done.page.text)

    def test_a_tag_publishes_and_the_release_names_it(self):
        tag = {"GITHUB_REF": "refs/tags/v1.2.0", "GITHUB_REF_NAME": "v1.2.0", "GITHUB_REF_TYPE": "tag"}
        done = self.publish(0, variables=tag, args="")
        self.outputs(done, result="published", release="r1")
        document = json.loads(self.bucket()["dev/etl/metadata.json"])
        self.assertEqual(document["source"]["ref"], "refs/tags/v1.2.0")

    def test_a_dry_run_writes_nothing(self):
        done = self.publish(0, dry_run="true")
        self.outputs(done, result="would-publish", release="r1", changed="true", metadata_url="")
        self.assertIn("etl: would publish r1", done.page.text)
        self.assertFalse((self.job.workspace / "bucket").exists())

    def test_what_is_not_valid_is_not_published(self):
        self.package("etl", {"b.py": BROKEN})
        done = self.publish(1)
        self.outputs(done, result="invalid", release="", changed="", metadata_url="")
        self.assertEqual(len(done.annotations("error")), 2)
        self.assertFalse((self.job.workspace / "bucket").exists())

    def test_a_dag_id_of_another_package_is_refused_where_it_stands(self):
        self.publish(0)
        self.package("other", {"o.py": dag("daily")})
        done = self.publish(4, path="other")
        self.outputs(done, result="refused", changed="", release="")
        self.assertIn("other/dags/o.py", [error.properties.get("file") for error in done.annotations("error")])
        self.assertIn("other: refused", done.page.text)

    def test_several_packages_are_one_run(self):
        self.package("other", {"o.py": dag("hourly")})
        self.publish(0)
        done = self.publish(0, path="etl\nother")
        self.outputs(done, result="published", release="", metadata_url="", changed="true", dag_ids='["daily","hourly"]')
        packages = {package["package"]: package for package in self.packages(done)}
        self.assertEqual(packages["etl"]["result"], "unchanged")
        self.assertEqual(packages["other"]["result"], "published")
        self.assertEqual(packages["other"]["metadata_url"], "./bucket/dev/other/metadata.json")
        self.assertEqual(packages["other"]["release"], 1)

    def test_an_older_run_does_not_undo_a_newer_one(self):
        self.publish(0, variables={"GITHUB_RUN_ID": "2000"})
        self.package("etl", {"a.py": dag("older")})
        done = self.publish(4, variables={"GITHUB_RUN_ID": "1999"})
        self.outputs(done, result="refused")


class PullRequest(OnePackage):
    def pull(self, code, event="pull_request", variables=None, **inputs):
        before = self.bucket()
        done = self.publish(code, event, variables, **inputs)
        self.assertEqual(self.bucket(), before, "a pull request wrote to the bucket")
        return done

    def test_a_pull_request_shows_what_would_change_and_writes_nothing(self):
        self.publish(0)
        self.package("etl", {"b.py": dag("fresh")})
        for event in ["pull_request", "pull_request_target", "merge_group"]:
            done = self.pull(0, event)
            self.outputs(done, result="would-publish", release="r2", changed="true")
            self.assertEqual(done.annotations("notice")[0].data, "would publish r2")
            self.assertEqual({row[0]: row[1] for row in done.page.rows[1:]}, {"fresh": "new", "daily": "unchanged"})
        self.pull(0, dry_run="true", args="--allow-older")

    def test_a_pull_request_that_changes_nothing_says_so(self):
        self.publish(0)
        self.outputs(self.pull(0), result="unchanged", release="r1", changed="false")

    def test_a_pull_request_that_is_not_valid_fails(self):
        self.package("etl", {"b.py": BROKEN})
        self.outputs(self.pull(1), result="invalid")

    def test_a_pull_request_is_not_refused_for_an_older_run(self):
        self.publish(0, variables={"GITHUB_RUN_ID": "2000"})
        self.package("etl", {"a.py": dag("older")})
        self.outputs(self.pull(0, variables={"GITHUB_RUN_ID": "1999"}), result="would-publish")

    def test_an_id_of_another_package_fails_the_pull_request(self):
        self.publish(0)
        self.package("other", {"o.py": dag("daily")})
        done = self.pull(4, path="other")
        self.outputs(done, result="refused")
        self.assertIn("other: would be refused", done.page.text)

    def falls_back(self, code, result, **inputs):
        done = self.pull(code, **inputs)
        self.outputs(done, result=result, release="", changed="", metadata_url="", dag_ids='["daily"]')
        return done

    def test_a_fork_without_credentials_is_validated_and_told(self):
        done = self.falls_back(0, "valid", bucket="s3://etl-dags", aws_region="eu-west-1")
        [notice] = done.annotations("notice")
        self.assertIn("only validated, for what is published cannot be read", notice.data)
        self.assertIn("only validated", done.page.text)
        self.assertEqual(done.page.rows[0], ["DAG", "file"])

    def test_a_fork_without_an_oidc_token_is_validated_and_told(self):
        role = "arn:aws:iam::123456789012:role/etl"
        done = self.falls_back(0, "valid", bucket="s3://etl-dags", role_arn=role, aws_region="eu-west-1")
        self.assertIn("only validated", done.annotations("notice")[0].data)

    def test_a_fork_that_is_not_told_the_bucket_is_validated_and_told(self):
        done = self.falls_back(0, "valid", bucket="")
        self.assertIn("no bucket is given", done.annotations("notice")[0].data)

    def test_a_fork_whose_reading_is_denied_is_validated_and_told(self):
        keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
        with Server({}, status=403, body=DENIED, headers={"x-amz-request-id": "1"}) as server:
            inputs = {"bucket": "s3://etl-dags", "args": f"--endpoint-url={server.url}", "aws_region": "eu-west-1"}
            done = self.falls_back(0, "valid", variables=keys, **inputs)
            self.assertTrue(server.asked)
            self.assertIn("only validated", done.annotations("notice")[0].data)
            self.package("etl", {"b.py": BROKEN})
            self.outputs(self.pull(1, variables=keys, **inputs), result="invalid")

    def test_a_bucket_that_does_not_answer_is_a_failure_on_a_push(self):
        done = self.publish(5, bucket="s3://etl-dags", aws_region="eu-west-1")
        self.outputs(done, result="failed", changed="")
        self.assertIn("etl: failed", done.page.text)
        self.assertEqual(len(done.annotations("error")), 1)
