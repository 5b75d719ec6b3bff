"""Compares what `dag-publish validate` says of a DAG repository with what Airflow's DagBag registers from it.

    python compare_repository.py --binary target/debug/dag-publish REPOSITORY...
        [--dags DIR]           the folder of DAG files, relative to the repository [dags if it is there, else all of it]
        [--import-root DIR]    a folder on the scheduler's sys.path, relative to the repository; repeatable
                               [the DAG folder, and what its imports need of: the repository, plugins, src, ...]
        [--variables FILE]     Airflow Variables, as JSON; there are none without it
        [--env KEY=VALUE]      an environment variable; repeatable
        [--recall 0.97] [--seconds 60] [--json OUT] [--quiet]

Run it with the Python of a virtual environment that has Airflow 2 or 3: that one is the target. Third-party modules
that are not installed are replaced by stand-ins (`stand_ins.py`). Both sides look at one copy of the repository, laid
out as a scheduler's DAG folder, `<folder>/<package>/...`, and have the same import roots.

Precision: of the ids that `validate` calls certain, how many register. Recall: of the ids that register, how many are
called certain. A file that does not load for want of a Variable, a connection, an environment variable, a network, a
file, or what a stand-in cannot give proves nothing, and is listed apart. Exits 1 when precision is not 1, when recall
is below `--recall`, or when `validate` denies something that Airflow loads.
"""

import argparse
import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import dagbag  # noqa: E402

MARK = "stand_in"
LEFT_OUT = shutil.ignore_patterns(".git", ".hg", "__pycache__", "node_modules", ".venv", "venv", ".tox", "*.pyc")
# What a finding may say of a file that loads: each is held against what the oracle saw.
OF_A_SKIPPED_FILE = {"no-dags", "skipped-by-safe-mode", "ignored-by-airflowignore", "archive-file", "path-invalid"}


def package_name(repository: Path) -> str:
    name = re.sub(r"[^A-Za-z0-9_]+", "_", repository.name).strip("_").lower() or "repository"
    return f"p_{name}" if name[0].isdigit() else name


def python_files(folder: Path) -> list:
    return [path for path in sorted(folder.rglob("*.py")) if path.is_file() and ".git" not in path.parts]


def imported_names(files: list) -> set:
    """The first parts of the names of all absolute imports."""
    names = set()
    for path in files:
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names.add(node.module.partition(".")[0])
    return names


def is_installed(name: str) -> bool:
    spec = importlib.util.find_spec(name)
    return spec is not None and spec.origin is not None  # a bare folder in site-packages is nobody's


def guess_roots(repository: Path, dags: Path) -> list:
    """The DAG folder, which Airflow puts on sys.path, and others where an import of the DAG files is answered."""
    names = {
        name
        for name in imported_names(python_files(dags))
        if name not in sys.stdlib_module_names and not is_installed(name)
    }
    places = [dags, repository, repository / "plugins", dags / "plugins", dags.parent, dags.parent / "plugins"]
    places += [repository / "src", repository / "lib", repository / "include"]
    roots = []
    for place in places:
        if place in roots or not place.is_dir() or not place.is_relative_to(repository):
            continue
        found = {name for name in names if (place / f"{name}.py").is_file() or any((place / name).glob("**/*.py"))}
        if found or place == dags:
            roots.append(place)
            names -= found
    return [str(root.relative_to(repository)) for root in roots]


def stage(repository: Path, dags: str, roots: list, destination: Path) -> tuple:
    """Copies the repository into a DAG folder as a package. One that is all DAG files becomes the package's `dags`."""
    root = destination / package_name(repository)
    below = "dags" if dags == "." else "."
    shutil.copytree(repository, root / below, ignore=LEFT_OUT, symlinks=True, ignore_dangling_symlinks=True)
    folder = root / below / dags
    above = folder
    while above != root:
        above = above.parent
        (above / ".airflowignore").unlink(missing_ok=True)  # above its DAG files: not published
    roots = [os.path.normpath(os.path.join(below, place)) for place in roots]
    return root, os.path.normpath(os.path.join(below, dags)), roots, folder.resolve()


