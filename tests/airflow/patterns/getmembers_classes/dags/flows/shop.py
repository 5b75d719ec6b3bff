"""Two flows."""

from flows.base import Flow


class Orders(Flow):
    name = "flow.orders"


class Users(Flow):
    pass
