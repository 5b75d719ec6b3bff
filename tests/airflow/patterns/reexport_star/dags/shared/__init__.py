from .factory import *
from .names import ORDERS as ORDERS_ID

__all__ = ["make_dag", "ORDERS_ID"]
