import logging

from airflow import DAG

log = logging.getLogger(__name__)
SPECS = [{"id": "careful_one"}, {"name": "broken"}, {"id": "careful_two"}]


def build(spec):
    log.info("building %s", spec)
    return DAG(spec["id"], schedule=None)


for spec in SPECS:
    try:
        dag = build(spec)
    except KeyError as error:
        log.error("no %s", error)
    else:
        globals()[dag.dag_id] = dag
    finally:
        log.debug("done")
