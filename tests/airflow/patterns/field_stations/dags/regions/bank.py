place_name = "bank"
lat_max = 28.5
