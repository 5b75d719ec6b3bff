import circ_d
x = 1
