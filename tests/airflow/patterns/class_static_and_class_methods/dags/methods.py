from airflow import DAG


class Dags:
    TEAM = "growth"

    @staticmethod
    def slug(text):
        return text.strip().lower().replace(" ", "-")

    @classmethod
    def create(cls, title, **options):
        return DAG(f"{cls.TEAM}.{cls.slug(title)}", schedule=None, **options)


class OtherDags(Dags):
    TEAM = "retention"


churn = Dags.create(" Churn Report ")
win_back = OtherDags.create("Win Back", tags=["mail"])
