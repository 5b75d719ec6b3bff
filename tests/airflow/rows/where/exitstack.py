# Entered by an ExitStack
# 3: a
from datetime import datetime

from airflow import DAG

from contextlib import ExitStack

with ExitStack() as stack:
    stack.enter_context(DAG("a", schedule=None))
