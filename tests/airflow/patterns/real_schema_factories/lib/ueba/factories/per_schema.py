from __future__ import generators
from abc import abstractmethod
from airflow import DAG
import logging
from ueba.factories.abstract_dag_factory import AbstractDagFactory


class DagPerSchemaFactory(AbstractDagFactory):
    @abstractmethod
    def build_dag(self, dag):
        pass

    def create_dags(self, dags_configs, conf_key):
        logging.debug("creating")
        dag_config = dags_configs.get(conf_key)
        dagrun_timeout, description, interval, params, start_date = \
            self._get_dag_params(dag_config, dags_configs)
        dags = []
        schemas = [item.strip() for item in dags_configs.get("data_schemas").split(',')]
        for schema in schemas:
            new_dag_id = self.get_dag_id(schema)
            temp_params = params.copy()
            temp_params['schema_name'] = schema
            new_dag = DAG(dag_id=new_dag_id, start_date=start_date, schedule=interval, description=description, dagrun_timeout=dagrun_timeout, params=temp_params)
            self.build_dag(new_dag)
            dags.append(new_dag)
        return dags

    @staticmethod
    @abstractmethod
    def get_dag_id(schema):
        pass
