X = [1]
Y = [[[0] * 1000] * 1000] * 1000
while True:
    X in Y
    X.append(1)
    X = list(reversed(X))
