"""
Creates a set of dags
"""
from datetime import timedelta
from airflow import DAG
from airflow.models.param import Param
try:
    from airflow.providers.standard.operators.python import PythonOperator
except ImportError:
    from airflow.operators.python import PythonOperator
from airflow.utils.task_group import TaskGroup
from airflow.providers.slack.notifications.slack import send_slack_notification
from utils import dag_default_args, get_config, load_specification_datasets, get_collections_dict, sort_collections_dict, push_log

config = get_config()
cluster = f"{config['env']}-cluster"
datasets_dict = load_specification_datasets()
collections = sort_collections_dict(get_collections_dict(datasets_dict.values()))
failure_callbacks = []
if config["env"] == "production":
    failure_callbacks.append(send_slack_notification(text="The DAG {{ dag.dag_id }} failed", channel="#alerts"))

for collection, collection_datasets in collections.items():
    dag_id = f"{collection}-collection"
    with DAG(
        f"{collection}-collection",
        default_args=dag_default_args,
        description=f"Collection task for the {collection} collection",
        schedule=None,
        catchup=False,
        params={
            "cpu": Param(default=8192, type="integer"),
            "regenerate": Param(default=bool(False), type="boolean"),
        },
        render_template_as_native_obj=True,
        is_paused_upon_creation=False,
        on_failure_callback=failure_callbacks,
    ) as dag:

        def configure_dag(**kwargs):
            ti = kwargs["ti"]
            ti.xcom_push(key="env", value=config["env"])
            push_log(ti, "x", prefix="y")

        configure = PythonOperator(task_id="configure-dag", python_callable=configure_dag, dag=dag)
        for dataset in collection_datasets:
            mapped = PythonOperator.partial(task_id=f"{dataset}-transform", python_callable=print, dag=dag).expand(op_args=configure.output)
            with TaskGroup(group_id=f"{dataset}-assemble") as group:
                def get_app(**context):
                    for app in context.get("x", []):
                        if app["name"] == cluster:
                            return app
                    raise ValueError("not found")
                one = PythonOperator(task_id="get-app", python_callable=get_app, execution_timeout=timedelta(minutes=2))
                mapped >> one
            configure >> mapped
