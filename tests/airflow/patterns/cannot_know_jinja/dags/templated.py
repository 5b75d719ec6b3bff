from airflow import DAG
from jinja2 import Template

dag = DAG(Template("{{ team }}_{{ n + 1 }}").render(team="jinja", n=1), schedule=None)
