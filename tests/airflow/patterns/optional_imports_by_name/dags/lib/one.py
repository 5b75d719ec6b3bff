class Base:
    def name(self):
        return "x"
