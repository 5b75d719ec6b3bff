import json

X = "äöü€" * 60000


def run(X, Y):
    json.loads(json.dumps(X))
    return run(X, Y), run(Y, X)


run(X, b"abc def-" * 60000)
