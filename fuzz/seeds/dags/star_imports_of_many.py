from airflow import DAG
from airflow.decorators import dag, task
import os, sys
from .b import *
from .c import *
#--- b.py
from .c import *
for i in range(3000): globals()[f'x{i}'] = i
__all__ = [*globals(), '__all__'] * 10
#--- c.py
from .b import *
from .b import __all__
__all__ += __all__
