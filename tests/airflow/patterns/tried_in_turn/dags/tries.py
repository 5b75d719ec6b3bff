"""What raises decides the ids."""

from datetime import datetime

from airflow import DAG


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


def parsed(text):
    for form in ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).strftime("%Y_%m_%d")
        except ValueError:
            continue
    return "none"


def place(of, names):
    try:
        return names.index(of)
    except ValueError:
        return -1


def without(of, names):
    try:
        names.remove(of)
    except (KeyError, ValueError):
        return "as_before"
    return len(names)


for number, text in enumerate(["2024-01-02", "20240102", "02/01/2024", "x"]):
    globals()[f"parsed_{number}"] = make(f"parsed_{number}_{parsed(text)}")
for name in ("a", "c"):
    globals()[f"place_{name}"] = make(f"place_{name}_{place(name, ['a', 'b'])}")
    globals()[f"list_{name}"] = make(f"list_{name}_{without(name, ['a', 'b'])}")
    globals()[f"set_{name}"] = make(f"set_{name}_{without(name, {'a', 'b'})}")
