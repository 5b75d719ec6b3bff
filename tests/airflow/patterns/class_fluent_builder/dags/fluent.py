from airflow import DAG


class Builder:
    def __init__(self):
        self._parts = []
        self._options = {}

    def named(self, part):
        self._parts.append(part)
        return self

    def scheduled(self, schedule):
        self._options["schedule"] = schedule
        return self

    def build(self):
        return DAG("_".join(self._parts), **self._options)


first = Builder().named("fluent").named("first").scheduled(None).build()
second = Builder().named("second").scheduled(None).build()
