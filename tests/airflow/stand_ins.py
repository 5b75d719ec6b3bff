"""Stand-ins for third-party modules that are not installed, so that a DAG file can be loaded all the same.

`install` puts a finder at the end of `sys.meta_path`: it is asked only for what nobody else finds. A stand-in has
every attribute; it can be called, subclassed, used as a decorator, iterated (it is empty), compared, awaited and
entered. Operators and sensors are real subclasses of Airflow's, so they join the DAG around them. Exceptions are
exceptions. Whatever is made into text reads `stand_in`, so that an id that depends on one shows.
"""

import abc
import functools
import importlib.machinery
import os
import sys
import types

MARK = "stand_in"
LOADED = []  # the modules that were replaced in this process
STARRED = []  # those of them that somebody imported `*` from


class StandIn:
    """Anything that is not evidently a class: a function, a decorator, a constant, an instance."""

    def __init__(self, name=MARK):
        self.__dict__["_stand_in"] = name

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return StandIn(name)

    def __setattr__(self, name, value):
        self.__dict__[name] = value

    def __call__(self, *arguments, **keywords):
        # As a decorator: what is decorated stays what it is.
        if len(arguments) == 1 and not keywords and isinstance(arguments[0], (types.FunctionType, type)):
            return arguments[0]
        return StandIn()

    # How Airflow's operators link to it: not at all.
    roots = leaves = ()

    def update_relative(self, *_arguments, **_keywords):
        pass

    set_upstream = set_downstream = update_relative

    def __rshift__(self, other):
        return other

    __lshift__ = __rrshift__ = __rlshift__ = __rshift__

    def __str__(self):
        return MARK

    __repr__ = __str__

    def __format__(self, _spec):
        return MARK

    def __fspath__(self):
        return f"/{MARK}"

    def __bool__(self):
        return True

    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())

    def __next__(self):
        raise StopIteration

    def __contains__(self, _item):
        return False

    def __getitem__(self, _key):
        return StandIn()

    def get(self, _key=None, default=None):  # as an empty mapping's
        return default if default is not None else StandIn()

    def __setitem__(self, _key, _value):
        pass

    def __delitem__(self, _key):
        pass

    def __hash__(self):
        return id(self)

    def __eq__(self, other):
        return self is other

    def __lt__(self, _other):
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __int__(self):
        return 0

    __index__ = __int__

    def __float__(self):
        return 0.0

    def __add__(self, other):
        return MARK + other if isinstance(other, str) else StandIn()

    def __radd__(self, other):
        return other + MARK if isinstance(other, str) else StandIn()

    def _operation(self, *_other):
        return StandIn()

    __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _operation
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = _operation
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _operation
    __neg__ = __pos__ = __invert__ = __abs__ = _operation

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_error):
        return None

    def __await__(self):
        return self
        yield

    def __aiter__(self):
        return self

    async def __anext__(self):
        raise StopAsyncIteration

    def __copy__(self):
        return self

    def __deepcopy__(self, _memo):
        return self


class Bases:
    """What a stand-in class inherits from, by the end of its name. Filled in by `install`, from Airflow."""

    by_suffix = {}
    meta = abc.ABCMeta
    plain = None


def _metaclass(base):
    class StandInMeta(base):
        """Derives from the metaclass of Airflow's operators, so that a class can have bases of both kinds."""

        def __new__(meta, name, bases, namespace, **keywords):
            operator = any(isinstance(parent, base) and not isinstance(parent, StandInMeta) for parent in bases)
            operator = operator or any(getattr(parent, "_stand_in_operator", False) for parent in bases)
            maker = base.__new__ if operator else abc.ABCMeta.__new__
            try:
                return maker(meta, name, bases, namespace, **keywords)
            except TypeError:  # keywords that only the real class takes
                return maker(meta, name, bases, namespace)

        def __init__(cls, name, bases, namespace, **_keywords):
            super().__init__(name, bases, namespace)

        def __getattr__(cls, name):
            # No operator: Airflow looks for optional attributes of those.
            if name.startswith("_") or getattr(cls, "_stand_in_operator", False):
                raise AttributeError(name)
            return StandIn(name)

        def __getitem__(cls, _key):
            return cls

        def __iter__(cls):
            return iter(())

        def __len__(cls):
            return 0

        def __bool__(cls):
            return True

        def register(cls, *arguments, **keywords):  # not `ABCMeta.register`: what a decorator is often called
            return StandIn()(*arguments, **keywords)

        def __or__(cls, _other):
            return cls

        __ror__ = __or__

    return StandInMeta


