X = b"abc def-" * 60000
while True:
    for j in X:
        try:
            X.rsplit("a", 1)
        except Exception:
            X.hex()
