NAMES = ["inner", "outer"]
