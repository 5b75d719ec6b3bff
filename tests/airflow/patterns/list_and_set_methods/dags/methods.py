from airflow import DAG

names = ["c", "a"]
names.append("b")
names.extend(["d", "e"])
names.insert(0, "z")
names.remove("e")
names.sort()
names.reverse()
d1 = DAG("".join(names), schedule=None)
popped = names.pop()
d2 = DAG(f"{popped}_{names.index('c')}_{len(names)}", schedule=None)
old, new = {"a", "b"}, {"b", "c"}
for key in sorted(old ^ new):
    globals()[key] = DAG(f"changed_{key}", schedule=None)
d3 = DAG("both_" + "".join(old & new) + str(len(old | new)) + str("a" in old - new), schedule=None)
copy = names[:]
copy += ["tail"]
copy[0:2] = ["head"]
d4 = DAG("-".join(copy * 1), schedule=None)
