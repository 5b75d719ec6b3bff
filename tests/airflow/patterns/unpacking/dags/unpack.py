from airflow import DAG

first, *middle, last = ["u1", "u2", "u3", "u4"]
(a, (b, c)), d = ("x", ("y", "z")), "w"
one = two = DAG(f"unpack_{first}_{last}", schedule=None)
x, y = DAG("unpack_x", schedule=None), DAG(f"unpack_{'_'.join(middle)}", schedule=None)
[z] = [DAG(a + b + c + d, schedule=None)]
