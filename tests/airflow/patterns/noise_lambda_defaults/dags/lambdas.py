from airflow import DAG

SPECS = {
    "one": lambda: {"dag_id": "lambda_one", "schedule": None},
    "two": (lambda name, suffix="two": {"dag_id": f"{name}_{suffix}", "schedule": None}),
}
first = DAG(**SPECS["one"]())
second = DAG(**SPECS["two"]("lambda"))