def _plain_class(meta):
    def __init__(self, *_arguments, **keywords):
        for name, value in keywords.items():
            try:
                setattr(self, name, value)
            except AttributeError:
                pass

    body = {name: value for name, value in vars(StandIn).items() if name not in ("__init__", "__dict__", "__weakref__")}
    body["__init__"] = __init__
    body["__new__"] = lambda cls, *_arguments, **_keywords: object.__new__(cls)
    body["__call__"] = StandIn.__call__
    body["__init_subclass__"] = classmethod(lambda cls, **_keywords: None)
    # A class with these would not be usable as a plain base of the repository's own classes.
    for name in ("__eq__", "__hash__", "__setattr__"):
        body.pop(name)
    return meta("StandInClass", (), body)


def _operator_class(name, base):
    """A real operator that takes whatever its real one might."""
    import inspect

    known = set()
    for parent in base.__mro__:
        if "__init__" in vars(parent):
            known |= set(inspect.signature(vars(parent)["__init__"]).parameters)
    known -= {"self", "args", "kwargs"}

    def __init__(self, *arguments, **keywords):
        mine = {key: value for key, value in keywords.items() if key in known}
        if "task_id" not in mine:
            mine["task_id"] = next((value for value in arguments if isinstance(value, str)), MARK)
        base.__init__(self, **mine)
        for key, value in keywords.items():
            if key not in known:
                try:
                    object.__setattr__(self, key, value)
                except AttributeError:
                    pass

    def __getattr__(self, attribute):
        # What Airflow itself looks for is either there or not.
        if attribute.startswith("_") or attribute in known or sys._getframe(1).f_globals["__name__"].startswith("airflow."):
            raise AttributeError(attribute)
        return StandIn(attribute)

    body = {"__init__": __init__, "_stand_in_operator": True, "execute": lambda self, context: None}
    if base is not Bases.by_suffix["Operator"]:
        body["poke"] = lambda self, context: True
    made = type(base)(name, (base,), body)
    made.__getattr__ = __getattr__
    return made


def _group_class(name, base):
    import inspect

    known = set(inspect.signature(base.__init__).parameters) - {"self"}

    def __init__(self, group_id=None, *_arguments, **keywords):
        mine = {key: value for key, value in keywords.items() if key in known}
        base.__init__(self, group_id=group_id or MARK, **mine)

    return type(base)(name, (base,), {"__init__": __init__})


def _named(name):
    """What an attribute of that name of a module most likely is."""
    if name.endswith(("Error", "Exception", "Warning")):
        return type(name, (Exception,), {})
    if name.endswith("Async"):
        stem = name.removesuffix("Async")
    else:
        stem = name
    if stem.endswith(("Operator", "Sensor")) and stem[0].isupper():
        return _operator_class(name, Bases.by_suffix["Sensor" if stem.endswith("Sensor") else "Operator"])
    if stem.endswith("TaskGroup"):
        return _group_class(name, Bases.by_suffix["TaskGroup"])
    if stem.endswith("Timetable"):
        base = Bases.by_suffix["Timetable"]
        return type(name, (base,), {"__init__": lambda self, *_arguments, **_keywords: None})
    if name[0].isupper() and not (name.isupper() and len(name) > 1):
        return type(Bases.plain)(name, (Bases.plain,), {})
    return StandIn(name)


class StandInModule(types.ModuleType):
    def __getattr__(self, name):
        if name == "__all__":
            STARRED.append(self.__name__)
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        value = _named(name)
        self.__dict__[name] = value
        return value

    def __call__(self, *arguments, **keywords):
        return StandIn()(*arguments, **keywords)


class Finder:
    """Knows a module for every name that is nobody's: neither installed nor the repository's."""

    def __init__(self, repository):
        self.repository = os.path.realpath(repository) + os.sep

    def find_spec(self, name, path=None, target=None):
        parent, _, _leaf = name.rpartition(".")
        if parent:
            module = sys.modules.get(parent)
            if not isinstance(module, StandInModule) and not self._foreign_namespace(module):
                return None
        elif name in sys.stdlib_module_names or name == "airflow" or name.startswith("_") or self._in_repository(name):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        LOADED.append(spec.name)
        return StandInModule(spec.name)

    def exec_module(self, module):
        pass

    def _foreign_namespace(self, module):
        """A package without a file, as `airflow.providers` or `google`, that the repository has no part in."""
        if module is None or getattr(module, "__file__", None) or not hasattr(module, "__path__"):
            return False
        if module.__name__.partition(".")[0] == "airflow" and not module.__name__.startswith("airflow.providers"):
            return False
        return not any((os.path.realpath(part) + os.sep).startswith(self.repository) for part in module.__path__)

    def _in_repository(self, name):
        """Whether it lies beside the file that imports it: then that file takes it for the repository's own."""
        importer = self._importer()
        if importer is None:
            return False
        folder = os.path.dirname(importer)
        beside = os.path.join(folder, name + ".py")
        if os.path.isfile(beside) and beside != importer:
            return True
        package = os.path.join(folder, name)
        return os.path.isdir(package) and any(entry.endswith(".py") for entry in os.listdir(package))

    def _importer(self):
        frame = sys._getframe(2)
        while frame is not None:
            file = os.path.realpath(frame.f_code.co_filename)
            if file.startswith(self.repository):
                return file
            frame = frame.f_back
        return None


