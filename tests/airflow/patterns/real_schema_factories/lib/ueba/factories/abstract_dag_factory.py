from __future__ import generators

from abc import abstractmethod, ABCMeta
from datetime import timedelta

from airflow.utils.log.logging_mixin import LoggingMixin
import dateutil.parser

UEBA_DAGS_KEY = "ueba_dags"
DAG_ID_SUFFIX = "ueba_flow"


class AbstractDagFactory(LoggingMixin):
    __metaclass__ = ABCMeta

    def create_and_register_dags(self, conf_key, name_space, config_reader):
        """
        :param name_space: globals()
        """
        dags_configs = config_reader.read(conf_key='dags.dags_configs')
        dags = self.create_dags(dags_configs, conf_key)
        self.validate(dags)
        for dag in dags:
            self.register_dag(dag=dag, name_space=name_space, logger=self.log)
        return dags

    def register_dag(self, dag, name_space, logger):
        dag_id = dag.dag_id
        logger.debug("registering dag_id=%s", dag_id)
        if name_space.get(dag_id):
            raise Exception("dag registered twice")
        name_space[dag_id] = dag

    def validate(self, dags):
        pass

    @abstractmethod
    def create_dags(self, dags_configs, conf_key):
        pass

    @abstractmethod
    def build_dag(self, dag):
        pass

    @staticmethod
    def _get_dag_params(dag_config, dags_configs):
        interval = dag_config.get("schedule")
        if interval == '@once':
            interval = None
        start_date = dateutil.parser.parse(dags_configs.get("default_args").get("start_date"), ignoretz=True)
        timeout = timedelta(days=int(dags_configs.get("dagrun_timeout_in_days")))
        return timeout, dag_config.get("description"), interval, dag_config.get("params", {}), start_date
