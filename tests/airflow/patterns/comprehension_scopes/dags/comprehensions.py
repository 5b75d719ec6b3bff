from airflow import DAG

prefix = "comp"
NAMES = [f"{prefix}_{a}{b}" for a in "xy" for b in (1, 2) if not (a == "y" and b == 2)]
lookup = {name: len(name) for name in NAMES}
unique = {name[:-1] for name in NAMES}
pairs = ((k, v) for k, v in lookup.items())
for name, size in pairs:
    globals()[name] = DAG(f"{name}_{size}", schedule=None)
[globals().__setitem__(u, DAG(u, schedule=None)) for u in sorted(unique)]
nested = DAG("_".join(["".join(row) for row in [["a", "b"], ["c"]]]), schedule=None)
