from importlib import import_module

_WHERE = {"make": "lazylib.impl"}


def __getattr__(name):
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(name)
