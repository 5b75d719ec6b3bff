from datetime import datetime, timedelta
from textwrap import dedent

from airflow import DAG

NOTEBOOKS = """
    sales/daily.ipynb
    sales/weekly.ipynb
    ops/clean-up.ipynb
"""

for line in dedent(NOTEBOOKS).strip().splitlines():
    folder, _, file_name = line.partition("/")
    stem = file_name.rsplit(".", 1)[0]
    dag_id = f"nb_{folder}_{stem}".translate(str.maketrans({"-": "_"}))
    dag = DAG(
        dag_id,
        description=dedent(
            f"""
            Runs {line}
            """
        ),
        start_date=datetime(2024, 1, 1),
        schedule=timedelta(days=1),
        catchup=False,
    )
    globals()[dag_id] = dag
