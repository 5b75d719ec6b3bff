from airflow import DAG


class Named:
    def __init__(self, name):
        self.name = name

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value.lower().replace("-", "_")

    def __str__(self):
        return f"named_{self.name}"

    def __repr__(self):
        return f"Named({self.name})"

    def __eq__(self, other):
        return str(self) == str(other)

    def __hash__(self):
        return hash(self.name)

    def __add__(self, other):
        return Named(f"{self.name}_{other}")


dag = DAG(str(Named("Some-Thing")), schedule=None)
second = DAG(f"{Named('A') + 'B'}", schedule=None)
equal = DAG(f"equal_{Named('x') == Named('X')}", schedule=None)
