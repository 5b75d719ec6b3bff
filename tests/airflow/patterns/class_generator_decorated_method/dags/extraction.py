from typing import ClassVar, List

from airflow.decorators import dag


class Extraction:
    endpoints: ClassVar[List] = [("Visits", "get"), ("Actions", "urls")]

    def extraction(self, period: str):
        @dag(dag_id=f"extraction_{period}", schedule=None, tags=["extraction"])
        def extract():
            pass

        return extract()

    def ingestion(self, period: str):
        @dag(dag_id=f"ingestion_{period}", schedule=None)
        def ingest():
            for module, method in self.endpoints:
                pass

        return ingest()


generator = Extraction()
generator.extraction(period="daily")
generator.ingestion(period="daily")
generator.extraction("weekly")
