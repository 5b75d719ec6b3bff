from airflow import DAG

number = 0
while True:
    number += 1
    if number == 2:
        continue
    if number > 3:
        break
    globals()[f"w{number}"] = DAG(f"while_{number}", schedule=None)

queue = ["a", "b"]
while queue:
    item = queue.pop(0)
    with DAG(f"queue_{item}", schedule=None):
        pass
    if item == "a":
        queue.append("c")
