from airflow import DAG

DAGS = [DAG("in_a_list", schedule=None)]
BY_NAME = {"x": DAG("in_a_dict", schedule=None)}


class Holder:
    dag = DAG("in_a_class", schedule=None)

    with DAG("entered_in_a_class", schedule=None):
        pass


def unused():
    return DAG("never_made", schedule=None)


DAG("nobody_holds_it", schedule=None)
visible = DAG("visible_one", schedule=None)
