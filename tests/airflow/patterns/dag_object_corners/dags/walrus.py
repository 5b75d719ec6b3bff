from airflow import DAG
if (n := "wal") and (d := DAG(n + "_a", schedule=None)): pass
y = [z := DAG("wal_b", schedule=None)]
[last := DAG(f"wal_l{i}", schedule=None) for i in range(3)]
