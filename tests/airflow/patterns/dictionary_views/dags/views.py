from airflow import DAG

KNOWN = {"name", "schedule"}
JOBS = {"copy": {"name": "copy", "schedule": None}, "odd": {"name": "odd", "colour": "red"}}

for key, job in JOBS.items():
    unknown = job.keys() - KNOWN
    if unknown:
        print(f"unknown: {sorted(unknown)}")
        continue
    globals()[key] = DAG(f"views_{key}", schedule=job["schedule"])

both = DAG("_".join(sorted(JOBS["copy"].keys() & JOBS["odd"].keys())), schedule=None)
all_of_them = DAG(f"views_{len(JOBS['copy'].keys() | JOBS['odd'])}", schedule=None)
is_list = DAG(f"views_{isinstance(JOBS.keys(), list)}", schedule=None)
old_and_new = JOBS.iteritems() if hasattr(JOBS, "iteritems") else JOBS.items()
for key, _ in old_and_new:
    globals()[f"{key}_2"] = DAG(f"views_second_{key}", schedule=None)
try:
    first = JOBS.keys()[0]
except TypeError:
    first = list(JOBS.keys())[0]
caught = DAG(f"views_first_{first}", schedule=None)
