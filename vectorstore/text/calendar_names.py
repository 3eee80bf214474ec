"""The months and the days of the week, in small letters."""

MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()
