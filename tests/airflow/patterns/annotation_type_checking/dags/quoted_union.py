from airflow import DAG


def load(frame: "DataFrame" | None = None):
    return frame


dag = DAG("annotated_union", schedule=None)
