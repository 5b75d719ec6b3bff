import pendulum
from utils.table_swap_dag import create_table_swap_dag

DAG_PARSE_WORKAROUND = "airflow DAG"


globals()["swap_production"] = create_table_swap_dag(
    "swap_production",
    pendulum.datetime(2020, 2, 4, tz=pendulum.timezone("America/Toronto")),
    "lms",
    "lake",
    [
        {"src": {"schema": "lms", "table": "a"}, "dst": {"schema": "production", "table": "a"}},
        {"src": {"schema": "lms", "table": "b"}, "dst": {"schema": "production", "table": "b"}},
    ],
)
