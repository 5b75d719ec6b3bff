import collections

X = "abc\n" * 60000
while True:
    try:
        collections.namedtuple("N", X)
    except Exception:
        pass
