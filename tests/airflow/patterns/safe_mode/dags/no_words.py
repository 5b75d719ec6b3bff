from house_lib import build

d = build("safe_mode_hidden")
