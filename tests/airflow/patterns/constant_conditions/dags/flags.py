from airflow import DAG

ENABLED = True
DEBUG = 0
VERSION = (2, 1)
SKIP = {"beta"}

if ENABLED and not DEBUG:
    on = DAG("flag_on", schedule=None)
else:
    off = DAG("flag_off", schedule=None)

new = DAG("flag_new" if VERSION >= (2, 0) else "flag_old", schedule=None)

for name in ("alpha", "beta", "gamma"):
    if name in SKIP:
        continue
    if name == "gamma":
        break
    with DAG(f"flag_{name}", schedule=None):
        pass
else:
    with DAG("flag_no_break", schedule=None):
        pass
