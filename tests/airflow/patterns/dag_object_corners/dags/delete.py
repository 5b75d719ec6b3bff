from airflow import DAG
a = DAG("del_a", schedule=None)
b = a
del a
c = DAG("del_c", schedule=None)
del c
globals()["e"] = DAG("del_e", schedule=None)
globals().pop("e")
