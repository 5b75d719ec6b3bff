SPECS = [{"id": f"chain_{kind}_{n}"} for kind in ("in", "out") for n in range(1, 3)]
