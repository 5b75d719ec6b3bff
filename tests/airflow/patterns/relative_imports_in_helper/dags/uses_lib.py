# airflow dag
import lib
from lib import builders

one = builders.build("one")
two = lib.builders.build(lib.TEAM)
