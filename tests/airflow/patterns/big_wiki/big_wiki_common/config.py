from typing import Any


class DagProperties:
    def __init__(self, **values: Any):
        for name, value in values.items():
            if name.startswith("_"):
                raise ValueError(name)
            setattr(self, name, value)

    def with_suffix(self, text):
        return DagProperties(**{k: (v + text if isinstance(v, str) else v) for k, v in vars(self).items()})
