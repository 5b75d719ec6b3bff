from airflow import DAG
from airflow.models import Variable

team = Variable.get("team_name", default_var="core")
dag = DAG(f"variable_{team}", schedule=None)
literal = DAG("variable_literal", schedule=None, default_args={"owner": Variable.get("owner", "nobody")})
