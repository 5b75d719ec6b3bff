from circ_a import x
y = 1
