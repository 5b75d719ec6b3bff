import abc, ast, base64, bisect, collections, configparser, contextlib, copy, csv, dataclasses, datetime, decimal
import enum, fnmatch, functools, glob, hashlib, heapq, html, importlib, inspect, io, itertools, json, logging, math
import operator, os, pathlib, pprint, re, shlex, string, struct, sys, textwrap, types, typing, urllib.parse, uuid
import warnings
from airflow import DAG
from airflow.decorators import dag, task, task_group
from airflow.models import Variable
from airflow.models.baseoperator import chain, cross_downstream
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
from airflow.utils.edgemodifier import Label
from airflow.utils.task_group import TaskGroup
X = '{0}%%{{' * 30000
Y = {}
for i in range(40):
    Y = {'a': Y, 'b': Y}

Z = [0]*1000
Z = [Z]*1000
Z = [Z]*1000

i = 0
while True:
    i += 1
    Y = operator.attrgetter('a')(X)
    for j in X:
        Z = collections.ChainMap(X, Z)
    Z()
    DAG('x', params=Y)