def install(repository):
    """Makes every absent module importable. Airflow must be importable already."""
    if sys.modules["airflow"].__version__.startswith("2."):
        from airflow.models.baseoperator import BaseOperator
        from airflow.models.taskmixin import DependencyMixin
        from airflow.sensors.base import BaseSensorOperator
        from airflow.utils.task_group import TaskGroup
        import airflow.models.mappedoperator as mapped
    else:
        from airflow.sdk import BaseOperator, BaseSensorOperator, TaskGroup
        from airflow.sdk.definitions._internal.mixins import DependencyMixin
        import airflow.sdk.definitions.mappedoperator as mapped
    from airflow.timetables.simple import NullTimetable

    Bases.by_suffix = {
        "Operator": BaseOperator,
        "Sensor": BaseSensorOperator,
        "TaskGroup": TaskGroup,
        "Timetable": NullTimetable,
    }
    _register(DependencyMixin)
    Bases.meta = _metaclass(type(BaseOperator))
    Bases.plain = _plain_class(Bases.meta)

    _leave_out_dag_options()
    _accept_any_mapped_keyword(mapped)
    _accept_any_task_decorator()
    sys.meta_path.append(Finder(repository))


def _register(mixin):
    """Airflow's `chain` asks `isinstance(x, DependencyMixin)`, and that class is not always an ABC."""
    if hasattr(mixin, "register"):
        mixin.register(StandIn)
        return
    namespace = {name: value for name, value in vars(StandIn).items() if name not in ("__dict__", "__weakref__")}
    linked = type("StandIn", (mixin,), namespace)
    globals()["StandIn"] = linked


def _leave_out_dag_options():
    """A DAG checks the types of its options: one that is a stand-in is left out, in `default_args` too."""
    if sys.modules["airflow"].__version__.startswith("2."):
        from airflow.models.dag import DAG
    else:
        from airflow.sdk import DAG
    real = DAG.__init__

    @functools.wraps(real)
    def __init__(self, *arguments, **options):
        kept = {name: value for name, value in options.items() if name == "dag_id" or not is_stand_in(value, 0)}
        for name, value in kept.items():
            if isinstance(value, dict):
                kept[name] = {key: item for key, item in value.items() if callable(item) or not is_stand_in(item, 0)}
            elif isinstance(value, (list, set, tuple)) and any(is_stand_in(item, 0) for item in value):
                kept[name] = type(value)(item for item in value if not is_stand_in(item, 0))
        real(self, *arguments, **kept)

    DAG.__init__ = __init__


def _accept_any_mapped_keyword(mapped):
    """`.partial()` and `.expand()` look at the signatures of the operator: a stand-in's says nothing."""
    for module in [mapped, *(module for name, module in list(sys.modules.items()) if name.endswith(("baseoperator", "bases.operator")))]:
        real = getattr(module, "validate_mapping_kwargs", None)
        if real is None:
            continue

        def validate(op, func, value, real=real):
            if not getattr(op, "_stand_in_operator", False):
                real(op, func, value)

        module.validate_mapping_kwargs = validate


def _accept_any_task_decorator():
    """`@task.kubernetes` comes from a provider; without it, it is a task of Python."""
    from airflow.decorators import task

    collection = type(task)
    real = collection.__getattr__

    def __getattr__(self, name):
        try:
            return real(self, name)
        except AttributeError:
            if name.startswith("_"):
                raise

            def decorate(*arguments, **keywords):
                if len(arguments) == 1 and not keywords and callable(arguments[0]):
                    return self.python(arguments[0])
                plain = ("task_id", "multiple_outputs", "trigger_rule", "retries", "pool")
                return self.python(**{key: value for key, value in keywords.items() if key in plain})

            return decorate

    collection.__getattr__ = __getattr__


def is_stand_in(value, depth=1):
    """Whether a value is one, or a collection holds one."""
    if isinstance(value, StandIn) or isinstance(value, StandInModule) or type(value).__name__ == "StandIn":
        return True
    if Bases.plain is not None and (isinstance(value, Bases.plain) or isinstance(value, Bases.meta) and issubclass(value, Bases.plain)):
        return True
    if depth and isinstance(value, (list, tuple, set)):
        return any(is_stand_in(item, depth - 1) for item in value)
    if depth and isinstance(value, dict):
        return any(is_stand_in(item, depth - 1) for item in value.values())
    return False
