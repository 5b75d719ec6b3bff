import enum

PREFIX = "star"
ARGS = {"owner": "x"}


class Layer(enum.Enum):
    GOLD = "gold"
    SILVER = "silver"
