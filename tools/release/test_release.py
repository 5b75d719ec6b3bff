#!/usr/bin/env python3
"""The scripts of a release, on small trees: python3 tools/release/test_release.py"""

import datetime
import hashlib
import io
import os
import pathlib
import re
import sys
import tarfile
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import add_checksums  # noqa: E402
import cut_notes  # noqa: E402
import pack  # noqa: E402
import set_owner  # noqa: E402
import set_version  # noqa: E402

LOCK = '[[package]]\nname = "dag-publish"\nversion = "0.1.0"\n\n[[package]]\nname = "tar"\nversion = "0.4.0"\n'
TREE = {
    "Cargo.toml": '[package]\nversion = "0.1.0"\nrepository = "https://github.com/OWNER/dag-publish"\n\n'
    '[dependencies]\ntar = { version = "0.1.0" }\n',
    "Cargo.lock": LOCK,
    "fuzz/Cargo.lock": LOCK,
    "pyproject.toml": '[project]\nversion = "0.1.0"\ndependencies = ["dag-publish==0.1.0"]\n',
    "CHANGELOG.md": "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n",
    "README.md": "Nothing of a version.\n",
    "docs/hooks.md": "  - repo: https://github.com/OWNER/dag-publish\n    rev: v0.1.0\n"
    "  - repo: https://github.com/other/tool\n    rev: v0.1.0\n",
    "examples/workflows/validate.yml": "- uses: OWNER/dag-publish@v0.1.0\n- uses: actions/checkout@0 # v0.1.0\n",
}


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        for name, text in TREE.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(text)

    def read(self, name):
        return (self.root / name).read_text()


class Version(Tree):
    def test_it_is_written_everywhere_and_nothing_else_is(self):
        set_version.write(self.root, "0.2.0-rc.1", datetime.date(2026, 12, 1))
        set_version.check(self.root)
        for name, text in TREE.items():
            expected = text.replace("0.1.0", "0.2.0-rc.1")
            expected = expected.replace('tar = { version = "0.2.0-rc.1" }', 'tar = { version = "0.1.0" }')
            expected = expected.replace("tool\n    rev: v0.2.0-rc.1", "tool\n    rev: v0.1.0").replace(
                "0 # v0.2.0-rc.1", "0 # v0.1.0"
            )
            expected = expected.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [0.2.0-rc.1] - 2026-12-01\n")
            self.assertEqual(self.read(name), expected, name)

    def test_a_place_that_disagrees_is_named(self):
        (self.root / "docs/hooks.md").write_text("uses: OWNER/dag-publish@v0.0.9\n")
        with self.assertRaisesRegex(ValueError, r"docs/hooks\.md has 0\.0\.9, Cargo\.toml has 0\.1\.0"):
            set_version.check(self.root)

    def test_a_released_version_is_not_written_again(self):
        set_version.write(self.root, "0.2.0", datetime.date(2026, 12, 1))
        with self.assertRaisesRegex(ValueError, "was it released"):
            set_version.write(self.root, "0.2.0", datetime.date(2026, 12, 2))

    def test_what_is_no_version_changes_nothing(self):
        for wrong in ("v0.2.0", "0.2", "0.2.0-beta", "0.2.0; echo"):
            with self.assertRaisesRegex(ValueError, "no version"):
                set_version.write(self.root, wrong, datetime.date(2026, 12, 1))
        self.assertEqual({name: self.read(name) for name in TREE}, TREE)

    def test_a_place_without_a_version_is_an_error(self):
        (self.root / "pyproject.toml").write_text("[project]\n")
        with self.assertRaisesRegex(ValueError, "out of date"):
            set_version.check(self.root)

    def test_this_repository_names_one_version(self):
        set_version.check(set_version.ROOT)


class Notes(unittest.TestCase):
    CHANGELOG = (
        "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n"
        "## [0.1.0] - 2026-11-01\n\n- First.\n\n[0.1.0]: x\n"
    )

    def test_they_are_the_section_of_the_version(self):
        self.assertEqual(cut_notes.section(self.CHANGELOG, "0.2.0"), "### Added\n\n- A thing.")
        self.assertEqual(cut_notes.section(self.CHANGELOG, "0.1.0"), "- First.")

    def test_a_missing_or_empty_section_is_an_error(self):
        with self.assertRaisesRegex(ValueError, "no section"):
            cut_notes.section(self.CHANGELOG, "0.3.0")
        with self.assertRaisesRegex(ValueError, "no section"):
            cut_notes.section(self.CHANGELOG, "0.2")
        with self.assertRaisesRegex(ValueError, "empty"):
            cut_notes.section("## [0.2.0] - 2026-12-01\n\n## [0.1.0]\n\n- First.\n", "0.2.0")


