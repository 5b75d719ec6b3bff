from airflow import DAG
def set_it():
    global made
    made = DAG("glob_made", schedule=None)
def nope():
    made2 = DAG("glob_local", schedule=None)
set_it(); nope()
locals()["l"] = DAG("glob_locals", schedule=None)
vars().update(v=DAG("glob_vars", schedule=None))
