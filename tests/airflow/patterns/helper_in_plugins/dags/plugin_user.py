from company.dag_tools import CompanyDag  # airflow

with CompanyDag("report", team="bi") as dag:
    pass

plain = CompanyDag("plain")
