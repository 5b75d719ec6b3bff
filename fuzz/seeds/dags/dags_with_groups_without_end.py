from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = os.listdir(os.path.dirname(__file__))
(a, b), c = a[a:a:0]
exec('a\u0130\u1e9e\u00df')
(a, b), c = os.listdir(os.path.dirname(__file__))
while True:
    (a, b), c = os.listdir(os.path.dirname(__file__))
    (a, b), c = os.listdir(os.path.dirname(__file__))
    with DAG('a'), TaskGroup('a') as D:
        D = BashOperator(task_id='a', bash_command=D[D[D[D[D[a]]]]])
        a = a
        a >> a
#--- b.py
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
with DAG('a'), TaskGroup('a') as D:
    D = BashOperator(task_id='a', bash_command=D[D[D[D[D[9 ** 9 ** 9]]]]])
    with DAG('a'), TaskGroup('a') as D:
        D = BashOperator(task_id='a', bash_command=D[D[D[D[D[9 ** 9 ** 9]]]]])
        with DAG('a'), TaskGroup('') as a:
            a = BashOperator(task_id='a_b.c', bash_command=D[D[D[D[D[9 ** 9 ** 9]]]]])
            with DAG('a'), TaskGroup('a') as D:
                D = BashOperator(task_id='a', bash_command=a[a])
                a = a
                a >> a
            a >> a
        a >> a
    a >> a
#--- sub/c.py
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
with DAG('{:>999999999}'.format(1)), TaskGroup('a') as D:
    D = BashOperator(task_id='a', bash_command=D[D[D[D[D[9 ** 9 ** 9]]]]])
    with DAG('a'), TaskGroup('a') as D:
        D = BashOperator(task_id='a', bash_command=D[D[D[D[D[9 ** 9 ** 9]]]]])
        with DAG('a'), TaskGroup('a') as D:
            D = BashOperator(task_id='a', bash_command=D[D[os.listdir(os.path.dirname(__file__))]])
            (a, b), c = os.listdir(os.path.dirname(__file__))
            (a, b), c = os.listdir(os.path.dirname(__file__))
            (a, b), c = os.listdir(os.path.dirname(__file__))
            __name__ >> os.listdir(os.path.dirname(__file__))
        __name__ >> os.listdir(os.path.dirname(__file__))
    __name__ >> os.listdir(os.path.dirname(__file__))
(a, b), c = a
#--- sub/__init__.py
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.utils.task_group import TaskGroup
import os, sys, json, itertools, functools, collections, enum, dataclasses, contextlib, importlib, re
from pathlib import Path
from datetime import datetime, timedelta
class __name__(C, metaclass=a):
    def __new__(cls, *p, **q):
        g[-10 ** 18:0] = BashOperator.partial(task_id=os.environ.get('A', 'b')).expand(bash_command=BashOperator(task_id=f'{a:999999999}', bash_command=a, env=[[list(range(float('nan'))) for a in importlib.import_module('pkg.dags.b') for b in self.__class__.__mro__ if __import__(f'{a:999999999}')], ''.translate(str.maketrans('a', 'a'))], retries=9 ** 9 ** 9))
        class d:
            @__name__
            def __name__(self):
                (a, b), c = os.listdir(os.path.dirname(__file__))
                (a, b), c = os.listdir(os.path.dirname(__file__))
                (a, b), c = os.listdir(os.path.dirname(__file__))
        return os.listdir(os.path.dirname(__file__))
    def __init__(self, self):
        self.a = os.listdir(os.path.dirname(__file__))
if os.getenv('A'):
    (a, b), c = os.listdir(os.path.dirname(__file__))
    (a, b), c = os.listdir(os.path.dirname(__file__))
    (a, b), c = g(**{f'{a}_{b!r:>{c}}': list(itertools.product(sum((lambda p: p(p))(lambda p: g(**{'': a})), []), a, repeat=0))})
else:
    a = a
#--- data.json
{"a": [1, {"b": null}], "ids": ["x", "y"]}
