import glob
from os.path import basename, dirname, join, splitext

from airflow import DAG

for path in glob.glob(join(dirname(__file__), "sql", "**", "*.sql"), recursive=True):
    name, extension = splitext(basename(path))
    globals()[name] = DAG(f"sql_{name}{extension.replace('.', '_')}", schedule=None)
