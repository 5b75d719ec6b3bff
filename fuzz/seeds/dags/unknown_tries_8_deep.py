from airflow import DAG
from airflow.decorators import dag, task
import os, sys
try:
    from m0 import x0
    try:
        from m1 import x1
        try:
            from m2 import x2
            try:
                from m3 import x3
                try:
                    from m4 import x4
                    try:
                        from m5 import x5
                        try:
                            from m6 import x6
                            try:
                                from m7 import x7
                                d = DAG(x11)
                            except ImportError:
                                x7 = DAG('d7')
                            finally:
                                z = DAG('z7')
                        except ImportError:
                            x6 = DAG('d6')
                        finally:
                            z = DAG('z6')
                    except ImportError:
                        x5 = DAG('d5')
                    finally:
                        z = DAG('z5')
                except ImportError:
                    x4 = DAG('d4')
                finally:
                    z = DAG('z4')
            except ImportError:
                x3 = DAG('d3')
            finally:
                z = DAG('z3')
        except ImportError:
            x2 = DAG('d2')
        finally:
            z = DAG('z2')
    except ImportError:
        x1 = DAG('d1')
    finally:
        z = DAG('z1')
except ImportError:
    x0 = DAG('d0')
finally:
    z = DAG('z0')
