import json
import os
import csv
from datetime import datetime, timedelta
import urllib.request
from pathlib import Path
import boto3
from airflow.models import Variable

dag_default_args = {
    'owner': 'airflow',
    'depends_on_past': False,
    'start_date': datetime(2023, 1, 1),
    'retries': 0,
    'retry_delay': timedelta(minutes=5),
    'dagrun_timeout': timedelta(minutes=5),
}


def get_config(path=None):
    """
    reads the configuration
    """
    if path is None:
        my_dir = os.path.dirname(os.path.abspath(__file__))
        path = os.path.join(my_dir, "config.json")
    with open(path) as file:
        config = json.load(file)
    return config


def load_specification_datasets():
    my_dir = os.path.dirname(os.path.abspath(__file__))
    specification_path = os.path.join(my_dir, 'specification')
    dataset_path = os.path.join(specification_path, "dataset.csv")
    dictreader = csv.DictReader(open(dataset_path, newline="", encoding="utf-8-sig"))
    datasets = {}
    for row in dictreader:
        dataset = row.get("dataset", None)
        if dataset is not None:
            datasets[dataset] = row
    return datasets


def get_collections_dict(datasets):
    collections = {}
    for dataset in datasets:
        collection = dataset.get("collection", None)
        if collection:
            if collection in collections:
                collections[collection].append(dataset["dataset"])
            else:
                collections[collection] = [dataset["dataset"]]
    return collections


def sort_collections_dict(collections):
    return dict(sorted(collections.items(), key=lambda item: (len(item[1]), item[0]), reverse=True))


def push_log(ti, name, prefix):
    ecs = boto3.client('ecs')
