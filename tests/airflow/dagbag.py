"""What Airflow's own DagBag registers, file by file: the oracle of the comparisons in this folder.

Runs in the Python of a virtual environment with Airflow 2 or 3; no scheduler, an empty SQLite database in a temporary
folder. Airflow is imported once; each file is loaded by a DagBag of its own in a forked child, as production
does it, without a network, with a scrubbed environment and a time limit.
"""

import gc
import importlib
import json
import logging
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
import traceback
from pathlib import Path

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR")
# Imported before the first fork, or every child would do it again.
COMMON = (
    "airflow.models",
    "airflow.models.baseoperator",
    "airflow.models.mappedoperator",
    "airflow.models.variable",
    "airflow.hooks.base",
    "airflow.decorators",
    "airflow.sensors.base",
    "airflow.utils.task_group",
    "airflow.operators.bash",
    "airflow.operators.python",
    "airflow.operators.empty",
    "airflow.sdk",
    "airflow.sdk.bases.operator",
    "airflow.sdk.definitions.mappedoperator",
    "airflow.providers.standard.operators.bash",
    "airflow.providers.standard.operators.python",
    "airflow.providers.standard.operators.empty",
    "airflow.providers.standard.operators.trigger_dagrun",
    "airflow.providers.standard.sensors.external_task",
    "airflow.providers.common.sql.operators.sql",
    "airflow.providers.common.compat.sdk",
    "yaml",
    "pendulum",
    "requests",
    "jinja2",
)


def prepare(folder: Path, environment: dict) -> str:
    """Imports Airflow with `folder` as its DAG folder and an empty database; gives its version."""
    for name in list(os.environ):
        if name not in KEPT_VARIABLES:
            del os.environ[name]
    home = str(scratch("dagbag-"))
    os.environ.update(
        HOME=home,
        TZ="UTC",
        AIRFLOW_HOME=home,
        AIRFLOW__CORE__LOAD_EXAMPLES="False",
        AIRFLOW__CORE__DAGS_FOLDER=str(folder),
        AIRFLOW__CORE__UNIT_TEST_MODE="False",
        AIRFLOW__CORE__DAGBAG_IMPORT_TIMEOUT="0",  # the parent keeps the time
        AIRFLOW__CORE__DAGBAG_IMPORT_ERROR_TRACEBACK_DEPTH="60",
        AIRFLOW__DATABASE__SQL_ALCHEMY_CONN="sqlite:///" + os.path.join(home, "airflow.db"),
    )
    import airflow

    logging.disable(logging.CRITICAL)
    # Some DAG files look into the database when they are loaded.
    if airflow.__version__.startswith("2."):
        from airflow.utils.db import initdb

        initdb(load_connections=False)
    else:
        from airflow.utils.db import initdb

        initdb()
    for name in COMMON:
        try:
            importlib.import_module(name)
        except ImportError:
            pass  # of the other major version
    os.environ.update(environment)
    return airflow.__version__


def listed(folder: Path) -> list:
    """The files that Airflow would load: `.airflowignore` and safe mode are its own."""
    try:
        from airflow.dag_processing.importers.python_importer import list_py_file_paths
    except ImportError:
        from airflow.utils.file import list_py_file_paths
    return sorted(map(str, list_py_file_paths(str(folder), safe_mode=True)))


