TEAM = "deep"
