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
# "Put the crowd at 9,000", "blamed the deaths on the hay"
_PUTTING = re.compile(
    r"\b(?P<verb>puts?(?=\s+(?:\w+\s+){1,6}(?:at|down\s+to)\b)|(?:blame[sd]?|credit(?:s|ed)|attribute[sd]?)"
    r"(?=\s(?:[\w'-]+\s){1,12}(?:on|to|for|with)\b))"
)


def accounts_in(sentence: str) -> list[str]:
    """By whose account a plain sentence tells what it tells."""
    return [match["who"] for match in _BY_ACCOUNT.finditer(sentence)]


def puttings_in(sentence: str) -> Iterator[re.Match[str]]:
    """Where somebody puts a thing at so much, or down to something, in a plain sentence."""
    return _PUTTING.finditer(sentence)
