"""airflow dag"""


def load():
    from helpers.lazy import build

    return build("loaded")


dag = load()
