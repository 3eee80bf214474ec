"""The words of dates, and those around them that say what is meant. Patterns see ASCII only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES

Period = tuple[date, date]
Unit = Literal[
    "day", "weekday", "feast", "month", "quarter", "season", "year", "decade", "relative", "now"
]


NUMBERS = {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "few": 5, "several": 7} | {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
# The twelfths of a month, year or decade that a part of it takes up.
PARTS = {
    "early": (0, 4),
    "mid": (4, 8),
    "middle": (4, 8),
    "late": (8, 12),
    "beginning": (0, 2),
    "start": (0, 2),
    "end": (10, 12),
    "first half": (0, 6),
    "second half": (6, 12),
}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True)).replace(" ", r"\s+")


_COUNTED = (
    "people|persons?|men|women|children|kids|votes?|points?|dollars|euros|pounds|cents|met(?:re|er)s"
    "|miles?|km|kilomet(?:re|er)s|feet|tons|tonnes|kg|hours|minutes|days|weeks|months|years|cases"
    "|deaths|homes|houses|troops|soldiers|workers|employees|jobs|students|pupils|schools|seats"
    "|members|cities|countries|percent|per cent|thousand|million|billion|words|pages|times|copies"
    "|shares|barrels|hectares|acres|degrees|victims|patients|migrants|refugees|protesters|residents"
    "|families|fans|spectators|flights|cars|vehicles|guests|suspects|others?|more|or more|calories"
)
NO_COUNT = rf"(?!\w|[%:]|\.\d|\s?(?:{_COUNTED})\b)"
YEAR_DIGITS = r"(?:1[5-9]|20)\d\d"
_YEAR_ALONE = rf"{YEAR_DIGITS}{NO_COUNT}(?![,/]\d)"
# "from 2000 to 5000 people", "2020-3": a number follows that is no year, so this is none either.
YEAR = (
    rf"(?P<year>{_YEAR_ALONE})"
    rf"(?!(?:\s?-\s?|\s+(?:to|or|and)\s+(?=\d{{3}}))(?!{_YEAR_ALONE}|\d\d?\s+[a-z])\d)"
)
OF_YEAR = rf"(?:,\s*|\s+)(?:(?:of|in)\s+)?(?:{YEAR}|(?P<which_year>last|this|next)\s+year\b)"
MONTHS = rf"(?:{any_of(MONTH_NAMES)})\b|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b(?!-)\.?"
MONTH_WORDS = frozenset((*MONTH_NAMES, *(name[:3] for name in MONTH_NAMES), "sept"))
MONTH = rf"\b(?P<month>{MONTHS})"
WEEKDAYS = any_of(WEEKDAY_NAMES)
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
FULL_DAY = rf"(?:\b(?:{WEEKDAYS}),?\s+(?:the\s+)?)?"
NUMBER = rf"(?P<number>\d{{1,4}}|{any_of(NUMBERS)})"
TO = r"(?:\s?-\s?|\s+(?:to|and|or|until|till|through)\s+)(?:the\s+)?"
SEASON = rf"(?P<season>{any_of(SEASONS)})"

# The words before an expression. Each maps to what it does with the period.
LEADS: dict[str, str] = {
    "since": "since",
    "starting": "since",
    "starting in": "since",
    "starting on": "since",
    "after": "after",
    "later than": "after",
    "before": "before",
    "prior to": "before",
    "earlier than": "before",
    "until": "until",
    "till": "until",
    "up to": "until",
    "by": "until",
    "through": "until",
    "as of": "until",
    "no later than": "until",
} | dict.fromkeys(
    ("in", "on", "during", "throughout", "within", "over", "of", "from", "between", "dated"), "in"
)
# Those that make a date of what could be a number or a name.
_NEUTRAL = frozenset(("since", "after", "before", "prior to", "until", "till", "by", "as of"))
_PERIOD_LEADS = _NEUTRAL | {"in", "during", "throughout", "from", "between", "through"}
TELLING_LEADS: dict[Unit, frozenset[str]] = {
    "day": _NEUTRAL | {"on", "in", "of", "from", "between", "dated", "through"},
    "weekday": _NEUTRAL | {"on"},
    "feast": _NEUTRAL | {"on", "over", "during", "from", "between", "through"},
    "month": _PERIOD_LEADS,
    "quarter": _PERIOD_LEADS,
    "season": _PERIOD_LEADS,
    "year": _PERIOD_LEADS | {"of", "starting in"},
    "decade": _PERIOD_LEADS | {"of"},
    "relative": frozenset(("in", "during", "within", "over")),
    "now": frozenset(),
}

# Of these, those that are verbs as well: "Did the war end last year?" asks of the whole year.
_VERBS_TOO = ("beginning", "start", "end")
_PART_WORDS = (
    rf"(?P<part>(?:{any_of(_VERBS_TOO)})(?=\s+of\b|-|(?(lead)\s|(?!)))"
    rf"|{any_of(PARTS.keys() - {*_VERBS_TOO})}|(?:{any_of(ORDINALS)})\s+week)"
    r"(?:\s+(?:of|in))?(?:\s+the)?(?:\s+|-)"
)
BEFORE = re.compile(
    rf"(?:\b(?P<lead>{any_of(LEADS)})\s+)?"
    rf"(?P<the>the\s+)?(?:\b{_PART_WORDS})?"
    r"(?:\bweek\s+(?P<week>of|beginning|starting|commencing|ending)\s+(?:on\s+)?)?"
    r"(?:\b(?P<said>year|month\s+of)\s+)?(?P<article>the\s+)?$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r",?(?:\s?(?P<dash>[-/])\s?|,\s+|\s+(?P<word>to|until|till|through|and|or)\s+)"
    r"(?:(?P<lead>in|on|of|since|after|before|until|by)\s+)?"
    rf"(?:the\s+)?(?:{_PART_WORDS})?(?:(?:year|month\s+of)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
ONWARDS = re.compile(r"\s+(?:onwards?\b|on(?=\s*(?:$|[,.?!])))", re.IGNORECASE)
NOT_THE_LATEST = re.compile(
    r"\b(?:will|shall|won't|going\s+to|upcoming|scheduled"
    r"|annual(?:ly)?|every\s+year|usually|takes?\s+place|(?:is|are)\s+held)\b|'ll\b",
    re.IGNORECASE,
)
REACH = 70  # characters looked at around an expression

# Names, verbs and numbers that look like dates.
ELSEWHEN = re.compile(r"\b(?:later|next|every|each|coming)\s+$", re.IGNORECASE)
MORE_DIGITS = re.compile(r",?\s+\d{3}")  # a year that no rule read, or a number
SOME_NUMBER = re.compile(
    r"\b(?:(?:class|act|code|law|crowd|group|total|army|force|number|population|sum|team|fleet"
    r"|price|value|average|record|maximum|minimum)\s+of"
    r"|(?:increas|ris|rose|gr[eo]w|fell|fall|drop|declin|decreas|cut|reduc|beat|outnumber|won|lost"
    r"|up|down)\w*\s+by)\s+$",
    re.IGNORECASE,
)
MARCHING = re.compile(
    r"(?:'s?|\b(?:long|peace|protest|death|man|pride|salt|freedom))\s+$", re.IGNORECASE
)
BELIEVING = re.compile(r"\b(?:trust|confidence|faith|belie\w+|interest)\s+in\s+$", re.IGNORECASE)
EVENT = re.compile(
    r"\s+(?:attacks?|riots?|committee|uprising|movement|coup|revolution|massacre|bombings?)\b",
    re.IGNORECASE,
)
TODAY_OTHERWISE = re.compile(
    r"\b(?:usa|russia|india|psychology|physics|christianity|than\s+it\s+is|known(?:\s+as)?|still|even"
    r"|of|to|in)\s+$",
    re.IGNORECASE,
)
SHOW = re.compile(r"\s+(?:show|program|programme)\b", re.IGNORECASE)
NOWADAYS = re.compile(r"\b(?:is|are|do|does)\b(?!.*\b(?:happening|new|news)\b)", re.IGNORECASE)
# Months that are also people ("since May took office") and what may follow the month.
PEOPLE = ("jan", "mar", "apr", "may", "jun", "aug")
NO_NAME = re.compile(
    r"\s*(?:$|[,.;:?!)])|\s+(?:about|and|at|did|do|does|for|from|have|has|how|in|is|are|of|on|or|the"
    r"|this|last|to|until|was|were|what|when|where|which|who|whom|whose|why)\b",
    re.IGNORECASE,
)
CAPITALISED = re.compile(r"\s+[A-Z][a-z]|\s+(?i:madness|for\s+our\s+lives)|'s")
