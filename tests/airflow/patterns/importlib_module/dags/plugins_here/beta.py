DAG_ID = "imported_beta"


def options():
    return {}
