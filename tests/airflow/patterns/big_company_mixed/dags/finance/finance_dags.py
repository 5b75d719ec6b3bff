"""Registers the airflow DAGs of the team."""
import os

from lib import DagFactory

DagFactory(os.path.join(os.path.dirname(__file__), "specs"), team=os.path.basename(os.path.dirname(os.path.abspath(__file__)))).register(globals())
