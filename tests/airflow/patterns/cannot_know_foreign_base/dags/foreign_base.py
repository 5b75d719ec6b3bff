from airflow import DAG
from company_toolbox.factories import BaseFactory, build_everything


class Ours(BaseFactory):
    prefix = "ours"

    def name(self):
        return "x"


made = Ours("a").build()
build_everything(globals(), "dag")
literal = DAG("beside_foreign_base", schedule=None)
