#!/usr/bin/env python3
"""The steps of release.yml from plan to publish, in a clone, with a stand-in for `gh`.

    python3 tools/release/test_scripts.py

The stand-in keeps one release and answers what the scripts ask; publishing a draft makes the tag, as GitHub does. What
a script pushes goes to a bare repository. Needs Git and Bash; only Python's standard library is used; 3.11 or later.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
VERSION = "7.8.9"
TARGETS = ["aarch64-apple-darwin", "aarch64-unknown-linux-gnu", "x86_64-apple-darwin", "x86_64-unknown-linux-gnu"]
GH = r"""#!/usr/bin/env python3
import json, os, pathlib, shutil, subprocess, sys
state = pathlib.Path(os.environ["FAKE_GH"])
origin = os.environ["FAKE_ORIGIN"]
words, options = [], {}
rest = iter(sys.argv[1:])
for word in rest:
    if word == "--":
        words += rest
    elif word in ("--draft", "--draft=false", "--clobber", "--prerelease"):
        options[word] = True
    elif word.startswith("--"):
        options[word] = next(rest)
    else:
        words.append(word)
release = state / "release.json"
known = json.loads(release.read_text()) if release.exists() else None
def git(*arguments):
    return subprocess.run(["git", "-C", origin, *arguments], capture_output=True, text=True, check=True).stdout.strip()
match words:
    case ["auth", "setup-git"]:
        pass
    case ["api", path] if "/matching-refs/" in path:
        print(git("for-each-ref", "--format=%(refname)", "refs/tags/" + path.rpartition("/")[2] + "*"))
    case ["api", path] if "/ci.yml/runs" in path:
        print((state / "ci").read_text())
    case ["api", path] if "/git/ref/tags/" in path:
        print(git("rev-parse", path.rpartition("/")[2]))
    case ["release", "view", _]:
        if not known:
            sys.exit((state / "view").read_text() if (state / "view").exists() else "release not found")
        print(json.dumps(known["draft"]))
    case ["release", "create" | "edit", name]:
        known = known or {"files": []}
        known |= {"name": name, "draft": "--draft" in options}
        if "--target" in options:
            known |= {"target": options["--target"], "notes": pathlib.Path(options["--notes-file"]).read_text()}
        release.write_text(json.dumps(known))
        if not known["draft"]:
            git("tag", name, known["target"])
    case ["release", "upload", _, *files]:
        for file in files:
            shutil.copy(file, state / "files")
    case ["release", "download", _]:
        for file in (state / "files").glob(options["--pattern"]):
            shutil.copy(file, options["--dir"])
    case _:
        sys.exit(f"the stand-in for gh knows no {sys.argv[1:]}")
