import json
import os
from ueba.utils.singleton import Singleton


class Reader(object, metaclass=Singleton):
    def __init__(self):
        path = os.path.join(os.path.dirname(__file__), 'conf.json')
        with open(path) as stream:
            self.properties = json.load(stream)

    def read(self, conf_key, default_value=None):
        value = self.properties
        for key in conf_key.split('.'):
            value = value.get(key)
            if value is None:
                return default_value
        return value
