from airflow import DAG


class Source:
    registry = []
    title = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.title = cls.title or cls.__name__.lower()
        Source.registry.append(cls)


class Ledger(Source):
    pass


class Billing(Source):
    title = "invoices"


for source in Source.registry:
    globals()[source.title] = DAG(f"source_{source.title}", schedule=None)
