# airflow DAGs of cosmos, which is not installed where this is compared
from datetime import datetime

from cosmos import DbtDag, ProfileConfig, ProjectConfig, RenderConfig

dbt_payments = DbtDag(
    project_config=ProjectConfig(dbt_project_path="/home/warehouse"),
    profile_config=ProfileConfig(target_name="staging", profile_name="w", profiles_yml_filepath="/home/profiles.yml"),
    render_config=RenderConfig(select=["+path:models/payments+"]),
    schedule="@daily",
    start_date=datetime(2025, 1, 1),
    catchup=False,
    dag_id="dbt_payments",
)
