from typing import Optional


class Team:
    def __init__(self, name: str, board: str, channel: str):
        self.name = name
        self.board = board
        self.channel = channel
        self.sub: Optional[str] = None

    def with_sub(self, sub: str):
        self.sub = sub
        return self


class REACH:
    team = Team(name="Reach", board="RCH", channel="#reach").with_sub("<!sub>")

    @classmethod
    def segments(cls) -> Team:
        return cls.team.with_sub("<!segments>")


class PRICING:
    team = Team(name="Pricing", board="PRC", channel="#pricing")
    team.with_sub("<!pricing>")


cellar = Team(name="Cellar", board="CLR", channel="#cellar")
