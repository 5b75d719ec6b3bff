import requests
from airflow.models import Variable


class Requester:
    def __init__(self, delay=Variable.get("DELAY", default_var=1)):
        self.session = requests.Session()
        self.delay = delay
