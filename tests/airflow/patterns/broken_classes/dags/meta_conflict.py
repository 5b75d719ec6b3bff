from airflow import DAG
from airflow.operators.empty import EmptyOperator
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass

with DAG("meta_conflict", schedule=None) as dag_:
    EmptyOperator(task_id="t")
