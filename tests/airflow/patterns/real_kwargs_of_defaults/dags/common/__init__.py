from .defaults import default_dag_args

__all__ = ["default_dag_args"]
