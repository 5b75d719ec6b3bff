from airflow import DAG


class Factory:
    def __init__(self, team):
        self.team = team
        self.count = 0

    def __call__(self, name):
        self.count += 1
        return DAG(f"{self.team}_{self.count}_{name}", schedule=None)


make = Factory("ops")
backup = make("backup")
restore = make("restore")
