from enum import Enum

from airflow import DAG


class Layer(str, Enum):
    BRONZE = "bronze"
    GOLD = "gold"


def make(layer: Layer):
    return DAG(dag_id="lake_" + layer.value, schedule=None)


bronze = make(Layer.BRONZE)
gold = make(Layer("gold"))
by_key = make(Layer["BRONZE"]) if False else None
