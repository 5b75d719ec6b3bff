from __future__ import generators
from ueba.builders.builder import IndicatorDagBuilder
from ueba.factories.abstract_dag_factory import DAG_ID_SUFFIX
from ueba.factories.per_schema import DagPerSchemaFactory


class IndicatorDagFactory(DagPerSchemaFactory):
    indicator_conf_key = "indicator"

    def build_dag(self, dag):
        IndicatorDagBuilder().build(dag)

    @staticmethod
    def get_dag_id(schema):
        return '{0}_{1}_{2}'.format(schema, IndicatorDagFactory.indicator_conf_key, DAG_ID_SUFFIX)
