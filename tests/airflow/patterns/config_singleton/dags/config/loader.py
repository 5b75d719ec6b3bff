import os

import yaml


class Config:
    def __init__(self, path=None):
        path = path or os.path.join(os.path.dirname(__file__), "values.yaml")
        with open(path) as handle:
            self._values = yaml.safe_load(handle)

    def __getitem__(self, key):
        return self._values[key]

    def __getattr__(self, name):
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def get(self, dotted, default=None):
        value = self._values
        for part in dotted.split("."):
            if not isinstance(value, dict) or part not in value:
                return default
            value = value[part]
        return value
