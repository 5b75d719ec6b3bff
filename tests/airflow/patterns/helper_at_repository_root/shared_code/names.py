COMPANY = "acme"


def qualified(name, *, company=COMPANY):
    return f"{company}.{name}"
