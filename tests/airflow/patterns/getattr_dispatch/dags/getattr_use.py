# airflow dags by the name of their maker
import factories_lib

for kind in ("spark", "sql"):
    maker = getattr(factories_lib, f"make_{kind}")
    globals()[kind] = maker("job")

fallback = getattr(factories_lib, "make_nothing", factories_lib.make_sql)("fallback")