class Checksums(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        for target in add_checksums.TARGETS:
            (self.folder / f"dag-publish-0.2.0-{target}.tar.gz").write_text(target)

    def test_there_is_a_line_for_each_target(self):
        lines = add_checksums.sums(self.folder, "0.2.0")
        for target, line in zip(add_checksums.TARGETS, lines, strict=True):
            digest = hashlib.sha256(target.encode()).hexdigest()
            self.assertEqual(line, f"{digest}  0.2.0  {target}  dag-publish-0.2.0-{target}.tar.gz")

    def test_a_missing_archive_is_an_error(self):
        (self.folder / "dag-publish-0.2.0-x86_64-apple-darwin.tar.gz").unlink()
        with self.assertRaisesRegex(ValueError, "x86_64-apple-darwin.tar.gz is missing"):
            add_checksums.sums(self.folder, "0.2.0")

    def test_an_archive_of_something_else_is_an_error(self):
        (self.folder / "dag-publish-0.1.0-x86_64-apple-darwin.tar.gz").write_text("")
        with self.assertRaisesRegex(ValueError, "not of this release"):
            add_checksums.sums(self.folder, "0.2.0")

    def test_other_releases_stay_and_the_same_sums_change_nothing(self):
        old = "# comment\naaaa  0.1.0  t  f"
        lines = add_checksums.sums(self.folder, "0.2.0")
        table = add_checksums.with_release(old, "0.2.0", lines)
        self.assertEqual(table, old + "\n" + "\n".join(lines) + "\n")
        self.assertEqual(add_checksums.with_release(table, "0.2.0", lines), table)

    def test_a_version_is_not_given_other_sums(self):
        with self.assertRaisesRegex(ValueError, "built once"):
            add_checksums.with_release("aaaa  0.2.0  t  f\n", "0.2.0", ["bbbb  0.2.0  t  f"])


class Workflow(unittest.TestCase):
    TEXT = (set_version.ROOT / ".github" / "workflows" / "release.yml").read_text()

    def test_it_builds_what_the_table_must_have(self):
        self.assertEqual(sorted(re.findall(r"\{ target: ([\w-]+),", self.TEXT)), add_checksums.TARGETS)

    def test_the_action_asks_for_what_the_table_has(self):
        action = set_version.ROOT / "action" / "run.sh"
        if not action.exists():
            self.skipTest("there is no action yet")
        self.assertEqual(sorted(re.findall(r"target=([\w-]+) ;;", action.read_text())), add_checksums.TARGETS)

    def test_each_script_that_it_calls_is_there(self):
        called = set(re.findall(r"tools/release/[\w.]+", self.TEXT))
        self.assertGreaterEqual(len(called), 7)
        for name in called:
            self.assertTrue(os.access(set_version.ROOT / name, os.X_OK), name)


class Pack(unittest.TestCase):
    def test_the_same_files_give_the_same_bytes(self):
        files = {"dag-publish": b"\x7fELF", "README.md": b"read"}
        once = pack.archive("x", files, 7)
        self.assertEqual(once, pack.archive("x", dict(reversed(files.items())), 7))
        with tarfile.open(fileobj=io.BytesIO(once)) as tar:
            members = [(member.name, member.mode, member.mtime, member.uname) for member in tar]
        self.assertEqual(members, [("x/README.md", 0o644, 7, ""), ("x/dag-publish", 0o755, 7, "")])


class Owner(Tree):
    def test_it_is_written_everywhere_and_nothing_else_is(self):
        (self.root / "docs/hooks.md").write_text(
            "ghcr.io/OWNER/dag-publish github.com/other/tool dist/dag-publish OWNER\n"
        )
        set_owner.write(self.root, list(TREE), "acme-data")
        self.assertEqual(
            self.read("docs/hooks.md"), "ghcr.io/acme-data/dag-publish github.com/other/tool dist/dag-publish OWNER\n"
        )
        self.assertIn("uses: acme-data/dag-publish@v0.1.0", self.read("examples/workflows/validate.yml"))
        self.assertEqual(set_owner.current(self.root), "acme-data")
        set_owner.check(self.root, list(TREE))

    def test_it_can_be_written_again(self):
        text = "`OWNER/dag-publish@v0.1.0`, REPOSITORY=OWNER/dag-publish, https://github.com/OWNER/dag-publish.git\n"
        (self.root / "README.md").write_text(text)
        set_owner.write(self.root, list(TREE), "first")
        set_owner.write(self.root, list(TREE), "second")
        self.assertEqual(self.read("README.md"), text.replace("OWNER", "second"))

    def test_another_owner_is_named_with_its_line(self):
        (self.root / "README.md").write_text("\nSee https://github.com/acme/dag-publish for more.\n")
        with self.assertRaisesRegex(ValueError, r"Cargo.toml says `OWNER`, but README\.md:2: `acme`"):
            set_owner.check(self.root, list(TREE))

    def test_what_is_no_name_changes_nothing(self):
        with self.assertRaisesRegex(ValueError, "no name"):
            set_owner.write(self.root, list(TREE), "a/b")
        self.assertEqual({name: self.read(name) for name in TREE}, TREE)

    def test_this_repository_names_one_owner(self):
        set_owner.check(set_owner.ROOT, set_owner.tracked(set_owner.ROOT))


if __name__ == "__main__":
    unittest.main()
