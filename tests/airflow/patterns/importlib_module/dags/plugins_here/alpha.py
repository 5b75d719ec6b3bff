DAG_ID = "imported_alpha"


def options():
    return {"tags": ["a"]}
