from airflow import DAG


def remember(name, seen=[]):
    seen.append(name)
    return DAG(f"{len(seen)}_{'_'.join(seen)}", schedule=None)


one = remember("a")
two = remember("b")
