from airflow import DAG

NAMES = ["main_a", "main_b"]


def build(name):
    with DAG(name, schedule=None) as dag:
        return dag


def main():
    for name in NAMES:
        globals()[name] = build(name)


main()

if __name__ == "__main__":
    DAG("only_by_hand", schedule=None).test()
