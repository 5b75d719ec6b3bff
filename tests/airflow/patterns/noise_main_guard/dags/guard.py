import argparse

from airflow import DAG


def build(name="guarded"):
    return DAG(name, schedule=None)


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--name")
    return build(parser.parse_args(arguments).name)


if __name__ == "__main__":
    main_dag = main()
else:
    dag = build()
