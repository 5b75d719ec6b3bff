import os.path as p
import string as s

import airflow.models as models
from airflow import models as again

NAME = p.basename("/a/b/objects_" + s.digits[:2])
dag = models.DAG(NAME, schedule=None)
with again.DAG(p.join("x", "y").replace("/", "_"), schedule=None):
    pass
