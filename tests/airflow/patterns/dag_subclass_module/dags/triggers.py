from datetime import datetime

from airflow import DAG


class TriggerDAG(DAG):
    DAWN = datetime(2018, 5, 5)

    def __init__(self, *args, **kwargs):
        self.product_id = kwargs.pop("product_id")
        kwargs["catchup"] = False
        kwargs.setdefault("start_date", self.DAWN)
        super(TriggerDAG, self).__init__(*args, **kwargs)


this_dag = TriggerDAG("file_trigger_ntf", product_id=11, schedule=None)
with TriggerDAG(dag_id=f"file_trigger_{6:03d}", product_id=6, schedule=None) as other:
    pass
