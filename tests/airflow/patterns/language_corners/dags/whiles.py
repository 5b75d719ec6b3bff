from airflow import DAG
n = 0
while True:
    n += 1
    if n == 2: continue
    if n > 4: break
    with DAG(f"w_{n}", schedule=None): pass
else:
    x = DAG("w_else", schedule=None)
while n:
    n -= 1
else:
    y = DAG(f"w_else2_{n}", schedule=None)
for i in range(3):
    for j in range(3):
        if j > i: break
        with DAG(f"ij_{i}{j}", schedule=None): pass
    else:
        with DAG(f"ijelse_{i}", schedule=None): pass
