# airflow DAGs
from datetime import datetime, timedelta

from dags.trials.trial_dag import ExportKPIDag, FirstKPIDag, RollupKPIDag

START = datetime(2024, 6, 1)

first = FirstKPIDag(metric="bids", task_class="com.First", config_options=[], start_date=START).create_dag()

rollup_dags = {}
for (metric, hours) in [("spend", 1), ("wins", 24)]:
    rollup_dags[metric] = RollupKPIDag(
        metric=metric,
        task_class=f"com.Rollup{metric.title()}",
        config_options=[("hours", str(hours))],
        start_date=START,
        schedule_interval=timedelta(hours=hours),
        dag_tags=["rollup"],
        cluster_tags={"Kind": "rollup"},
    )
    globals()[f"rollup_{metric}"] = rollup_dags[metric].create_dag()

_EXPORTS = [
    dict(rollup_name="Spend", metric_col="Dollars", sensor_metric="spend"),
    dict(rollup_name="Wins", metric_col="Count", sensor_metric="wins", extra=[("a", "b")], projects=["cache"]),
]
export_spend, export_wins = [ExportKPIDag(start_date=START, **export).create_dag() for export in _EXPORTS]