def load_each(paths: list, prepare_child=lambda: None, seconds: int = 60, workers: int = 2):
    """Yields (path, facts) for each file, in any order. Facts: `dags`, `error` (or None), and what led to it."""
    gc.freeze()
    waiting, running = list(reversed(paths)), {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                path = waiting.pop()
                pid, pipe = _fork(path, prepare_child)
                running[pipe] = (pid, path, time.monotonic() + seconds, bytearray())
            ready, _, _ = select.select(list(running), [], [], 1.0)
            for pipe in list(running):
                pid, path, deadline, data = running[pipe]
                if pipe in ready:
                    chunk = os.read(pipe, 1 << 16)
                    data += chunk
                    if chunk:
                        continue
                elif time.monotonic() < deadline:
                    continue
                else:
                    os.killpg(pid, signal.SIGKILL)
                os.close(pipe)
                del running[pipe]
                _, status = os.waitpid(pid, 0)
                yield path, _facts(bytes(data), status, pipe not in ready, seconds)
    finally:
        for pid, *_ in running.values():
            os.killpg(pid, signal.SIGKILL)


def _facts(data: bytes, status: int, late: bool, seconds: int) -> dict:
    if data and not late:
        return json.loads(data)
    if late:
        return {"dags": [], "error": f"not loaded within {seconds} s", "type": "Timeout", "frames": []}
    # In Airflow 2 `sys.exit()` at import ends the process, and nobody is told.
    code = os.waitstatus_to_exitcode(status)
    return {"dags": [], "error": f"the process ended with {code}", "type": "SystemExit", "frames": []}


def _fork(path: str, prepare_child) -> tuple:
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        try:
            os.setpgid(pid, pid)
        except (PermissionError, ProcessLookupError):
            pass
        return pid, reader
    code = 0
    try:
        os.setpgid(0, 0)
        os.close(reader)
        silent = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(silent, descriptor)
        prepare_child()
        _block_network()
        facts = _load(path)
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(json.dumps(facts).encode())
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        with os.fdopen(writer, "wb") as pipe:
            lines = traceback.format_exc().strip().splitlines()
            pipe.write(json.dumps({"dags": [], "error": lines[-1], "type": "Oracle", "frames": lines[-12:]}).encode())
    finally:
        os._exit(code)


def _block_network():
    def refuse(*_arguments, **_keywords):
        raise ConnectionRefusedError("no network while a DAG file is loaded")

    socket.socket.connect = refuse
    socket.socket.connect_ex = refuse
    socket.getaddrinfo = refuse
    socket.gethostbyname = refuse


def _load(path: str) -> dict:
    """Loads one file, and remembers the exception that stopped it, which DagBag only prints."""
    seen = []
    execute = importlib.machinery.SourceFileLoader.exec_module

    def exec_module(loader, module):
        try:
            return execute(loader, module)
        except BaseException as error:
            if loader.path == path:
                seen.append(error)
            raise

    importlib.machinery.SourceFileLoader.exec_module = exec_module
    absent = _note_absent_settings()
    try:
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(path)
    except ImportError:
        from airflow.models.dagbag import DagBag

        bag = DagBag(path, include_examples=False)
    # A SubDAG is listed beside its parent, and is not a DAG of its own.
    ids = sorted(name for name, dag in bag.dags.items() if not getattr(dag, "parent_dag", None))
    tasks = {name: sorted(getattr(bag.dags[name], "task_dict", {})) for name in ids}
    facts = {"dags": ids, "tasks": tasks, "error": None, "type": None, "frames": [], "absent": sorted(absent)}
    if bag.import_errors:
        text = "\n".join(bag.import_errors.values()).strip()
        facts["error"] = text.splitlines()[-1]
        facts["type"] = facts["error"].partition(":")[0].rpartition(".")[2]
    if seen:
        facts.update(_describe(seen[-1]))
    return facts


def _note_absent_settings() -> set:
    """The environment variables that were asked for and are not set."""
    absent = set()
    mapping = type(os.environ)
    lookup = mapping.__getitem__

    def __getitem__(self, key):
        try:
            return lookup(self, key)
        except KeyError:
            frame = sys._getframe(1)
            while frame is not None and os.path.basename(frame.f_code.co_filename) in ("os.py", "_collections_abc.py") or (
                frame is not None and frame.f_code.co_filename.startswith("<frozen")
            ):
                frame = frame.f_back
            if frame is not None and "site-packages" not in frame.f_code.co_filename:
                absent.add(key)
            raise

    mapping.__getitem__ = __getitem__
    return absent


def _describe(error: BaseException) -> dict:
    """Its type, its words, where it was raised, and whether a stand-in had a part in it."""
    stand_ins = sys.modules.get("stand_ins")
    frames, touched = [], False
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        frames.append(f"{file}:{line} {frame.f_code.co_name}")
        if stand_ins is None:
            continue
        if file == stand_ins.__file__:
            touched = True
        elif frame.f_code.co_name != "<module>" or "site-packages" in file:
            touched = touched or any(stand_ins.is_stand_in(value) for value in frame.f_locals.values())
    facts = {
        "error": f"{type(error).__name__}: {error}".replace("\n", " ")[:400],
        "type": type(error).__name__,
        "bases": [base.__name__ for base in type(error).__mro__],
        "frames": frames[-12:],
        "stand_in": touched,
    }
    if isinstance(error, ImportError):
        facts["module"], facts["module_file"] = error.name, error.path
    if isinstance(error, OSError):
        facts["filename"] = str(error.filename)
    if stand_ins is not None:
        facts["replaced"] = stand_ins.LOADED[:50]
        facts["starred"] = stand_ins.STARRED
    return facts


def scratch(prefix: str) -> Path:
    """A temporary folder that is removed when the process ends."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix=prefix)).resolve()
    owner = os.getpid()
    atexit.register(lambda: os.getpid() == owner and shutil.rmtree(folder, ignore_errors=True))
    return folder
