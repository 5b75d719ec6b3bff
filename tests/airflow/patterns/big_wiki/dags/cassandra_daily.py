# airflow: one DAG for each data set
from analytics.config.dag_config import Props, easy_dag

datasets = {
    f"{granularity}.{kind}": Props(granularity=granularity, hql=f"{kind}_{granularity}.hql")
    for kind in ("top_articles", "per_project")
    for granularity in ("daily", "monthly")
    if (kind, granularity) != ("top_articles", "monthly")
}

for name, props in datasets.items():
    dag_id = "cassandra_load_" + name.replace(".", "_")
    with easy_dag(dag_id, tags=[props.granularity]) as dag:
        assert props.hql.endswith(".hql")
    globals()[dag_id] = dag
