"""
Radio.
"""
from providers.scripts.ingester import DataIngester


class RadioIngester(DataIngester):
    providers = {"audio": "radio", "image": "covers"}

    def get_batch(self):
        return []

    @staticmethod
    def create_preingestion_tasks():
        from airflow.decorators import task

        @task
        def prepare():
            pass

        return prepare()
