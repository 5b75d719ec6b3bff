from .constants import PREFIX


def dag_name(*parts, sep="_"):
    return sep.join((PREFIX,) + parts)
