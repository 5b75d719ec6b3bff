RIGHT = "right"
