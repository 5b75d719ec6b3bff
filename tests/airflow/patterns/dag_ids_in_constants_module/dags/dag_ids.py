"""Every id of the package, in one place."""
INGEST = "ids_ingest"
EXPORT = f"{INGEST}_export"
ALL = [value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str)]
