def build_tag_containers(x):
    return []
