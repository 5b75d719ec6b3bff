from airflow import DAG

TABLES = {"orders": {"days": 1}, "refunds": {"days": 7}}


def generate(pipeline, tables):
    for table, config in tables.items():
        yield f"{pipeline}_{table}", DAG(f"{pipeline}_{table}_{config['days']}d", schedule=None)
    yield from more(pipeline)


def more(pipeline):
    yield pipeline, DAG(pipeline, schedule=None)


for key, dag in generate("gen", TABLES):
    globals()[key] = dag
