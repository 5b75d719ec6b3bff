from airflow import DAG


def build():
    return DAG("reached", schedule=None)
    DAG("after_the_return", schedule=None)


dag = build()

if False:
    never = DAG("never_reached", schedule=None)

for _ in []:
    nothing = DAG("in_an_empty_loop", schedule=None)

while 0:
    nothing = DAG("in_no_loop", schedule=None)

try:
    pass
except Exception:
    broken = DAG("in_an_except", schedule=None)
else:
    fine = DAG("in_an_else", schedule=None)
finally:
    last = DAG("in_a_finally", schedule=None)
