from airflow import DAG


class Chain:
    def then(self, other: Chain) -> int:
        return 1


with DAG("annotated_itself", schedule=None):
    pass
