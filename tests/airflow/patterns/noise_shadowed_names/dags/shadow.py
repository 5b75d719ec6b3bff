from airflow import DAG

list_ = ["s1", "s2"]


def str_of(value):
    return "shadow_" + value


id = str_of("id")
type = "kind"
d = DAG(id, schedule=None)


class DAGs:
    def DAG(self, name):
        return name


not_a_dag = DAGs().DAG("not_registered_shadow")
names = [DAG for DAG in list_]
e = DAG(f"{type}_{names[-1]}", schedule=None)
