from string import Template, ascii_lowercase

from airflow import DAG

values = {"team": "bi", "number": 7}
width = 5
d1 = DAG("{team}_{number:>03d}".format(**values), schedule=None)
d2 = DAG("{team}.x".format_map(values), schedule=None)
d3 = DAG("%(team)s-%(number)02d" % values, schedule=None)
d4 = DAG("{0}_{1}_{0}".format("a", "b"), schedule=None)
d5 = DAG("{v[team]}_{t.__class__.__name__}".format(v=values, t=1), schedule=None)
d6 = DAG(f"w{values['number']:0{width}}_{values['team']!s:_<4}end", schedule=None)
d7 = DAG(Template("$team-${number}").substitute(values), schedule=None)
d8 = DAG("".join(ascii_lowercase[i] for i in (0, 2, 4)) + f"{0.5:.2f}_{1_000_000:.0e}".replace("+", ""), schedule=None)
