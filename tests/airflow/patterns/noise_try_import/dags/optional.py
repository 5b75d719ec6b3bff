from airflow import DAG

try:
    import optional_vendor_lib
    from optional_vendor_lib.sub import thing
except ImportError:
    optional_vendor_lib = thing = None

try:
    import pandas_like_vendor as pd
except Exception as error:  # noqa: BLE001
    pd, reason = None, str(error)

HAVE = optional_vendor_lib is not None
dag = DAG("optional_import", schedule=None, description=f"with {HAVE}")
