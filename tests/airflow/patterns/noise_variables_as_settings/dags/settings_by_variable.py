from airflow import DAG
from airflow.models import Variable
from airflow.operators.empty import EmptyOperator

config = Variable.get("noise_config", default_var={}, deserialize_json=True)
retries = int(Variable.get("noise_retries", default_var=2))
schedule = Variable.get("noise_schedule", default_var=None)

with DAG("variables_as_settings", schedule=schedule, default_args={"retries": retries}, max_active_runs=config.get("runs", 1)) as dag:
    for number in range(config.get("shards", 2)):
        EmptyOperator(task_id=f"shard_{number}")
