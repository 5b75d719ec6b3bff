from airflow import DAG

late = [lambda: f"late_{n}" for n in range(3)]
bound = [lambda n=n: f"bound_{n}" for n in range(3)]
for make in bound:
    globals()[make()] = DAG(make(), schedule=None)
one = DAG(late[0](), schedule=None)
