import configparser
import os
import tomllib

from airflow import DAG

FOLDER = os.path.dirname(__file__)
with open(os.path.join(FOLDER, "settings.toml"), "rb") as handle:
    settings = tomllib.load(handle)

for job in settings["dag"]["jobs"]:
    globals()[job["name"]] = DAG(f"{settings['dag']['id']}_{job['name']}", schedule=None)

parser = configparser.ConfigParser()
parser.read(os.path.join(FOLDER, "settings.ini"))
main = DAG(parser["core"]["dag_id"], schedule=None)
for team in parser.get("extra", "teams").split(","):
    with DAG(f"ini_{team}", schedule=None):
        pass
