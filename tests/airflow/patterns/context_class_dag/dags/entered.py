from airflow import DAG


class Standard:
    def __init__(self, name):
        self.dag = DAG(f"class_ctx_{name}", schedule=None)

    def __enter__(self):
        self.dag.__enter__()
        return self.dag

    def __exit__(self, *error):
        return self.dag.__exit__(*error)


with Standard("one") as one:
    pass

with Standard("two"):
    pass
