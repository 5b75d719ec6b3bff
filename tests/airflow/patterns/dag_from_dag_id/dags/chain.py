from airflow import DAG

parent = DAG("chain_parent", schedule=None)
child = DAG(f"{parent.dag_id}_child", schedule=None)
ids = [dag.dag_id for dag in (parent, child)]
summary = DAG("_and_".join(i.rsplit("_", 1)[-1] for i in ids), schedule=None)
