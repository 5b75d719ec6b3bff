from lib.dag_factory import DagFactory, dag_defaults  # noqa: F401
