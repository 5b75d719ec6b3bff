from airflow import DAG

count = 0
last = None


def next_dag():
    global count, last
    count += 1
    last = DAG(f"global_{count}", schedule=None)
    return last


first = next_dag()
second = next_dag()
next_dag()
