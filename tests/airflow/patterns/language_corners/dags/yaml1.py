import yaml, os, json, csv
from airflow import DAG
H = os.path.dirname(__file__)
c = yaml.safe_load(open(os.path.join(H, "cfg/a.yaml")))
d1 = DAG(f"y_{list(c)[0]}_{c[True]}_{c['ver']}_{c['num']}_{c['date']}_{c['octal']}_{c['float']}_{c['der']['x']}{c['der']['y']}_{c['multi'].strip()}_{c['null_key']}", schedule=None)
j = json.load(open(H + "/cfg/a.json"))
d2 = DAG(f"j_{j['a']}_{j['b'][1]}_{j['b'][2]}_{j['b'][3]}_{j['name'].replace(' ', '-')}", schedule=None)
with open(H + "/cfg/a.csv") as f:
    for row in csv.DictReader(f):
        with DAG("c_" + row["id"].replace(", ", "_") + (row["schedule"] or "none").replace("@", ""), schedule=None): pass
