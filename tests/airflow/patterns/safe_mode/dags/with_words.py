# airflow dag
from house_lib import build

d = build("safe_mode_seen")
