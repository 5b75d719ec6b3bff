"""The runner and the page of these tests see what they are there to see."""

import tempfile
import unittest
from pathlib import Path

from page import Page
from runner import Command, Runner, command_of, outputs_of

ACTION = """\
inputs: {{word: {{default: x}}}}
outputs: {{said: {{value: "${{{{ steps.one.outputs.said }}}}"}}}}
runs:
  using: composite
  steps:
    - id: one
      shell: bash
      run: {run}
      env: {{WORD: "${{{{ inputs.word }}}}"}}
"""


class RunnerSees(unittest.TestCase):
    def run_action(self, script, **inputs):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "action.yml").write_text(ACTION.format(run=repr(script)))
            return Runner(root, root).run(inputs)

    def test_an_input_becomes_an_output_and_its_expressions_are_not_expanded_again(self):
        script = 'printf "said=%s\\n" "$WORD" >>"$GITHUB_OUTPUT"; exit 3'
        done = self.run_action(script, word="${{ inputs.word }}")
        self.assertEqual((done.code, done.outputs), (3, {"said": "${{ inputs.word }}"}))

    def test_what_no_step_should_do_is_an_error(self):
        for script in [
            'head -c 1048577 /dev/zero >>"$GITHUB_STEP_SUMMARY"',
            "echo '  ::add-mask::x'",
            "echo 'a ##[add-path]/tmp'",
            "echo '::set-output name=a::b'",
            'echo A=b >>"$GITHUB_ENV"',
            'echo /tmp >>"$GITHUB_PATH"',
            'echo nonsense >>"$GITHUB_OUTPUT"',
            'printf "a=1\\na=2\\n" >>"$GITHUB_OUTPUT"',
            'printf "a<<end\\nvalue\\n" >>"$GITHUB_OUTPUT"',
        ]:
            with self.subTest(script), self.assertRaises(AssertionError):
                self.run_action(script)
        for script in ["echo ${{ github.token }}", "echo ${{ inputs.other }}"]:
            with self.subTest(script), self.assertRaises((ValueError, KeyError)):
                self.run_action(script)
        with self.assertRaises(ValueError):
            self.run_action("true", other="x")

    def test_commands_are_parsed_as_the_runner_does(self):
        expected = Command("error", {"file": "a,b:c", "line": "1"}, "x\n%0A")
        self.assertEqual(command_of("::error file=a%2Cb%3Ac,line=1::x%0A%250A"), expected)
        self.assertEqual(command_of(" \t::notice::x").name, "notice")
        self.assertEqual(command_of("\u200b::error::x").name, "error")
        for line in ["x ::error::y", "::errors::y", "::error:y", "- ::error::y", "# #[error]x", ""]:
            self.assertIsNone(command_of(line), line)

    def test_outputs_are_parsed_as_the_runner_does(self):
        text = "a=b=c\nd<<end\n1\n\n2=<<3\nend\ne=\n"
        self.assertEqual(outputs_of(text), {"a": "b=c", "d": "1\n\n2=<<3", "e": ""})


class PageSees(unittest.TestCase):
    def test_what_a_reader_would_see(self):
        page = Page("### <code>a&#124;b</code>: x\n\n| a | b |\n| --- | --- |\n| <code>c</code> | d |\n")
        self.assertEqual((page.codes, page.rows), (["a|b", "c"], [["a", "b"], ["c", "d"]]))

    def test_what_a_summary_should_never_hold_is_an_error(self):
        for markdown in [
            "<script>x</script>",
            "<img src=x>",
            "[a](https://b)",
            "![a](b)",
            "<https://b.example>",
            "<code onclick=x>a</code>",
            "<!-- a -->",
            "*a*",
            "<details><summary>a</summary>\n",
            "```mermaid\nflowchart LR\n    t0[\"a\"]\n    click t0 x\n```\n",
            "```mermaid\npie\n```\n",
        ]:
            with self.subTest(markdown), self.assertRaises(AssertionError):
                Page(markdown)
