import ast

X = [[0] * 1000] * 1000
Y = "7" * 20000


def run(X):
    for j in X:
        ast.literal_eval(Y)
    return run(X), run(Y)


run(X)
