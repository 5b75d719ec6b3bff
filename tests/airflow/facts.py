"""What the installed Airflow calls its things, as the tables of `src/airflow/`: import paths, arguments, options.

    python tests/airflow/facts.py            fails when src/airflow/two.rs (Airflow 2), or three.rs and zones/table.rs
                                             (3), are not what this Airflow says; it prints the difference
    python tests/airflow/facts.py --write    writes it

Run it with the Python of an Airflow installation; it needs no database. Every module of Airflow and of its standard
provider is imported, and every name in it that *is* one of the wanted objects is an import path of that object.
"""

import argparse
import ast
import difflib
import functools
import importlib
import inspect
import logging
import os
import pkgutil
import sys
import tempfile
import warnings
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="facts-")
os.environ["AIRFLOW_HOME"] = HOME
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{HOME}/airflow.db"
ROOT = Path(__file__).resolve().parents[2]

# Rooms that no DAG file imports from: servers, migrations, examples.
INSIDE = (
    "airflow.__main__",
    "airflow._shared",
    "airflow._vendor",
    "airflow.api",
    "airflow.cli",
    "airflow.config_templates",
    "airflow.dag_processing",
    "airflow.example_dags",
    "airflow.executors",
    "airflow.jobs",
    "airflow.migrations",
    "airflow.sdk._shared",
    "airflow.sdk.execution_time",
    "airflow.serialization",
    "airflow.ui",
    "airflow.www",
)
OURS = "airflow.providers.standard."
# Where each object is looked for: the first path that imports. What no path has, that Airflow lacks.
WANTED = {
    "DagClass": ["airflow.sdk.DAG", "airflow.models.dag.DAG"],
    "DagDecorator": ["airflow.sdk.dag", "airflow.decorators.dag"],
    "TaskDecorator": ["airflow.sdk.task", "airflow.decorators.task"],
    "TaskGroupDecorator": ["airflow.sdk.task_group", "airflow.decorators.task_group"],
    "TaskGroupClass": ["airflow.sdk.TaskGroup", "airflow.utils.task_group.TaskGroup"],
    "AssetDecorator": ["airflow.sdk.asset"],
    "Setup": ["airflow.sdk.setup", "airflow.decorators.setup"],
    "Teardown": ["airflow.sdk.teardown", "airflow.decorators.teardown"],
    "Chain": ["airflow.sdk.chain", "airflow.models.baseoperator.chain"],
    "ChainLinear": ["airflow.sdk.chain_linear", "airflow.models.baseoperator.chain_linear"],
    "CrossDownstream": ["airflow.sdk.cross_downstream", "airflow.models.baseoperator.cross_downstream"],
    "Label": ["airflow.sdk.Label", "airflow.utils.edgemodifier.Label"],
    "BaseOperator": ["airflow.sdk.BaseOperator", "airflow.models.baseoperator.BaseOperator"],
    "Variable": ["airflow.sdk.Variable", "airflow.models.variable.Variable"],
    "BaseHook": ["airflow.sdk.BaseHook", "airflow.hooks.base.BaseHook"],
    "Connection": ["airflow.sdk.Connection", "airflow.models.connection.Connection"],
    "Param": ["airflow.sdk.Param", "airflow.models.param.Param"],
    "XComArg": ["airflow.sdk.XComArg", "airflow.models.xcom_arg.XComArg"],
    "Asset": ["airflow.sdk.Asset", "airflow.datasets.Dataset"],
    "AssetAlias": ["airflow.sdk.AssetAlias", "airflow.datasets.DatasetAlias"],
    "AssetAny": ["airflow.sdk.AssetAny", "airflow.datasets.DatasetAny"],
    "AssetAll": ["airflow.sdk.AssetAll", "airflow.datasets.DatasetAll"],
    "SubDagOperator": ["airflow.operators.subdag.SubDagOperator"],
    "DaysAgo": ["airflow.utils.dates.days_ago"],
}
# Classes that stay in Airflow's own models beside the ones for authors.
ALSO = {"Variable": "airflow.models.variable.Variable", "Connection": "airflow.models.connection.Connection"}


