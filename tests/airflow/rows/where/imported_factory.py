# Calls a factory of another module
# 3: a
from shared.factory import make

d = make("a")  # airflow dag
