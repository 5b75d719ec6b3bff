from datetime import datetime

from airflow.decorators import dag, task

from common.constants import DAG_DEFAULT_ARGS, ENVIRONMENTS, MEDIA_TYPES, PRODUCTION

for environment in ENVIRONMENTS:
    schedule = None if environment == PRODUCTION else None

    @dag(
        dag_id=f"{environment}_cluster_healthcheck",
        default_args=DAG_DEFAULT_ARGS,
        start_date=datetime(2024, 2, 4),
        schedule=schedule,
        tags=[f"env:{environment}"],
    )
    def healthcheck():
        @task
        def ping():
            pass

        ping()

    healthcheck()

for media_type in MEDIA_TYPES:

    def build(kind):
        @dag(dag_id=f"recreate_{kind}_constants", schedule=None, default_args=DAG_DEFAULT_ARGS)
        def recreate():
            pass

        return recreate()

    build(media_type)
