ORDERS = "orders_from_names"
