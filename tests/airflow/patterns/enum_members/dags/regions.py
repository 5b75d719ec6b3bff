import enum
from datetime import datetime

from airflow import DAG


class Region(enum.Enum):
    NORTH = "north"
    SOUTH = "south"
    FAR_EAST = "far-east"

    @property
    def slug(self):
        return self.value.replace("-", "_")


for region in Region:
    with DAG(f"load_{region.slug}", start_date=datetime(2023, 1, 1), schedule=None):
        pass

with DAG(f"report_{Region.NORTH.name.lower()}", schedule=None):
    pass
