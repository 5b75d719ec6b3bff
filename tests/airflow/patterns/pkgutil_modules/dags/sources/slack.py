TABLES = ["messages"]
