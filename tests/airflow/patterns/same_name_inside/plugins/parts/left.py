LEFT = "left"
