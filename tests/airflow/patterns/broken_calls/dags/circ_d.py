import circ_c
y = 1
