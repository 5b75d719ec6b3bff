"""An Airflow DAG that cannot be imported."""

raise RuntimeError("Not today.")
