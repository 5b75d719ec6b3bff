def full(name):
    return "team_a_" + name
