dag_id = "job_alpha"
