"""airflow DAG of a pendulum of long ago, which had tzinfo for tz."""
import pendulum
from utils.table_swap_dag import create_table_swap_dag

globals()["swap_staging"] = create_table_swap_dag(
    "swap_staging",
    pendulum.datetime(2020, 2, 4, tzinfo=pendulum.timezone("America/Toronto")),
    "lms",
    "lake",
    [],
)
