from airflow import DAG

dag = DAG("attributes_later", schedule=None)
dag.doc_md = "later"
dag.tags = {"x"} if isinstance(dag.tags, set) else ["x"]
alias = dag
also = [alias, alias]
if dag.dag_id in {"attributes_later"}:
    found = DAG("found_by_id", schedule=None)
