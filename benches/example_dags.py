"""Real DAG files: the examples that ship with Airflow, each as often as wanted, every DAG id made unique."""

import sys
import ast
import re
import zipfile

from peers import HOME, Failure, quietly, say

AIRFLOW = "apache-airflow-core==3.3.2"


def templates(most_bytes):
    """A function for each usable example of at most so many bytes: from a suffix to its source."""
    parts = [
        part for _, text in example_sources() if len(text) <= most_bytes and (part := template(text))
    ]
    if len(parts) < 10:
        raise Failure(f"only {len(parts)} examples of {AIRFLOW} are usable")
    return parts


def example_sources():
    """The example DAGs, from the wheel alone: Airflow itself is not needed."""
    wheels = HOME / "airflow"
    if not list(wheels.glob("*.whl")):
        say(f"fetching {AIRFLOW}")
        quietly([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", str(wheels), AIRFLOW])
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        for name in sorted(wheel.namelist()):
            if re.fullmatch(r"airflow/example_dags/[a-z_0-9]+\.py", name):
                yield name, wheel.read(name).decode()


def template(text):
    """A function from a suffix to the source with that suffix on every DAG id, or None where ids are computed."""
    if "asset" in text or "__file__" in text or not text.isascii():
        return None
    starts, offset = [], 0
    for line in text.splitlines(keepends=True):
        starts.append(offset)
        offset += len(line)
    edits, found = [], 0
    for node in ast.walk(ast.parse(text)):
        name = getattr(node.func, "id", None) if isinstance(node, ast.Call) else None
        if name in ("DAG", "dag"):
            given = [key.value for key in node.keywords if key.arg == "dag_id"] + node.args[:1]
            if given and not (isinstance(given[0], ast.Constant) and isinstance(given[0].value, str)):
                return None
            if given:
                found += 1
                edits.append((starts[given[0].end_lineno - 1] + given[0].end_col_offset - 1, "_{}"))
            elif name == "DAG":
                return None
        for decorator in getattr(node, "decorator_list", []):
            inner = decorator.func if isinstance(decorator, ast.Call) else decorator
            if getattr(inner, "id", None) != "dag":
                continue
            end = starts[inner.end_lineno - 1] + inner.end_col_offset
            if not isinstance(decorator, ast.Call):
                edits.append((end, f'(dag_id="{node.name}_{{}}")'))
            elif not any(key.arg == "dag_id" for key in decorator.keywords) and not decorator.args:
                edits.append((end + 1, f'dag_id="{node.name}_{{}}", '))
            found += 1
        # A DAG that is not entered keeps its place only in a variable, and the next source would take it.
        if isinstance(node, ast.Assign) and getattr(getattr(node.value, "func", None), "id", None) == "DAG":
            return None
    if not found:
        return None
    text = text.replace("from __future__ import annotations\n", " " * 35 + "\n").replace(" " * 35, "#" * 34)
    edits.sort(reverse=True)

    def written(suffix):
        source = text
        for at, words in edits:
            source = source[:at] + words.format(suffix) + source[at:]
        return source

    return written
