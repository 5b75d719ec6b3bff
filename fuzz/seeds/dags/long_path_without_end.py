from pathlib import Path

X = Path("a")
for i in range(2000):
    X = X / "abc"
while True:
    Path(X).parents
    X.parent
