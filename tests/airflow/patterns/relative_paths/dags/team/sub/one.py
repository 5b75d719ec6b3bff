import os
from pathlib import Path
from airflow import DAG
BASE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
r = os.path.relpath(__file__, BASE)
d = DAG(r.replace("/", "_").replace(".py", ""), schedule=None)
e = DAG("b_" + os.path.relpath(os.path.dirname(__file__), BASE), schedule=None)
g = DAG("d_" + str(Path(__file__).relative_to(BASE)).replace("/", "."), schedule=None)
h = DAG("e_" + "-".join(Path(__file__).relative_to(Path(__file__).parents[2]).parts), schedule=None)
i = DAG("f_" + "_".join(Path(__file__).parts[-3:-1]), schedule=None)
j = DAG("g_" + "_".join(__file__.split(os.sep)[-2:]), schedule=None)
l = DAG("i_" + f"{Path(__file__).relative_to(BASE).parent}" + "_".join(Path(__file__).relative_to(BASE).with_suffix("").parts), schedule=None)
k = DAG("h_" + Path(__file__).parent.joinpath("x").with_suffix(".y").name, schedule=None)
