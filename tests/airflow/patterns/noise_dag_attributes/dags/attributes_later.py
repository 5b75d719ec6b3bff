from airflow import DAG

dag = DAG("attributes_later", schedule=None)
dag.doc_md = "later"
dag.tags = {"x"} if isinstance(dag.tags, set) else ["x"]
dag.description = f"about {dag.dag_id}"
alias = dag
also = [alias, alias]
if dag.dag_id in {"attributes_later"}:
    found = DAG("found_by_id", schedule=None)
