"""What kind of thing a question asks for, and whether a sentence holds one."""

from __future__ import annotations

import re
from enum import Enum

from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.own_letters import composed

_MONTHS = "|".join(map(str.capitalize, MONTH_NAMES))
_WEEKDAYS = "|".join(map(str.capitalize, WEEKDAY_NAMES))


class AnswerType(Enum):
    """What would answer a question, as the pattern that finds one in a sentence."""

    NUMBER = (
        r"\b\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|twice"
        r"|dozens?|hundreds?|thousands?|millions?|billions?)\b"
    )
    TIME = (
        rf"\b(?:{_MONTHS}|{_WEEKDAYS}|(?:19|20)\d\d|yesterday|today|tonight|years?|months?|weeks?"
        r"|days?|hours?|morning|night|a\.m\.|p\.m\.)"
    )
    NAME = r"(?<=[a-z,;:\"'“‘] )[A-Z][\w'’.-]+|[A-Z][\w'’-]+ [A-Z][\w'’-]+"
    AGE = (
        r"\b[A-Z][\w'’-]+, (?:aged )?\d{1,3}\b|\b\d{1,3}[ -]years?[ -]old\b"
        r"|\baged? (?:of )?\d{1,3}\b"
    )
    REASON = r"\b(?:because|due to|after|since|reason|to [a-z]+)\b"
    ANYTHING = ""


_NAMED = (
    "country city state place town team company person name actor president nation location"
    " province airline film movie book show organization organisation group artist band university"
    " school outlet party minister"
).split()

# The first pattern that a question fits says what it asks for.
_ANSWER_TYPES = (
    (r"\bhow old (?:is|was|were|are)\b|\bwhat age\b", AnswerType.AGE),
    (
        r"\bhow (?:many|much|old|long|far|big|large|tall|often|high)\b"
        r"|\bwhat (?:number|percentage|percent|amount|age|share|price|cost)\b"
        r"|\bwhat (?:did|does|do|would|will) .*\bcost\b",
        AnswerType.NUMBER,
    ),
    (r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time|week)\b", AnswerType.TIME),
    (r"\bwho(?:m|se)?\b", AnswerType.NAME),
    (
        rf"\bwhere\b|\b(?:what|which) (?:{'|'.join(_NAMED)})\b|\bname of\b|\bnamed\b|\bcalled\b",
        AnswerType.NAME,
    ),
    (r"\bwhy\b|\breason\b|\bcause\b", AnswerType.REASON),
)


# "Which currency", "in which city", "what resort town": one of several, most often by its name.
_WHICH = re.compile(
    r"\bwhich\b(?! of the following)"
    r"|\bwhat (?!(?:is|was|are|were|did|do|does|has|have|had|will|would|can|could|should|may|might"
    r"|the|an?|of|kind|type|happened|caused|made|led|began|says|said)\b)[a-z][\w'’-]* ",
    re.IGNORECASE,
)


def asks_which(question: str) -> bool:
    """Whether a question asks which one, of a kind whose names are told by no more than that."""
    kinds = AnswerType.ANYTHING, AnswerType.NAME
    return answer_type(question) in kinds and bool(_WHICH.search(question))


def answer_type(question: str) -> AnswerType:
    """What kind of thing a question asks for."""
    for pattern, kind in _ANSWER_TYPES:
        if re.search(pattern, question, re.IGNORECASE):
            return kind
    return AnswerType.ANYTHING


def contains(sentence: str, kind: AnswerType, question: str) -> bool:
    """Whether a sentence has something of the kind that is not in the question already."""
    if kind is AnswerType.ANYTHING:
        return False
    if kind is AnswerType.REASON:
        return re.search(kind.value, sentence) is not None
    sentence = composed(sentence).text
    if kind is AnswerType.AGE:
        return _gives_age(sentence, question)
    flags = re.IGNORECASE if kind is AnswerType.NUMBER else 0
    said = set(re.findall(r"\w+", question.lower()))
    return any(
        not set(re.findall(r"\w+", found.lower())) <= said
        for found in re.findall(kind.value, sentence, flags)
    )


def _gives_age(sentence: str, question: str) -> bool:
    """Whether a sentence tells how old somebody is: whom the question names, where it names one."""
    names = re.findall(r"\b(?!How\b|What\b)[A-Z][\w'’-]+", question)
    found = re.findall(AnswerType.AGE.value, sentence)
    named = [age for age in found if any(age.startswith(f"{name},") for name in names)]
    others = [age for age in found if not age[0].isupper()]
    return bool(named or others or (found and not names))
