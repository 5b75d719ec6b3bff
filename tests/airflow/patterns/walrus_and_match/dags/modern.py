from airflow import DAG

KINDS = ["batch", "stream", {"kind": "custom", "name": "own"}, ("pair", 2), 5]


def name(kind):
    match kind:
        case "batch" | "bulk":
            return "match_batch"
        case {"kind": "custom", "name": str(n)}:
            return f"match_custom_{n}"
        case (word, count) if count > 1:
            return f"match_{word}{count}"
        case int():
            return "match_number"
        case _:
            return "match_other"


for kind in KINDS:
    if (dag_id := name(kind)) != "match_number":
        globals()[dag_id] = DAG(dag_id, schedule=None)

if dag := DAG("walrus_dag", schedule=None):
    pass
