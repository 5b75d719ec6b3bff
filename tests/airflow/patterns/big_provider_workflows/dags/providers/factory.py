from airflow import DAG
from airflow.operators.empty import EmptyOperator

from common.constants import DAG_DEFAULT_ARGS
from providers.workflows import ProviderWorkflow


def create_provider_dag(conf: ProviderWorkflow) -> DAG:
    default_args = {**DAG_DEFAULT_ARGS, **(conf.default_args or {})}
    dag = DAG(
        dag_id=conf.dag_id,
        default_args={**default_args, "start_date": conf.start_date},
        schedule=conf.schedule_string,
        doc_md=conf.doc_md,
        tags=["provider", *[f"provider: {kind}" for kind in conf.media_types], *conf.tags],
        render_template_as_native_obj=True,
    )
    with dag:
        pull = EmptyOperator(task_id="pull")
        if conf.create_preingestion_tasks:
            conf.create_preingestion_tasks() >> pull
        for override in conf.overrides:
            dag.get_task(override["task_id"]).retries = 1
    return dag