def validate(binary: str, root: Path, dags: str, roots: list, airflow: str) -> dict:
    command = [binary, "validate", "--format", "json", "--package", root.name, "--dags", dags]
    for place in roots:
        command += ["--import-root", place]
    command += ["--airflow", airflow, "--python", "%d.%d" % sys.version_info[:2], str(root)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=root)
    try:  # 1 and 2: there are findings
        return json.loads(done.stdout)["packages"][0]
    except ValueError:
        print(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr or done.stdout}")
        return {"crashed": done.returncode, "files": [], "findings": []}


# The oracle's failures.


def blame(fact: dict, root: str) -> str:
    """Why a file does not load: `code`, its own fault, or what it lacks here."""
    kind, text, bases = fact["type"], fact["error"], fact.get("bases", [])
    frames = fact["frames"]
    last = frames[-1] if frames else ""
    mine = [frame for frame in frames if frame.startswith(root)]
    if kind in ("Timeout", "Oracle"):
        return "environment"
    if MARK in text or "StandIn" in text or fact.get("stand_in"):
        return "stand-in"
    if kind == "NameError" and fact.get("starred"):
        return "stand-in"
    if kind == "KeyError" and "/os.py:" in last or re.search(r"Variable .* does not exist|conn_id .* isn't defined", text):
        return "environment"
    if "AirflowNotFoundException" in bases or "VARIABLE_NOT_FOUND" in text or "/variable.py:" in " ".join(frames[-4:]):
        return "environment"
    if "ImportError" in bases:
        return blame_import(fact, root)
    if re.search(r"task decorator '\w+' not found", text):
        return "third-party"  # `@task.docker`, which a provider brings
    if "OSError" in bases or "TemplateNotFound" in bases or kind == "OperationalError":
        return "environment"
    if fact.get("absent") and mine and ("None" in text or kind in ("KeyError", "IndexError", "ValueError", "RuntimeError")):
        return "environment"
    if len(frames) > 1 and "site-packages" in last and "site-packages/airflow/" not in last and frames[-2] in mine:
        return "third-party"  # another release of something that is installed
    # Empty iteration, missing keys and the like follow from what a stand-in gave.
    if fact.get("replaced") and kind in ("IndexError", "KeyError", "ValueError", "ZeroDivisionError", "StopIteration"):
        return "stand-in"
    return "code"


def blame_import(fact: dict, root: str) -> str:
    module = fact.get("module") or ""
    if module.startswith("airflow.providers"):
        return "third-party"  # installed, in another release
    if module.partition(".")[0] == "airflow" or module.partition(".")[0] in sys.stdlib_module_names:
        return "code"
    if fact.get("module_file") and "site-packages" in fact["module_file"]:
        return "third-party"
    last = fact["frames"][-1] if fact["frames"] else ""
    if "site-packages" in last and "importlib" not in last:
        return "third-party"
    return "code"


# The comparison.


def is_true_finding(finding: dict, path: str, facts: dict, counts: dict) -> bool:
    """Whether an error that `validate` reports of a file that loads is true all the same."""
    code = finding["code"]
    ids = set(re.findall(r"`([^`]+)`", finding["message"]))
    fact = facts.get(path)
    if code in OF_A_SKIPPED_FILE:
        return fact is None or not fact["dags"]
    if code == "dag-not-registered":
        return fact is None or not ids & set(fact["dags"])
    if code == "dag-id-duplicate":  # Airflow keeps one of them, and says nothing
        return any(name in counts for name in ids)
    if code == "dag-id-nonportable":
        return any(not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name) for name in (fact or {}).get("dags", []))
    return False


