from circle import left

NAME = "right"


def other():
    return left.both()
