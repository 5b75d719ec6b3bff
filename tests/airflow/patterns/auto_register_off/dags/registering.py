from airflow import DAG

with DAG("not_entered_alone", schedule=None, auto_register=False):
    pass

with DAG("but_in_a_global", schedule=None, auto_register=False) as held:
    pass

options = {"auto_register": 1 == 2, "schedule": None}
with DAG("options_off", **options):
    pass
