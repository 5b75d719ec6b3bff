TABLES = ["issues", "pulls"]
