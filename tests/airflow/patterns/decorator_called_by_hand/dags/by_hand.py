from airflow.decorators import dag


def body():
    pass


made = dag(dag_id="by_hand", schedule=None)(body)()
named = dag(schedule=None)(body)()


def build(name):
    return dag(name, schedule=None)(lambda: None)()


third = build("by_hand_lambda")
