"""Whose account a sentence gives, where nobody in it "says" so."""

from __future__ import annotations

import re
from collections.abc import Iterator

# "By her account", "in the union's view"
_BY_ACCOUNT = re.compile(
    r"\b(?:by|on|in)\s(?P<who>his|her|their|(?:the|an?)\s(?:[\w.-]+\s){0,3}[\w.-]+'s?"
    r"|[A-Z][\w.-]+'s?)"
    r"\s(?:own\s)?(?:account|telling|view|opinion|version|reckoning|words|eyes)\b",
    re.IGNORECASE,
)
# "Her answer is that", "the prosecution's case, which he disputes, is that"
_NOUNS = (
    r"(?:answer|reply|response|retort|excuse|alibi|story|line|defen[cs]e|objection|point|reason"
    r"|message|warning|promise|hope|denial|allegation|assertion|conclusion|finding|prediction"
    r"|impression|feeling|conviction|testimony|advice|plea|boast|complaint|worry|concern|reckoning"
    r"|account|version|guess|estimate|judge?ment|assessment|case|view|position|argument|contention"
    r"|explanation|theory|belief|opinion|claim|criticism|fear|grievance)"
)
_IS_THAT = (
    r"(?:,\s[^,;.]{2,80},)?\s(?:is|was|remains|has\s(?:always\s)?been|had\s(?:always\s)?been)"
    r"(?=\s(?:still\s|simply\s)?that\b)"
)
THEIR_ANSWER = rf"{_NOUNS}{_IS_THAT}"
_ANSWER = re.compile(
    rf"(?P<who>(?:[\w.-]+\s){{0,5}}[\w.-]+'s?|\b(?:his|her|their|its))\s(?:own\s|only\s)?"
    rf"{_NOUNS}{_IS_THAT}",
    re.IGNORECASE,
)
# "Were reported by the company to be cut off"
_BY = (
    r"(?:reported|said|thought|believed|estimated|alleged|described|stated|confirmed|claimed"
    r"|considered|judged|deemed|declared|announced|found|understood|reckoned|suspected|known)"
    r"\sby\s"
)
BY_THEM = rf"{_BY}(?:[\w'.-]+\s){{1,6}}?(?=(?:to|as|at)\s)"
_PASSIVE = re.compile(
    rf"\b(?:is|are|was|were|be|been|being)\s{_BY}(?P<who>(?:[\w'.-]+\s){{1,6}}?)(?=(?:to|as|at)\s)"
)
# "Put the crowd at 9,000", "blamed the deaths on the hay"
_PUTTING = re.compile(
    r"\b(?P<verb>puts?(?=\s+(?:\w+\s+){1,6}(?:at|(?:down|fallen)\s+to)\b)|(?:blame[sd]?|credit(?:s|ed)|attribute[sd]?)"
    r"(?=\s(?:[\w'-]+\s){1,12}(?:on|to|for|with)\b))"
)


def accounts_in(sentence: str) -> list[str]:
    """By whose account a plain sentence tells what it tells."""
    return [match["who"] for match in _BY_ACCOUNT.finditer(sentence)]


def answers_in(sentence: str) -> Iterator[re.Match[str]]:
    """Where a plain sentence tells whose answer, case or view is what follows: `who`."""
    return _ANSWER.finditer(sentence)


def passives_in(sentence: str) -> Iterator[re.Match[str]]:
    """Where a thing "was reported by" `who` to be so, in a plain sentence."""
    return _PASSIVE.finditer(sentence)


def puttings_in(sentence: str) -> Iterator[re.Match[str]]:
    """Where somebody puts a thing at so much, or down to something, in a plain sentence."""
    return _PUTTING.finditer(sentence)
