import re

from airflow import DAG

d1 = DAG(re.sub(r"[^a-z0-9]+", "_", "Sales: Q1 (EU)".lower()).strip("_"), schedule=None)
d2 = DAG(re.sub(r"(?<!^)(?=[A-Z])", "_", "CamelCaseName").lower(), schedule=None)
match = re.match(r"(?P<team>\w+)-(\d+)", "core-42-x")
d3 = DAG(f"{match['team']}_{match.group(2)}", schedule=None)
d4 = DAG("_".join(re.findall(r"\d+", "a1b22c333")), schedule=None)
d5 = DAG("-".join(re.split(r"[;,]\s*", "x; y,z")), schedule=None)
