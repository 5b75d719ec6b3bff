from airflow import DAG
from airflow.decorators import dag, task
import os, sys
import yaml
from pathlib import Path
d = yaml.safe_load(Path(__file__).with_name('x.yaml').read_text())
for k, v in d.items():
    globals()[k] = DAG(str(v))
#--- x.yaml
a: &a [x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e,������������������������������������������������������������������������������������������������������� *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f,� *f, *f]
h: [*g, *g, *g, *g, *g, *g, *g, *g]
<<: {�<: [*a]}