def compare(facts: dict, report: dict, prefix: str, root: str) -> dict:
    said = {file["path"].removeprefix(prefix): file for file in report["files"]}
    counts = {}
    for fact in facts.values():
        for name in fact["dags"]:
            counts[name] = counts.get(name, 0) + 1
    result = {key: [] for key in ("wrong", "missed", "silent", "by_stand_in", "unproved", "alarms", "failed", "untold")}
    certain_total = registered_total = known = 0
    for path in sorted(set(facts) | set(said)):
        fact = facts.get(path, {"dags": [], "error": None, "skipped": True})
        file = said.get(path, {"dags": [], "unresolved": []})
        certain = {dag["dag_id"] for dag in file["dags"]}
        registered = {name for name in fact["dags"] if MARK not in str(name)}
        result["by_stand_in"] += [{"path": path, "dag_id": name} for name in fact["dags"] if MARK in str(name)]
        cause = None
        if fact["error"]:
            cause = blame(fact, root)
            result["failed"].append({"path": path, "cause": cause, "error": fact["error"], "certain": sorted(certain), "frames": fact["frames"][-3:]})
        for name in sorted(certain - registered):
            line = next(dag["line"] for dag in file["dags"] if dag["dag_id"] == name)
            entry = {"path": path, "line": line, "dag_id": name, "error": fact["error"]}
            result["unproved" if cause not in (None, "code") else "wrong"].append(entry)
        certain_total += len(certain)
        registered_total += len(registered)
        known += len(certain & registered)
        for name in sorted(registered - certain):
            reasons = [entry["reason"] for entry in file["unresolved"]]
            entry = {"path": path, "dag_id": name, "reasons": reasons}
            result["missed"].append(entry)
            if not reasons:
                result["silent"].append(entry)
    denied = set()
    for finding in report["findings"]:
        path = (finding.get("path") or "").removeprefix(prefix)
        if finding["severity"] != "error":
            continue
        denied.add(path)
        if path and path.endswith(".py") and (facts.get(path) or {}).get("error"):
            continue
        if path in facts and not is_true_finding(finding, path, facts, counts):
            result["alarms"].append({key: finding.get(key) for key in ("path", "line", "code", "message")})
    for entry in result["failed"]:
        if entry["cause"] == "code" and entry["path"] not in denied and not said.get(entry["path"], {}).get("unresolved"):
            result["untold"].append(entry)
    judged = certain_total - len(result["unproved"])
    result["figures"] = {
        "files": len(facts),
        "loaded": sum(1 for fact in facts.values() if not fact["error"]),
        "registered": registered_total,
        "certain": certain_total,
        "known": known,
        "wrong": len(result["wrong"]),
        "unproved": len(result["unproved"]),
        "precision": 1.0 if judged == 0 else 1 - len(result["wrong"]) / judged,
        "recall": 1.0 if registered_total == 0 else known / registered_total,
    }
    return result