"""


class Release(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.base = pathlib.Path(folder.name)
        self.origin, self.clone, self.state = (self.base / name for name in ("origin.git", "clone", "state"))
        (self.state / "files").mkdir(parents=True)
        (self.state / "ci").write_text("1")
        (self.base / "bin").mkdir()
        # This Python, not a chooser of Pythons that takes its time.
        python = f'#!/bin/sh\nexec "{sys.executable}" "$@"\n'
        for name, text in {"gh": GH, "python3": python}.items():
            (self.base / "bin" / name).write_text(text)
            (self.base / "bin" / name).chmod(0o755)
        self.env = {
            "PATH": f"{self.base / 'bin'}:{os.environ['PATH']}", "HOME": str(self.base), "GIT_CONFIG_NOSYSTEM": "1",
            "GH_TOKEN": "token", "FAKE_GH": str(self.state), "FAKE_ORIGIN": str(self.origin), "VERSION": VERSION,
            "GITHUB_REPOSITORY": "acme/dag-publish", "GITHUB_REF": "refs/heads/main",
            "GITHUB_STEP_SUMMARY": str(self.base / "summary"),
        }  # fmt: skip
        self.git(self.base, "init", "--quiet", "--bare", "--initial-branch=main", self.origin)
        self.copy_repository()
        self.env["GITHUB_SHA"] = self.built = self.git(self.clone, "rev-parse", "HEAD")

    def copy_repository(self):
        """A commit of a new version, with what is not committed here yet."""
        names = subprocess.run(
            ["git", "ls-files", "-z", "-c", "-o", "--exclude-standard"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        wanted = ("tools/release/", "examples/workflows/", "fuzz/Cargo.lock", "docs/", "action/")
        for name in names.stdout.split("\0"):
            if name and (name.startswith(wanted) or "/" not in name) and (ROOT / name).is_file():
                (self.clone / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, self.clone / name)
        (self.clone / "action").mkdir(exist_ok=True)
        self.table = self.clone / "action" / "checksums.txt"
        self.table.write_text("# comment\n" + "0" * 64 + "  0.0.1  t  f\n")
        self.run_script("set_version.py", VERSION)
        for command in (
            ["init", "--quiet", "--initial-branch=main"],
            ["add", "."],
            ["-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message", "Release"],
            ["remote", "add", "origin", self.origin],
            ["push", "--quiet", "origin", "main"],
        ):
            self.git(self.clone, *command)

    def git(self, folder, *arguments):
        done = subprocess.run(["git", "-C", folder, *arguments], env=self.env, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.strip()

    def run_script(self, name, *arguments, fails=None, **env):
        """Runs a script of the clone; gives stdout, or asserts that it fails and says `fails`."""
        command = [self.clone / "tools" / "release" / name, *arguments]
        done = subprocess.run(command, cwd=self.base, env=self.env | env, capture_output=True, text=True)
        if fails is None:
            self.assertEqual(done.returncode, 0, f"{command}: {done.stdout}{done.stderr}")
        else:
            self.assertNotEqual(done.returncode, 0, done.stdout)
            self.assertIn(fails, done.stderr)
        return done.stdout

    def collected(self):
        """What the job `collect` hands over."""
        folder = self.base / "release"
        (folder / "dist").mkdir(parents=True, exist_ok=True)
        for target in TARGETS:
            (folder / "dist" / f"dag-publish-{VERSION}-{target}.tar.gz").write_text(target)
        (folder / "dist" / f"dag_publish-{VERSION}-py3-none-any.whl").write_text("wheel")
        (folder / "dist" / "SHA256SUMS").write_text("sums")
        shutil.copy(self.table, folder / "checksums.txt")
        self.run_script("add_checksums.py", VERSION, folder / "dist", folder / "checksums.txt")
        notes = self.run_script("cut_notes.py", VERSION, "--repository", "acme/dag-publish")
        (folder / "notes.md").write_text(notes)
        return folder

    def test_a_release_goes_from_plan_to_a_tag_with_its_sums(self):
        plan = self.run_script("plan.sh")
        self.assertRegex(plan, r"epoch=\d{10}\nimage=(true|false)\n$")
        folder = self.collected()
        commit = self.run_script("commit_sums.sh", folder / "checksums.txt").strip().removeprefix("commit=")
        self.assertEqual(self.git(self.origin, "rev-parse", f"release/v{VERSION}"), commit)
        self.assertEqual(self.git(self.origin, "rev-parse", f"{commit}^"), self.built)
        self.assertEqual(self.git(self.origin, "diff", "--name-only", self.built, commit), "action/checksums.txt")
        self.run_script("draft.sh", folder, commit)
        self.assertEqual(self.git(self.origin, "tag"), "")
        self.run_script("publish.sh", COMMIT=commit)
        self.assertEqual(self.git(self.origin, "rev-parse", f"v{VERSION}"), commit)
        table = self.git(self.origin, "show", f"v{VERSION}:action/checksums.txt").splitlines()
        self.assertEqual([line.split()[2] for line in table if VERSION in line], TARGETS)
        self.assertIn(f"release/v{VERSION}", (self.base / "summary").read_text())

    def test_a_second_try_makes_the_same_commit_and_keeps_the_draft(self):
        folder = self.collected()
        first = self.run_script("commit_sums.sh", folder / "checksums.txt").strip().removeprefix("commit=")
        self.run_script("draft.sh", folder, first)
        self.git(self.clone, "reset", "--quiet", "--hard", self.built)
        second = self.run_script("commit_sums.sh", folder / "checksums.txt").strip().removeprefix("commit=")
        self.assertEqual(first, second)
        self.run_script("draft.sh", folder, second)
        self.run_script("publish.sh", COMMIT=second)
        self.run_script("draft.sh", folder, second, fails="published already")

    def test_a_question_that_fails_makes_no_second_draft(self):
        folder = self.collected()
        (self.state / "view").write_text("HTTP 502: Bad Gateway")
        self.run_script("draft.sh", folder, self.built, fails="is there a draft? HTTP 502")
        self.assertFalse((self.state / "release.json").exists())

    def test_plan_refuses_what_may_not_be_released(self):
        self.run_script("plan.sh", GITHUB_REF="refs/heads/other", fails="from main")
        self.run_script("plan.sh", VERSION="7.8.8", fails="Cargo.toml has 7.8.9")
        (self.state / "ci").write_text("0")
        self.run_script("plan.sh", fails="has not passed")
        (self.state / "ci").write_text("1")
        self.git(self.origin, "tag", f"v{VERSION}", self.built)
        self.run_script("plan.sh", fails="a version is released once")
        manifest = self.clone / "pyproject.toml"
        manifest.write_text(manifest.read_text().replace(f"dag-publish=={VERSION}", "dag-publish==7.8.8"))
        self.run_script("plan.sh", fails="pyproject.toml has 7.8.8")

    def test_a_longer_version_is_not_taken_for_this_one(self):
        self.git(self.origin, "tag", f"v{VERSION}-rc.1", self.built)
        self.run_script("plan.sh")

    def test_sums_of_another_release_are_not_changed(self):
        folder = self.collected()
        table = folder / "checksums.txt"
        table.write_text(table.read_text().replace("0" * 64, "1" * 64))
        self.run_script("commit_sums.sh", table, fails="changes lines of the old one")
        self.assertEqual(self.git(self.origin, "branch", "--list", "release/*"), "")

    def test_an_upload_that_is_not_what_was_summed_is_found(self):
        folder = self.collected()
        commit = self.run_script("commit_sums.sh", folder / "checksums.txt").strip().removeprefix("commit=")
        (folder / "dist" / f"dag-publish-{VERSION}-{TARGETS[0]}.tar.gz").write_text("other")
        self.run_script("draft.sh", folder, commit)
        self.run_script("publish.sh", COMMIT=commit, fails="did NOT match")


if __name__ == "__main__":
    unittest.main()
