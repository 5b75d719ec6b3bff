import chainlib.c as c
from chainlib.c import Thing

value = c.base + "_b"


def make(name=value, thing=Thing()):
    return thing.dag(name)
