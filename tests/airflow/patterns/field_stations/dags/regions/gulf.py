place_name = "gulf"
lat_max = 31
