from airflow import DAG


class Registry(type):
    known = {}

    def __new__(mcs, name, bases, namespace):
        made = super().__new__(mcs, name, bases, namespace)
        if bases:
            Registry.known[namespace.get("ID", name)] = made
        return made


class Base(metaclass=Registry):
    pass


class One(Base):
    ID = "meta_one"


class Two(Base):
    pass


class Single:
    _instance = None

    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.name = "singleton"
        return cls._instance


for ident in Registry.known:
    globals()[ident] = DAG(f"registry_{ident}", schedule=None)
single = DAG(Single().name, schedule=None)
