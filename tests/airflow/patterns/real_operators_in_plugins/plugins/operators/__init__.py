from operators.stage import StageOperator
from operators.load_fact import LoadFactOperator
from operators.quality import DataQualityOperator

__all__ = ["StageOperator", "LoadFactOperator", "DataQualityOperator"]
