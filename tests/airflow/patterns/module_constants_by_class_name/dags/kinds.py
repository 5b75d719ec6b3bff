from airflow import DAG


class DailyOrders:
    pass


class weekly_users:
    pass


def camel_to_snake(name):
    out = []
    for index, letter in enumerate(name):
        if letter.isupper() and index:
            out.append("_")
        out.append(letter.lower())
    return "".join(out)


for kind in (DailyOrders, weekly_users):
    globals()[kind.__name__] = DAG(camel_to_snake(kind.__name__), schedule=None)