def show(name: str, version: str, result: dict, quiet: bool):
    figures, roots = result["figures"], result["roots"]
    print(
        f"{name}, Airflow {version}, import roots {roots or 'none'}: {figures['files']} files, {figures['loaded']} load;"
        f" {figures['registered']} ids register, {figures['known']} known;"
        f" precision {figures['precision']:.2%} ({figures['wrong']} wrong, {figures['unproved']} cannot be judged),"
        f" recall {figures['recall']:.2%} ({len(result['silent'])} missed without a word),"
        f" {len(result['alarms'])} false alarms",
        flush=True,
    )
    for entry in result["wrong"]:
        why = f", which does not load: {entry['error']}" if entry["error"] else ""
        print(f"  wrong: {entry['path']}:{entry['line']}: `{entry['dag_id']}` does not register{why}")
    for entry in result["alarms"]:
        print(f"  false alarm: {entry['path']}:{entry['line']}: {entry['code']}: {entry['message']}")
    by_file = {}
    for entry in result["missed"]:
        by_file.setdefault(entry["path"], []).append(entry)
    for path, entries in by_file.items():
        ids = [f"`{entry['dag_id']}`" for entry in entries]
        more = f" and {len(ids) - 4} more" if len(ids) > 4 else ""
        why = "; ".join(sorted(set(entries[0]["reasons"]))[:3]) or "NOTHING IS SAID"
        print(f"  missed: {path}: {', '.join(ids[:4])}{more}: {why}")
    if quiet:
        return
    for entry in result["unproved"]:
        print(f"  cannot be judged: {entry['path']}:{entry['line']}: `{entry['dag_id']}`: {entry['error']}")
    for entry in result["failed"]:
        print(f"  does not load ({entry['cause']}): {entry['path']}: {entry['error']}")
    for entry in result["untold"]:
        print(f"  a failure that validate does not tell: {entry['path']}: {entry['error']}")
    for entry in result["by_stand_in"]:
        print(f"  depends on a stand-in: {entry['path']}: `{entry['dag_id']}`")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("repositories", nargs="+", type=Path)
    arguments.add_argument("--binary", required=True, type=os.path.abspath)
    arguments.add_argument("--dags")
    arguments.add_argument("--import-root", action="append")
    arguments.add_argument("--variables", type=Path)
    arguments.add_argument("--env", action="append", default=[])
    arguments.add_argument("--recall", type=float, default=0.97)
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--json", type=Path)
    arguments.add_argument("--quiet", action="store_true")
    options = arguments.parse_args()

    environment = dict(pair.split("=", 1) for pair in options.env)
    if options.variables:
        for name, value in json.loads(options.variables.read_text()).items():
            environment[f"AIRFLOW_VAR_{name.upper()}"] = value if isinstance(value, str) else json.dumps(value)
    destination = dagbag.scratch("scheduler-")
    version = dagbag.prepare(destination, environment)
    results, passed = {}, True
    for repository in options.repositories:
        name, result = repository.resolve().name, compare_one(repository.resolve(), destination, version, options)
        figures = result["figures"]
        passed = passed and not result["wrong"] and not result["alarms"] and figures["recall"] >= options.recall
        results[name] = result
    if options.json:
        options.json.write_text(json.dumps({"airflow": version, "repositories": results}, indent=1))
    if len(results) > 1:
        total = {key: sum(result["figures"][key] for result in results.values()) for key in ("files", "registered", "known", "wrong", "unproved", "certain")}
        recall = total["known"] / total["registered"] if total["registered"] else 1.0
        precision = 1 - total["wrong"] / max(1, total["certain"] - total["unproved"])
        print(f"in all: {total['files']} files, {total['registered']} ids, precision {precision:.2%}, recall {recall:.2%}")
    return 0 if passed else 1


def compare_one(repository: Path, destination: Path, version: str, options, show=show) -> dict:
    dags = options.dags or ("dags" if (repository / "dags").is_dir() else ".")
    roots = options.import_root
    if roots is None:
        roots = guess_roots(repository, (repository / dags).resolve())
    root, dags, roots, folder = stage(repository, dags, roots, destination)
    paths = [path for path in dagbag.listed(destination) if Path(path).is_relative_to(folder)]

    def prepare_child():
        # As Airflow's own processes: the DAG folder, then whatever else is configured, after what is installed.
        sys.path[:] = [place for place in sys.path if place not in ("", str(HERE))]
        sys.path.append(str(destination))
        sys.path.extend(str((root / place).resolve()) for place in roots)
        os.chdir(destination)
        sys.path.insert(0, str(HERE))
        import stand_ins

        sys.path.remove(str(HERE))
        stand_ins.install(root)

    facts = {os.path.relpath(path, folder): fact for path, fact in dagbag.load_each(paths, prepare_child, options.seconds)}
    report = validate(options.binary, root, dags, roots, version.partition(".")[0])
    result = compare(facts, report, dags + "/", str(root))
    result["roots"], result["files"] = roots, facts
    if "crashed" in report:
        entry = {"path": "", "line": 0, "code": "crash", "message": f"validate ended with {report['crashed']}"}
        result["alarms"].append(entry)
    if show:
        show(repository.name, version, result, options.quiet)
    shutil.rmtree(root)
    return result


if __name__ == "__main__":
    sys.exit(main())
