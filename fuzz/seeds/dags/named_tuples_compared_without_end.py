import collections

C = collections.namedtuple("C", "a b")
X = C(1, 2)
for i in range(40):
    X = C(X, X)
for i in range(100000000):
    [y for y in X if y == X]
