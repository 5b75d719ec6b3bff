SUFFIX = "_lazy"
