"""How often: does a claim count by the day what its source counts by the year, or only once?"""

from __future__ import annotations

import re

from assistant.checking.tokens import tokens
from vectorstore.text.numerals import numerals

_PERIOD = r"(?:(?P<hour>hour)|(?P<day>day)|(?P<week>week)|(?P<month>month)|(?P<year>year))"
# "In a year" is no rate, nor is "a year later".
_RATE = re.compile(
    rf"\b(?:(?<!\bin )(?<!\bfor )(?<!\bover )(?<!\bwithin )(?<!\bafter )(?<!\bof )(?<!\bthan )"
    rf"(?<!\babout )(?<!\bnearly )(?<!\balmost )(?<!\bonly )(?<!\bjust )(?<!\band )(?<!\bor )"
    rf"(?<!\bduring )(?<!\bby )(?<!\bwas )(?<!\bis )(?<!\bonce )(?<!\bhalf )(?<!\bwithout )"
    rf"(?:an?|per|each|every)\s{_PERIOD}\b"
    r"|(?P<hourly>hourly)|(?P<daily>daily)|(?P<weekly>weekly)|(?P<monthly>monthly)"
    r"|(?P<yearly>yearly|annual|annually))\b"
    r"(?!-|'s|\s(?:of|ago|later|earlier|ahead|on(?!\saverage)|after|before|in|long"
    r"|old|off|and a half|or)\b)"
)
_IN_NOUNS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
}
# Between a number and its rate: "21 million crowns a year", "nine sand eels a day".
_COUNTED = re.compile(
    r"(?:[\s-](?!(?:and|or|but|in|on|for|of|to|after|was|were|is|are)\b)[\w%'-]+){0,4}\s"
)
# What is paid or done again and again, as everybody knows.
_REGULAR = re.compile(
    r"\b(?:each|every|per|regular\w*|usual\w*|salar\w+|wages?|rents?|pensions?|subscription"
    r"|once|twice|times|an?\s(?:second|minute|hour|day|night|morning|evening|week|month|season"
    r"|quarter|year)|night(?:ly)?|rate|in\s(?:winter|summer|spring|autumn)|throughout)\b"
)
_SPEED = re.compile(r"\b(?:kilomet\w+|miles?|met(?:re|er)s?|knots?|feet|km)\s\Z")
MAX_WORD = 20
_AT_A_TIME = re.compile(r"\b(?:at a time|at once|in one go|at the same time|on each trip)\b")
_EVERY = re.compile(
    r"\b(?:every|each)\s(?!(?:of|other|year|day|time|one|from|for|in|on|at|to|and|with|over|per|by|as|that|who|was|were|is|are|had|has)\b|\d)(\w{3,})"
)

_PERIODS = "minute|hour|day|week|month|year"
# "Every two hours" is less than once an hour, and "twice an hour" more.
_SELDOM = re.compile(
    r"\bevery\s(?:two|three|four|five|six|eight|ten|few|other|second|third|\d{1,3})\s"
    rf"(?P<period>{_PERIODS})s?\b"
)
_OFTEN = re.compile(
    r"\b(?:twice|(?:two|three|four|five|six|eight|ten|several|\d{1,3})\stimes)\s"
    rf"(?:an?|per|each|every)\s(?P<period>{_PERIODS})\b"
)


def other_rate(said: str, given: str) -> str:
    """Why a claim counts by another period than its source; both plain and in small letters."""
    if turned := _turned(said, given):
        return turned
    own, theirs = (
        {_IN_NOUNS.get(name := match.lastgroup or "", name) for match in _RATE.finditer(text)}
        for text in (said, given)
    )
    if not own or own & theirs:
        return ""
    if theirs:
        return f"the article counts by the {', '.join(sorted(theirs))}"
    return _added(said, given)


def _turned(said: str, given: str) -> str:
    """Where of "twice an hour" and "every two hours" a claim has the one, its source the other."""
    for ours, theirs in ((_SELDOM, _OFTEN), (_OFTEN, _SELDOM)):
        held = {match["period"] for match in ours.finditer(given)}
        found = {match["period"]: match.group() for match in theirs.finditer(given)}
        for match in ours.finditer(said):
            if match["period"] in found and match["period"] not in held:
                return f"the article says “{found[match['period']]}”"
    return ""


def _added(said: str, given: str) -> str:
    """Where a claim gives a rate to a number that has none."""
    at_a_time = _AT_A_TIME.search(given)
    if _REGULAR.search(given if at_a_time is None else given.replace(at_a_time.group(), "")):
        return ""
    held = {reading for number in numerals(given) for reading in number.readings}
    for number in numerals(said):
        between = _COUNTED.match(said, number.end)
        if not between or not number.readings & held:
            continue
        rate = next(
            (m for m in _RATE.finditer(said, number.end, between.end() + 12)
             if m.start() <= between.end()), None
        )  # fmt: skip
        if rate and not _SPEED.search(said[: rate.start()][-MAX_WORD:]):
            wrong = f"the article does not say “{rate.group()}”"
            return f"the article says “{at_a_time.group()}”" if at_a_time else wrong
    return ""


def of_others(said: str, given: str) -> str:
    """Where a claim says of every ship what its source says of every passenger."""
    own, theirs = (
        {key for match in _EVERY.finditer(text) for t in tokens(match[1]) for key in t.keys}
        for text in (said, given)
    )
    if not own or not theirs or own & theirs:
        return ""
    return f"the article says “{next(_EVERY.finditer(given)).group()}”"
