from airflow import DAG


class NightlyDAG(DAG):
    def __init__(self, topic, **kwargs):
        super().__init__(dag_id=f"nightly_{topic}", schedule=None, **kwargs)


for topic in "alerts", "digests":
    with NightlyDAG(topic):
        pass
