VALUE = "pkg"
def register(f):
    REG.append(f)
    return f
REG = []
