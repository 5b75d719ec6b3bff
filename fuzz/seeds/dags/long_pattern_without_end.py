import re

X = re.compile("(a|b|c)*" * 200)


def run(X, Y):
    X.match("abc" * 100)
    return run(X, Y), run(Y, X)


run(X, "a")
