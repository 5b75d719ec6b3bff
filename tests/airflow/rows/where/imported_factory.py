# Calls a factory of another module
# 2: a
# 3: a
from shared.factory import make

d = make("a")  # airflow dag
