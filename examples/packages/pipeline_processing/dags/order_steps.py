"""The steps of the order job, plain functions that a unit test can call."""

RETRIES = 2


def clean(rows):
    """Trims names, reads amounts as cents, and drops orders that come twice."""
    orders = {}
    for row in rows:
        orders[row["order_id"]] = {
            "order_id": row["order_id"],
            "customer": row["customer"].strip(),
            "cents": round(float(row["amount"]) * 100),
        }
    return list(orders.values())


def summarise(orders):
    """One line for the log."""
    total = sum(order["cents"] for order in orders)
    return f"{len(orders)} orders, {total / 100:.2f} in all"
