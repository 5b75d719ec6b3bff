from airflow import DAG


class ConfigError(Exception):
    def __init__(self, key):
        super().__init__(f"no {key}")
        self.key = key


def lookup(values, key):
    try:
        return values[key]
    except KeyError as error:
        raise ConfigError(key) from error


try:
    name = lookup({}, "name")
except (ConfigError, ValueError) as error:
    name = f"fallback_{error.key}"

dag = DAG(name, schedule=None)

try:
    number = int("x7")
except ValueError:
    number = -1
second = DAG(f"number_{number}".replace("-", "minus"), schedule=None)
