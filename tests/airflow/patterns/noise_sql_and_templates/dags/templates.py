import os
from pathlib import Path

from airflow import DAG
from airflow.operators.bash import BashOperator

SQL = (Path(__file__).parent / "sql" / "query.sql").read_text()
COMMAND = """
set -e {{ ds }}
echo '%(query)s' "{{ params.x }}" \\
    | cat
""" % {"query": SQL.strip()}

with DAG(
    "templated_tasks",
    schedule=None,
    template_searchpath=[os.path.join(os.path.dirname(__file__), "sql")],
    doc_md=f"""# Doc

    {COMMAND}
    """,
) as dag:
    BashOperator(task_id="run", bash_command=COMMAND, env={"X": os.environ.get("X", "")})
