from airflow import DAG
from airflow.decorators import dag, task
import os, sys
for s in ['\ud800', '\x00', '\u0130'.lower(), '\u00df'.upper() * 1000000, '\U0010ffff', 'e\u0301', '\u202e', '\n']:
    d = DAG(s)
    s.casefold(); s.title(); s.swapcase(); s.isidentifier(); s.encode('utf-16'); s.encode('idna')
