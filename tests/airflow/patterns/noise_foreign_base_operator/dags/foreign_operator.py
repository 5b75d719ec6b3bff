from airflow import DAG
from vendor_operators.transfer import BaseTransferOperator, TransferHook
from vendor_operators.errors import TransferError


class OurTransfer(BaseTransferOperator):
    def __init__(self, *args, table, **kwargs):
        self.table = table
        super().__init__(*args, **kwargs)


class OurHook(TransferHook):
    conn_name_attr = "x"


def guarded():
    try:
        return OurHook().run()
    except TransferError:
        raise


with DAG("foreign_base_operator", schedule=None):
    OurTransfer(task_id="one", table="t") >> OurTransfer(task_id="two", table="u")
