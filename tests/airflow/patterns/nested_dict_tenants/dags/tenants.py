from airflow import DAG

TENANTS = {
    "acme": {"regions": ["eu", "us"], "active": True},
    "blue": {"regions": ["eu"], "active": False},
    "corp": {"regions": [], "active": True},
    "dune": {"regions": ["apac"], "active": True},
}

for tenant in sorted(TENANTS):
    details = TENANTS[tenant]
    if details["active"]:
        for region in details["regions"]:
            globals()[f"{tenant}_{region}"] = DAG(f"{tenant}__{region}__sync", schedule=None)
