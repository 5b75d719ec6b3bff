from airflow.plugins_manager import AirflowPlugin
from airflow.timetables.simple import NullTimetable


class EveryFullMoon(NullTimetable):
    def __init__(self, phase="full"):
        self.phase = phase


class CompanyPlugin(AirflowPlugin):
    name = "company"
    timetables = [EveryFullMoon]
