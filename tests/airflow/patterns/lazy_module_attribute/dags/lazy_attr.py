# airflow dag
from lazylib import make

dag = make("one")
