WEEKLY = "weekly_summary"


class Ids:
    MONTHLY = "monthly_summary"
    YEARLY = MONTHLY.replace("month", "year")