def modules():
    """Every module that can be imported, virtual ones included."""
    import airflow

    names = ["airflow"]
    parts = [(airflow.__path__, "airflow.")]
    try:
        parts.append((importlib.import_module("airflow.providers.standard").__path__, "airflow.providers.standard."))
    except ImportError:
        pass
    for path, prefix in parts:
        for found in pkgutil.walk_packages(path, prefix, onerror=lambda name: None):
            if not found.name.startswith(INSIDE) and ".example_dags" not in found.name:
                names.append(found.name)
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:  # noqa: BLE001 - each module has its own way to say that something is not installed
            pass
    for name, module in sorted(sys.modules.items()):
        provider = name.startswith("airflow.providers.") and not name.startswith(OURS)
        if (name == "airflow" or name.startswith("airflow.")) and not name.startswith(INSIDE) and not provider:
            yield name, module


def names_of(module):
    """What can be imported from a module: its names, and those that its `__getattr__` makes."""
    names = set(vars(module)) | set((getattr(module, "__all__", None) or ()))
    lazy = vars(module).get("__getattr__")
    if isinstance(lazy, functools.partial):
        names |= set(lazy.args[0])
    elif inspect.isfunction(lazy):
        # Whatever it compares with is a string in the module.
        tree = ast.parse(inspect.getsource(module))
        names |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {name for name in names if name.isidentifier()}


def objects():
    """Each import path, and what it gives."""
    found = {}
    for module_name, module in modules():
        for name in names_of(module):
            try:
                found[f"{module_name}.{name}"] = getattr(module, name)
            except Exception:  # noqa: BLE001 - no such name, or one of a provider that is not installed
                pass
    return found


def look_up(path):
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (AttributeError, ImportError):
        return None


def meanings(found):
    wanted = {}
    for meaning, paths in WANTED.items():
        first = next((value for value in map(look_up, paths) if value is not None), None)
        if first is not None:
            wanted[id(first)] = meaning
    for meaning, path in ALSO.items():
        wanted.setdefault(id(look_up(path)), meaning)
    table = {}
    base = next(value for value in map(look_up, WANTED["BaseOperator"]) if value is not None)
    operators = {}
    for path, value in found.items():
        if id(value) in wanted:
            table[path] = wanted[id(value)]
        elif inspect.isclass(value) and issubclass(value, base) and "._" not in path:
            if value.__module__.startswith("airflow.serialization"):
                continue
            operators.setdefault(value.__name__, set()).add(value)
            table[path] = f'Operator("{value.__name__}")'
        elif is_timetable(value):
            table[path] = f'Timetable("{value.__name__}")'
    return table, operators


def is_timetable(value):
    """`Timetable` is a protocol, so its line of ancestors is looked at instead."""
    return (
        inspect.isclass(value)
        and not value.__name__.startswith("_")
        and any(base.__name__ in ("Timetable", "BaseTimetable") for base in value.__mro__)
    )


def arguments_of(cls):
    """What a class takes: the arguments of each `__init__` up its line, as `**kwargs` hands them on."""
    names = []
    for base in cls.__mro__:
        init = vars(base).get("__init__")
        if init is None or base is object:
            continue
        for name, parameter in inspect.signature(init).parameters.items():
            if name != "self" and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
                names.append(name)
        if not any(p.kind is p.VAR_KEYWORD for p in inspect.signature(init).parameters.values()):
            break
    return sorted(dict.fromkeys(name for name in names if not name.startswith("_")))


def parameters(function):
    return [name for name in inspect.signature(function).parameters if name not in ("self", "context")]


def rows(items, indent="    "):
    """`items` in lines of at most 110 characters."""
    line = indent
    for item in items:
        if len(line) + len(item) + 2 > 110 and line.strip():
            yield line.rstrip()
            line = indent
        line += item + ", "
    if line.strip():
        yield line.rstrip()


def options():
    """What `conf.get` answers with when nothing is configured, by section; what older versions called it included."""
    from airflow.configuration import conf

    candidates = {(section, name) for section, of in conf.configuration_description.items() for name in of["options"]}
    # Of celery and of Kubernetes, which come with Airflow whether their providers are installed or not.
    of_providers = getattr(conf, "_provider_config_fallback_default_values", None)
    for section in of_providers.sections() if of_providers else []:
        candidates |= {(section, name) for name in of_providers.options(section)}
    for new, (old, _) in conf.deprecated_sections.items():
        candidates |= {(old, name) for section, name in candidates if section == new}
    for one, other in conf.deprecated_options.items():
        candidates |= {tuple(one[:2]), tuple(other[:2])}
    found = {}
    for section, name in sorted(candidates):
        try:
            conf.get(section, name)
        except Exception:  # noqa: BLE001 - AirflowConfigException: there is none; what else it says is no answer either
            continue
        found.setdefault(section, []).append(name)
    return found


