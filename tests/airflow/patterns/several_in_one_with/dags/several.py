from airflow import DAG

with DAG("with_one", schedule=None) as one, DAG("with_two", schedule=None):
    pass

with (
    DAG("with_three", schedule=None) as three,
    open(__file__) as handle,
):
    first_line = handle.readline()

outer = DAG("with_late", schedule=None)
with outer:
    pass
