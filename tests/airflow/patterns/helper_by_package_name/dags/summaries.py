from airflow import DAG

import helper_by_package_name.dags.settings.ids as ids
from helper_by_package_name.dags.settings.ids import Ids

weekly = DAG(ids.WEEKLY, schedule=None)
monthly = DAG(Ids.MONTHLY, schedule=None)
yearly = DAG(Ids.YEARLY, schedule=None)
