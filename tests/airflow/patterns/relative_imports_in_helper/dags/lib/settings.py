SUFFIX = "v1"
