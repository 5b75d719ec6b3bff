from .one import One


class Two(One):
    owner = "team"


class _Base(One):
    abstract = True
