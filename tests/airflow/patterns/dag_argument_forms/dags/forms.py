from airflow import DAG

ident = {"dag_id": "form_keywords"}
a = DAG(schedule=None, **ident)
b = DAG(*("form_star",), schedule=None)
c = DAG(*[], dag_id="form_empty_star", **{}, schedule=None)
d = DAG("form_" + "implicit" "_join", schedule=None)
e = DAG(dag_id=("form_parentheses"), schedule=None)
f = DAG("form_" f"{'mixed'}" "_x", schedule=None)
g = DAG(dag_id=str("form_str"), schedule=None)
h = DAG(dag_id=b"form_bytes".decode(), schedule=None)
