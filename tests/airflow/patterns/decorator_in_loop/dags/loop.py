from airflow.decorators import dag, task

for client in ("a", "b"):

    @dag(f"client_{client}", schedule=None)
    def build():
        @task
        def extract():
            pass

        extract()

    build()
