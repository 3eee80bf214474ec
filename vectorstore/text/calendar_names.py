"""The months and the days of the week, in small letters, and what a year looks like."""

import re

MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()

YEAR = re.compile(r"(?:19|20)\d\d")
# A year among other words; "2019,500" has none.
YEAR_IN_TEXT = re.compile(rf"\b{YEAR.pattern}\b(?!,\d)")
