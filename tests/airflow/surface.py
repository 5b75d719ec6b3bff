"""What can be imported from an Airflow, read from the sources in its wheels; nothing is imported or run.

It errs to one side: a name that stands anywhere in a module (under `if TYPE_CHECKING`, in a table of deprecated names,
in a `__getattr__`) counts as importable. So "not in the surface" is safe to build a claim on.
"""

import ast
import zipfile

# Rooms that no DAG file imports from.
INSIDE = (
    "airflow.__main__",
    "airflow._shared",
    "airflow._vendor",
    "airflow.alembic",
    "airflow.api",
    "airflow.auth",
    "airflow.bin",
    "airflow.callbacks",
    "airflow.cli",
    "airflow.config_templates",
    "airflow.dag.",
    "airflow.dag_processing",
    "airflow.example_dags",
    "airflow.execution_time",
    "airflow.jobs",
    "airflow.kubernetes.pre_7_4_0_compatibility",
    "airflow.migrations",
    "airflow.reproducible",
    "airflow.sdk._shared",
    "airflow.sdk.api",
    "airflow.sdk.execution_time",
    "airflow.serialization",
    "airflow.task.",
    "airflow.ti_deps",
    "airflow.ui",
    "airflow.upgrade",
    "airflow.www",
)
STANDARD = "airflow.providers.standard"


class Module:
    """A module's names: all of them; those that it defines; and where those that it does not define come from."""

    def __init__(self):
        self.names = set()
        self.defined = set()
        self.moved = {}  # by `add_deprecated_classes`
        self.imported = {}  # from Airflow, for its own use or as a re-export
        self.open = False  # it may have any name: `from x import *`

    @classmethod
    def for_typing(cls, module):
        """What `if TYPE_CHECKING` binds counts as a name and as nothing else."""
        other = cls()
        other.names = module.names
        return other


def of(wheels):
    """Module name to `Module`, of every module in some wheels."""
    surface = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for file in archive.namelist():
                if not file.startswith("airflow/") or not file.endswith(".py"):
                    continue
                name = file[: -len(".py")].replace("/", ".").removesuffix(".__init__")
                if name.startswith("airflow.providers.") and not name.startswith(STANDARD):
                    continue
                read(name, archive.read(file).decode("utf-8"), surface)
    for name in list(surface):
        while "." in name:
            name, _, last = name.rpartition(".")
            surface.setdefault(name, Module()).names.add(last)
    return surface


def read(name, text, surface):
    module = surface.setdefault(name, Module())
    try:
        tree = ast.parse(text)
    except SyntaxError:  # Python 2
        module.open = True
        return
    for node, typing in statements(tree.body):
        bind(node, Module.for_typing(module) if typing else module)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            module.names.update(node.names)
        elif isinstance(node, ast.NamedExpr):
            module.names.add(node.target.id)
    if "def __getattr__" in text:
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        module.names |= {value for value in constants if isinstance(value, str) and value.isidentifier()}
    if "add_deprecated_classes" in text:
        for node in ast.walk(tree):
            if isinstance(node, ast.Dict):
                deprecated(node, name, module, surface)


def statements(body, typing=False):
    """Statements that run when a module is imported, and whether only a type checker sees them."""
    for node in body:
        yield node, typing
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        checked = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        yield from statements(getattr(node, "body", []), typing or checked)
        for field in ("orelse", "finalbody"):
            yield from statements(getattr(node, field, []), typing)
        for handler in getattr(node, "handlers", []):
            yield from statements(handler.body, typing)


def bind(node, module):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        module.names.add(node.name)
        module.defined.add(node.name)
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        ours = isinstance(node, ast.ImportFrom) and (node.level or (node.module or "").startswith("airflow"))
        for alias in node.names:
            if alias.name == "*":
                module.open = True
                continue
            bound = alias.asname or alias.name.split(".")[0]
            module.names.add(bound)
            if ours and not node.level:
                module.imported.setdefault(bound, f"{node.module}.{alias.name}")
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.With)):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                module.names.add(inner.id)
                if isinstance(node, (ast.Assign, ast.AnnAssign)):
                    module.defined.add(inner.id)


def deprecated(node, name, module, surface):
    """`{"module": {"Name": "where.it.is.Name"}}`: modules and names that `add_deprecated_classes` makes."""
    for key, value in zip(node.keys, node.values):
        own = isinstance(key, ast.Name) and key.id == "__name__"
        if not isinstance(value, ast.Dict) or not (own or isinstance(key, ast.Constant)):
            continue
        target = module if own else surface.setdefault(f"{name}.{key.value}", Module())
        for old, new in zip(value.keys, value.values):
            if not isinstance(old, ast.Constant):
                continue
            if old.value == "*":
                target.open = True
                continue
            target.names.add(old.value)
            if isinstance(new, ast.Constant):
                target.moved[old.value] = new.value
