from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from dataclasses import dataclass, field
@dataclass
class C:
    a: object = field(default_factory=lambda: C())
    def __post_init__(self):
        C()
c = C()
d = DAG(str(c))
