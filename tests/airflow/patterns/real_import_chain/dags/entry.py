from team.pipelines import dags as built  # airflow dag

for name, dag in built.items():
    globals()[name] = dag
