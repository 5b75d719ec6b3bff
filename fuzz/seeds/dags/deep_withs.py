from airflow import DAG
from airflow.decorators import dag, task
import os, sys
with DAG('d0') as d0:
    with DAG('d1') as d1:
        with DAG('d2') as d2:
            with DAG('d3') as d3:
                with DAG('d4') as d4:
                    with DAG('d5') as d5:
                        with DAG('d6') as d6:
                            with DAG('d7') as d7:
                                with DAG('d8') as d8:
                                    with DAG('d9') as d9:
                                        with DAG('d10') as d10:
                                            with DAG('d11') as d11:
                                                with DAG('d12') as d12:
                                                    with DAG('d13') as d13:
                                                        with DAG('d14') as d14:
                                                            with DAG('d15') as d15:
                                                                with DAG('d16') as d16:
                                                                    with DAG('d17') as d17:
                                                                        with DAG('d18') as d18:
                                                                            with DAG('d19') as d19:
                                                                                pass
