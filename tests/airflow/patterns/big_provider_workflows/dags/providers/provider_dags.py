"""
# airflow DAGs of the providers
"""
from providers.factory import create_provider_dag
from providers.workflows import PROVIDER_WORKFLOWS

for provider_workflow in PROVIDER_WORKFLOWS:
    globals()[provider_workflow.dag_id] = create_provider_dag(provider_workflow)
