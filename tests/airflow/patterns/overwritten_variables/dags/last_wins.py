from airflow import DAG

dag = DAG("lost_first", schedule=None)
dag = DAG("lost_second", schedule=None)
dag = DAG("kept_third", schedule=None)

gone = DAG("gone", schedule=None)
del gone

for name in ["loop_a", "loop_b", "loop_c"]:
    loop_dag = DAG(name, schedule=None)

try:
    maybe = DAG("maybe", schedule=None)
    raise ValueError("stop")
except ValueError:
    maybe = None
