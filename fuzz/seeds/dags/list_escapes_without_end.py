import inspect
import itertools

X = [0]*1000
X = [X]*1000
X = [X]*1000
Y = 7 ** 20000
Z = itertools.count()
def run(X, Y, Z):
    global i
    i = 0
    Y = X[1:]
    try:
        inspect.signature(Z)
    except Exception:
        pass
    return run(X, Y, Z), run(Y, Z, X)
try:
    run(X, Y, Z)
except Exception:
    pass
