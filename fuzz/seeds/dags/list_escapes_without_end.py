import inspect

X = [[[0] * 1000] * 1000] * 1000


def run(X, Y):
    Y = X[1:]
    inspect.signature(Y)
    return run(X, Y), run(Y, X)


run(X, 1)
