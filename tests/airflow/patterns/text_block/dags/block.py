from textwrap import dedent

from airflow import DAG

TABLES = dedent(
    """
    orders
      # commented out
    refunds
    """
).strip()

for line in TABLES.splitlines():
    line = line.strip()
    if not line or line.startswith("#"):
        continue
    globals()[line] = DAG(f"table_{line}", schedule=None)
