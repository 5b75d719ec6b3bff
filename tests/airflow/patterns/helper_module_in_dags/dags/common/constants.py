PREFIX = "warehouse"
TEAMS = ("sales", "support")
DEFAULT_ARGS = dict(owner="data", retries=1)
