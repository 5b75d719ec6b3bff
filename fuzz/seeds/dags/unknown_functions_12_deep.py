from airflow import DAG
from airflow.decorators import dag, task
import os, sys
def f12():
    return DAG(os.getenv('X'))
def f11():
    if os.getenv('11'):
        return f12()
    for x in os.listdir():
        return f12()
    try:
        return f12()
    except Exception:
        return f12()
def f10():
    if os.getenv('10'):
        return f11()
    for x in os.listdir():
        return f11()
    try:
        return f11()
    except Exception:
        return f11()
def f9():
    if os.getenv('9'):
        return f10()
    for x in os.listdir():
        return f10()
    try:
        return f10()
    except Exception:
        return f10()
def f8():
    if os.getenv('8'):
        return f9()
    for x in os.listdir():
        return f9()
    try:
        return f9()
    except Exception:
        return f9()
def f7():
    if os.getenv('7'):
        return f8()
    for x in os.listdir():
        return f8()
    try:
        return f8()
    except Exception:
        return f8()
def f6():
    if os.getenv('6'):
        return f7()
    for x in os.listdir():
        return f7()
    try:
        return f7()
    except Exception:
        return f7()
def f5():
    if os.getenv('5'):
        return f6()
    for x in os.listdir():
        return f6()
    try:
        return f6()
    except Exception:
        return f6()
def f4():
    if os.getenv('4'):
        return f5()
    for x in os.listdir():
        return f5()
    try:
        return f5()
    except Exception:
        return f5()
def f3():
    if os.getenv('3'):
        return f4()
    for x in os.listdir():
        return f4()
    try:
        return f4()
    except Exception:
        return f4()
def f2():
    if os.getenv('2'):
        return f3()
    for x in os.listdir():
        return f3()
    try:
        return f3()
    except Exception:
        return f3()
def f1():
    if os.getenv('1'):
        return f2()
    for x in os.listdir():
        return f2()
    try:
        return f2()
    except Exception:
        return f2()
def f0():
    if os.getenv('0'):
        return f1()
    for x in os.listdir():
        return f1()
    try:
        return f1()
    except Exception:
        return f1()
d = f0()
