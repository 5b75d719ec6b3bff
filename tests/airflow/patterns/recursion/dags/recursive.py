from airflow import DAG

TREE = {"name": "root", "children": [{"name": "left", "children": []}, {"name": "right", "children": [{"name": "leaf", "children": []}]}]}


def visit(node, path=()):
    path = (*path, node["name"])
    with DAG("tree_" + "_".join(path), schedule=None):
        pass
    for child in node["children"]:
        visit(child, path)


visit(TREE)
