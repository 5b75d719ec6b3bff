from airflow import DAG


class c:
    def f(self):
        return 1


while True:

    class c(c):
        def f(self):
            return super().f()

    c().f()
