"""
# documented_pipeline

Loads documents.
"""
from airflow import DAG

TITLE = __doc__.strip().splitlines()[0].lstrip("# ")
dag = DAG(TITLE, doc_md=__doc__, description=__doc__.partition(".")[0].strip().splitlines()[-1], schedule=None)


def named():
    """doc_of_function"""


second = DAG(named.__doc__ + "_" + named.__name__, schedule=None)
