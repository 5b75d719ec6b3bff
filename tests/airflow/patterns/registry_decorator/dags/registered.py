from airflow import DAG

BUILDERS = {}


def register(name):
    def wrap(function):
        BUILDERS[name] = function
        return function

    return wrap


@register("reg_alpha")
def alpha(dag_id):
    return DAG(dag_id, schedule=None)


@register("reg_beta")
def beta(dag_id):
    return DAG(f"{dag_id}_special", schedule=None)


for name, builder in BUILDERS.items():
    globals()[name] = builder(name)
