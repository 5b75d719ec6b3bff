dag_id = "job_beta"
schedule = None
ENABLED = 1
