"""What `Path.glob` gives can be gone through once."""

import os
from datetime import datetime
from glob import iglob
from pathlib import Path

from airflow import DAG

confs = Path(__file__).parent / "confs"


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


files = confs.glob("*.yaml")
for file in files:
    globals()[file.stem] = make(f"once_{file.stem}")
for file in files:
    globals()[f"again_{file.stem}"] = make(f"never_{file.stem}")

texts = iglob(os.path.join(os.path.dirname(__file__), "confs", "*.yaml"))
for text in texts:
    globals()[text[-6:-5] + "_text"] = make(f"text_{os.path.basename(text)}")
left = make(f"left_{len(list(texts))}")
only = make(f"only_{next(confs.glob('a*.yaml')).stem}")
none = make(f"none_{next(confs.glob('x*.yaml'), None)}")
_, folders, names = next(os.walk(confs))
walked = make(f"walked_{len(folders)}_{'_'.join(sorted(names))}")
if confs.rglob("*.x"):
    true = make("a_generator_is_true")
