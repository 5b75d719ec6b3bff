from datetime import datetime

from airflow.decorators import dag, task


def create_tenant_dag(tenant: str):
    @dag(dag_id=f"tenant_{tenant}_pipeline", start_date=datetime(2024, 1, 1), schedule=None)
    def tenant_dag():
        @task
        def process():
            return tenant

        process()

    return tenant_dag()


for tenant in ["red", "green", "blue"]:
    create_tenant_dag(tenant)
