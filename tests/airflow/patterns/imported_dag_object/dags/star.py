# airflow dag, everything public of it
from origin import *