def strings(names):
    return [f'"{name}"' for name in names]


def render():
    from airflow import DAG, __version__

    major = __version__.split(".")[0]
    table, operators = meanings(objects())
    lines = [
        f"//! Airflow {major}: import paths, arguments and options, as `tests/airflow/facts.py --write` found them in {__version__}.",
        "",
        "use super::meaning::Meaning::{self, *};",
        "",
        "/// Each import path and what it is, sorted.",
        "#[rustfmt::skip]",
        "pub(super) const MEANINGS: &[(&str, Meaning)] = &[",
        *(f'    ("{path}", {table[path]}),' for path in sorted(table)),
        "];",
        "",
        "/// The arguments of `DAG`, in order.",
        "#[rustfmt::skip]",
        "pub(super) const DAG: &[&str] = &[",
        *rows(strings(parameters(DAG))),
        "];",
        "",
        "/// The arguments of every operator, sorted.",
        "#[rustfmt::skip]",
        "pub(super) const BASE_OPERATOR: &[&str] = &[",
    ]
    base = next(value for value in map(look_up, WANTED["BaseOperator"]) if value is not None)
    common = arguments_of(base)
    lines += [*rows(strings(common)), "];"]
    lines += ["", "/// What each operator takes beside those, sorted.", "#[rustfmt::skip]"]
    lines += ["pub(super) const OPERATORS: &[(&str, &[&str])] = &["]
    for name in sorted(operators):
        if not all(cls.__module__.startswith(OURS) or ".providers." not in cls.__module__ for cls in operators[name]):
            continue  # what a provider's operators take changes with the provider
        taken = {argument for cls in operators[name] for argument in arguments_of(cls)}
        own = sorted(taken.difference(common))
        lines += [f'    ("{name}", &[', *rows(strings(own), " " * 8), "    ]),"]
    lines += ["];"]
    lines += ["", "/// The options that have a value when nothing is configured, by section, sorted.", "#[rustfmt::skip]"]
    lines += ["pub(super) const OPTIONS: &[(&str, &[&str])] = &["]
    for section, names in options().items():
        lines += [f'    ("{section}", &[', *rows(strings(names), " " * 8), "    ]),"]
    lines += ["];"]
    if major == "3":
        from airflow.sdk import asset

        lines += ["", "/// The arguments of `@asset`.", "#[rustfmt::skip]", "pub(super) const ASSET: &[&str] = &["]
        lines += [*rows(strings(parameters(asset))), "];"]
    return major, "\n".join(lines) + "\n"


def render_zones():
    """The names of time zones, as the package `tzdata` beside this Airflow has them."""
    from importlib.metadata import version
    from importlib.resources import files

    names = (files("tzdata") / "zones").read_text().split()
    lines = [
        f"//! Names of time zones, as `tests/airflow/facts.py --write` found them in tzdata {version('tzdata')}.",
        "",
        "/// Each name, sorted, as people write it.",
        "#[rustfmt::skip]",
        "pub(super) const ZONES: &[&str] = &[",
        *rows(strings(sorted(names))),
        "];",
    ]
    return "\n".join(lines) + "\n"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    major, text = render()
    tables = {"2": {"two.rs": text}, "3": {"three.rs": text, "zones/table.rs": render_zones()}}[major]
    differs = False
    for name, text in tables.items():
        file = ROOT / "src" / "airflow" / name
        if options.write:
            file.write_text(text)
            print(f"{file}: {text.count(chr(10))} lines")
            continue
        difference = difflib.unified_diff(file.read_text().splitlines(), text.splitlines(), "the table", "this Airflow", lineterm="")
        difference = list(difference)
        print("\n".join(difference) or f"{name} is what this Airflow says")
        differs |= bool(difference)
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main())
