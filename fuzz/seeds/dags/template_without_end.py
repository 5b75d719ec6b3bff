X = "{0}%%{{" * 30000
while True:
    for j in X:
        try:
            X % 1
        except Exception:
            pass
