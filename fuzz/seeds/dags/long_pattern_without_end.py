import collections
import re
from airflow.models import Variable

X = collections.OrderedDict((str(i), i) for i in range(20000))
Y = Variable.get("x")
Z = re.compile("(a|b|c)*" * 200)


def run(X, Y, Z):
    X.match("abc" * 100)
    return run(X, Y, Z), run(Y, Z, X)


run(X, Y, Z)
