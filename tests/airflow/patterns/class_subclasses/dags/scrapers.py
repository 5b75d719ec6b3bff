from airflow import DAG


class Scraper:
    autodag = True


class Florida(Scraper):
    pass


class Texas(Scraper):
    autodag = False


class Oregon(Scraper):
    pass


def make(index, scraper):
    with DAG("{}_{}".format(scraper.__name__, index), schedule=None) as dag:
        pass
    return dag


for index, scraper in enumerate(Scraper.__subclasses__()):
    if not scraper.autodag:
        continue
    globals()["dag_{}".format(scraper.__name__)] = make(index, scraper)
