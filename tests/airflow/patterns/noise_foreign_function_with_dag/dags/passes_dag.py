from airflow import DAG
from vendor_monitoring import instrument, watch

dag = DAG("instrumented", schedule=None)
watch(dag)
wrapped = instrument(dag)

with DAG("also_instrumented", schedule=None) as second:
    watch(second, level="high")
