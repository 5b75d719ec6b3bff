from airflow import DAG


class Settings:
    BASE = "settings"
    NAMES = [f"{i}" for i in range(2)]
    FULL = BASE + "_full"

    class Nested:
        ID = "nested"


class Child(Settings):
    BASE = "child"


one = DAG(Settings.FULL, schedule=None)
two = DAG(f"{Child.BASE}_{Child.FULL}_{Child.Nested.ID}", schedule=None)
for name in Settings.NAMES:
    with DAG(f"class_name_{name}", schedule=None):
        pass
three = DAG("_".join(k.lower() for k, v in vars(Settings).items() if k.isupper() and isinstance(v, str)), schedule=None)
