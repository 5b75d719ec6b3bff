from airflow import DAG


class Prefix:
    def name(self):
        return "prefix_" + super().name()


class Suffix:
    def name(self):
        return super().name() + "_suffix"


class Base:
    def name(self):
        return "base"

    def build(self):
        return DAG(self.name(), schedule=None)


class Both(Prefix, Suffix, Base):
    pass


class Other(Suffix, Prefix, Base):
    def name(self):
        return Base.name(self) + "_" + super().name()


both = Both().build()
other = Other().build()
