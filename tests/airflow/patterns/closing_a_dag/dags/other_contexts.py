"""Contexts that hand on what they are given."""

from contextlib import ExitStack, nullcontext
from datetime import datetime

from airflow import DAG

with nullcontext(DAG("in_nullcontext", schedule=None, start_date=datetime(2024, 1, 1))) as first:
    pass

with ExitStack() as stack:
    second = stack.enter_context(DAG("in_exit_stack", schedule=None, start_date=datetime(2024, 1, 1)))
