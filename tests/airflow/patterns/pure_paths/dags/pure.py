"""Ids made of paths that are only computed with."""

import os
from datetime import datetime
from pathlib import Path, PurePosixPath

from airflow import DAG


def make(dag_id):
    return DAG(dag_id, schedule=None, start_date=datetime(2024, 1, 1))


archive = PurePosixPath("/data/in/orders.tar.gz")
a = make(archive.stem.replace(".", "_"))
b = make("_".join(archive.parts[1:3]))
c = make("ends" + "".join(archive.suffixes))
d = make(str(Path("out") / "day" / archive.name).replace("/", "-"))
e = make(archive.with_suffix(".csv").name)
f = make(archive.with_name("other.txt").parent.name)
g = make(archive.relative_to("/data").as_posix().replace("/", "."))
h = make(Path("x").joinpath("y", "z").parent.name + "_parent")
i = make(f"path_{Path('in') / 'b.json'}".replace("/", "_"))
j = make("base_" + os.path.basename(Path("/srv/jobs/nightly.yaml")).split(".")[0])

located = Path(__file__).with_name("rows.csv.gz")
k = make("beside" + "".join(located.suffixes))
