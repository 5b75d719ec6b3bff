# airflow dag
import chainlib

one = chainlib.make()
two = chainlib.make(chainlib.result)
