from airflow import DAG


class Upper:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return f"{owner.__name__}_{self.name}".lower()


class Owner:
    label = Upper()


class Attrs:
    def __getattr__(self, name):
        return f"dynamic_{name}"


dag = DAG(Owner().label, schedule=None)
dynamic = DAG(Attrs().anything, schedule=None)
