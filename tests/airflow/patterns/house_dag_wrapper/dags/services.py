"""Airflow DAGs of the services."""

from house.register import Description, Register

register = Register(globals())
register.add(Description("Consistency", suffix="daily"))
register.add(Description("Consistency", suffix="daily", place="north"))
for part in ("am", "pm"):
    register.add(Description(name="Cleaning", suffix=part, team="any"))
