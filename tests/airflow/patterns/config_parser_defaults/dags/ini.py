"""A DAG for each section."""

import configparser
import os
from datetime import datetime

from airflow import DAG

parser = configparser.ConfigParser()
parser.read(os.path.join(os.path.dirname(__file__), "jobs.ini"))
for section in parser.sections():
    every = parser.get(section, "every", fallback="never")
    globals()[section] = DAG(f"ini_{section}_{every}_{parser[section]['owner']}", schedule=None, start_date=datetime(2024, 1, 1))
    if parser.getboolean(section, "more", fallback=False):
        globals()[section + "_more"] = DAG(f"ini_{section}_more", schedule=None, start_date=datetime(2024, 1, 1))
