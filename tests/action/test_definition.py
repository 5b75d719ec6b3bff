"""The files of the action themselves."""

import re
import subprocess
import sys
import unittest
from pathlib import Path

import yaml
from case import OUTPUTS, ROOT

INPUTS = """command package path environment bucket role-arn aws-region python airflow unresolved dry-run version
args""".split()


class Definition(unittest.TestCase):
    def setUp(self):
        self.action = yaml.safe_load((ROOT / "action.yml").read_text())
        self.step = self.action["runs"]["steps"][0]
        self.script = (ROOT / "action/run.sh").read_text()

    def test_it_has_the_inputs_and_outputs_that_are_documented(self):
        self.assertEqual(sorted(self.action["inputs"]), sorted(INPUTS))
        self.assertEqual(set(self.action["outputs"]), OUTPUTS)
        page = (ROOT / "docs/action.md").read_text()
        for name in [*INPUTS, *OUTPUTS]:
            self.assertIn(f"| `{name}` |", page)

    def test_no_run_holds_an_expression_and_every_input_is_a_variable(self):
        self.assertEqual(len(self.action["runs"]["steps"]), 1)
        self.assertNotIn("${{", self.step["run"])
        expected = {f"INPUT_{name.upper().replace('-', '_')}": f"${{{{ inputs.{name} }}}}" for name in INPUTS}
        self.assertEqual(self.step["env"], expected)
        for variable in expected:
            self.assertIn(f"${variable}", self.script)

    def test_the_shell_is_short_and_passes_shellcheck(self):
        self.assertLess(len(self.script.splitlines()), 60)
        shellcheck = Path(sys.prefix) / "bin/shellcheck"
        subprocess.run([shellcheck, ROOT / "action/run.sh"], check=True)

    def test_the_shell_uses_nothing_that_the_bash_of_macos_lacks(self):
        # bash 3.2: no mapfile, no associative arrays, no ${x,,}, no |&, no &>>, no ${x@Q}.
        later = r"\bmapfile\b|\breadarray\b|declare -[An]|local -[An]|\$\{\w+(,,|\^\^|@[A-Za-z])|\|&|&>>|;;&"
        self.assertIsNone(re.search(later, self.script))

    def test_the_table_of_sums_has_four_targets_for_each_release(self):
        rows = [line.split() for line in (ROOT / "action/checksums.txt").read_text().splitlines() if line[0] != "#"]
        targets = {}
        for sum, version, target, file in rows:
            self.assertRegex(sum, "^[0-9a-f]{64}$")
            self.assertEqual(file, f"dag-publish-{version}-{target}.tar.gz")
            targets.setdefault(version, []).append(target)
        for version, found in targets.items():
            with self.subTest(version):
                self.assertEqual(sorted(found), sorted(set(re.findall(r"target=([a-z0-9_-]+) ;;", self.script))))
