NAME = "from_an_init"
