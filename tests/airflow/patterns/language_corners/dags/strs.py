from airflow import DAG
s = "Hello_World-42"
d = DAG("_".join([s.lower(), s.swapcase(), s.partition("_")[2], s.rpartition("-")[0], s[::2], s.center(16, "x"), s.zfill(16), s.split("_", 1)[1], s.rsplit("-")[0], str(s.find("W")), s.strip("H2"), s.replace("l", "L", 1), "%05.1f|%x" .replace("|", "_") % (3.14159, 255), "{:>5}{:<3}{:^5}".format("a", "b", "c").replace(" ", "."), "{0}{1}{0}".format("p", "q"), "{a[k]}{b.real}".format(a={"k": 1}, b=3)]), schedule=None)
e = DAG(f"{s!r:.6}".replace("'", "") + f"{3.0}_{1e20}_{True}_{None}_{[1, 'a']}".translate({ord(c): None for c in "[]', +"}), schedule=None)
g = DAG("x" + "-".join(sorted("banana", key=lambda c: (-"banana".count(c), c))), schedule=None)
