import os

X = [[0] * 1000] * 1000
while True:
    if os.getenv("A"):
        X.__subclasses__()
    X.index(1)
    X.insert(0, 1)
