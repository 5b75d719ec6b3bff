import circle.right

NAME = "left"


def both():
    return f"{NAME}_{circle.right.NAME}"
