from airflow import DAG

exec("hidden = DAG('made_by_exec', schedule=None)")
evaluated = eval("DAG('made_by_eval', schedule=None)")
literal = DAG("beside_exec", schedule=None)
