from ueba.factories.indicator import IndicatorDagFactory
from ueba.utils.reader import Reader
# airflow DAG
config_reader = Reader()
dags = IndicatorDagFactory().create_and_register_dags(conf_key=IndicatorDagFactory.indicator_conf_key, name_space=globals(), config_reader=config_reader)
