from airflow.sdk import DAG

NOTES = """
<<<<<<< HEAD
=======
>>>>>>> main
"""

with DAG("report", schedule=None, doc_md=NOTES):
    pass
