from airflow import DAG

TITLE = "  Sales Report: EU & US  "
slug = TITLE.strip().lower().translate(str.maketrans({" ": "_", ":": None, "&": "and"}))
d1 = DAG(slug, schedule=None)
d2 = DAG("sales.v1".removeprefix("sales.").rjust(4, "0") + "_" + "X".swapcase(), schedule=None)
d3 = DAG("-".join(word.capitalize() for word in "quick brown fox".split()), schedule=None)
head, _, tail = "team/project/thing".rpartition("/")
d4 = DAG(f"{tail}_{head.count('/')}_{head.index('/')}", schedule=None)
d5 = DAG("abc_%s" % "DEF".casefold().center(5, "-"), schedule=None)
d6 = DAG("line1\nline2".splitlines()[1].title() + "7".zfill(3), schedule=None)
d7 = DAG("camelCaseName"[:5].upper() + "camelCaseName"[-4:][::-1], schedule=None)
