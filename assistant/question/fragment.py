"""Follow-ups of a few words, as "And the mayor?": the question before them, asked of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.question import dates
from assistant.question.subject import content_words, own_words, without_period
from assistant.types import Turn

MAX_WORDS = 6
# Turns that are looked through for the question that a place is put into.
MAX_TURNS_BACK = 6
# Words of a quotation that are enough to find it again.
MIN_QUOTED_WORDS, MAX_QUOTED_WORDS = 4, 12
_FRAGMENT = re.compile(
    r"^(?:and|but|or|so)?\s*(?:what about|how about)?\s*(?P<about>.+?)[\s?.!]*$", re.I
)
_OPENS = re.compile(r"^(?:and|but|or|so|what about|how about)\b", re.I)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|who|whom|what|when|where"
    r"|why|how|which)\b",
    re.I,
)
_IN_A_PLACE = re.compile(r"^(?:in|at|for|of|on)\s+(?P<name>(?:the\s+)?[A-Z].*)$")
_NAME = r"(?:[A-Z][\w'’-]*)(?:\s[A-Z][\w'’-]*)*"
_WHERE = re.compile(rf"\b(?:of|in|at|for)\s+(?P<name>{_NAME})")
# Another storm than "storm Ilse" may be meant, but none than "the ferry Marigold".
_NAMED = re.compile(rf"(?:\bthe\s[a-z][\w'’-]*\s)?(?<=\w\s)(?P<name>{_NAME})")
_IS_TIME = re.compile(
    r"^(?:in|on|by|since|the)?\s*(?:the\s+)?(?:\d{4}|(?:year|month|week|day|season)\s+(?:before|after)"
    r"|(?:last|next|previous|following)\s+(?:year|month|week|time|season))$",
    re.I,
)
_SPOKE = re.compile(
    r"^(?P<before>.*?\b(?:did|does|do|has|have|will)\s+)(?P<who>.+?)(?P<after>\s+(?:say|says|said|think"
    r"|write|want|reply|answer|argue|claim|promise|mean|tell)\b)(?P<topic>.*)$",
    re.I,
)
# What one says of his deputy, another does not.
_OWN = re.compile(r"\b(?:his|her|hers|their|theirs|its|himself|herself|themselves)\b", re.I)
# "And with the car?" asks the same of something added.
_ADDED = re.compile(
    r"^(?:after|against|before|between|by|during|from|instead of|through|to|under|until|with|within"
    r"|without)\s+\S",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(?:mayor|minister|president|police|lawyer|captain|mother|father|wife|husband|son|daughter"
    r"|brother|sister|family|families|union|unions|residents|fishermen|farmers|teachers?|owners?"
    r"|director|manager|chairman|chair|keeper|prosecutors?|judge|critics|opposition|government"
    r"|council|company|firm|neighbours|victims?|boss|chief|spokes\w+|campaigners|organisers|workers"
    r"|drivers?|students?|parents?|doctors?|engineers?|scientists?|insurers?|bank|landlords?)\b",
    re.I,
)
_COUNTED = re.compile(r"\bhow many [a-z]+\b", re.I)
_WHO_SAID = re.compile(
    r"^(?:and\s+|so\s+)?who\s+(?:said|says|claims?|claimed)\s+(?:that|this|so|it)\W*$", re.I
)
_MARK = re.compile(r"\s\[\d+\]\s*")
_FIRST_QUOTED = re.compile(r"^(?P<text>.+?)(?: — |\s\[\d|$)", re.S)


def completed(
    question: str, history: Sequence[Turn], answered: Callable[[Turn], str]
) -> tuple[str, bool]:
    """What a question of a few words asks in full, "" where nothing before tells it.

    And whether it is of the conversation's subject still, or of another such thing.
    """
    if _WHO_SAID.match(question):
        words = _first_words(_quotation(history[-1].answer, answered(history[-1])))
        return (f"Who said “{words}”?" if words else ""), False
    found = _FRAGMENT.match(question)
    about = found["about"] if found and _OPENS.match(question) else ""
    if not about or len(about.split()) > MAX_WORDS or _HAS_VERB.search(about):
        return "", True
    own = _without_opening(own_words(history[-1]))
    if _is_time(about):
        return f"{without_period(own).rstrip(' ?.')} {about}?", True
    if place := _IN_A_PLACE.match(about):
        return _in_another_place(place["name"], history), False
    if _ADDED.match(about):
        asked = own if not about.lower().startswith("before") else _in_the_past(own)
        return f"{asked.rstrip(' ?.')} {about}?", True
    return _capital(_of_another(about, own)), True


def _of_another(about: str, own: str) -> str:
    """The question before, of another person, thing or number; "" where it has none of its kind."""
    spoke = _SPOKE.match(own)
    is_name = about[:1].isupper()
    if spoke and (is_name or _PEOPLE.search(about)):
        topic = "?" if _OWN.search(spoke["topic"]) else spoke["topic"]
        return f"{spoke['before']}{about}{spoke['after']}{topic}"
    names = [*_NAMED.finditer(own)]
    if is_name and len(names) == 1 and names[0].start() == names[0].start("name"):
        return f"{own[: names[0].start()]}{about}{own[names[0].end() :]}"
    if about.islower() and len(about.split()) == 1 and _COUNTED.search(own):
        return _COUNTED.sub(lambda match: f"{match[0].rsplit(' ', 1)[0]} {about}", own, count=1)
    return ""


def _in_another_place(name: str, history: Sequence[Turn]) -> str:
    """The latest question that names a place, asked of another."""
    for turn in reversed(history[-MAX_TURNS_BACK:]):
        own = _without_opening(own_words(turn))
        where = [*_WHERE.finditer(own)]
        if where:
            last = where[-1]
            return _capital(f"{own[: last.start('name')]}{name}{own[last.end('name') :]}")
    return ""


def _is_time(about: str) -> bool:
    windows = dates.windows(about, date.today())
    is_window = any(not content_words(about.replace(window.text, " ")) for window in windows)
    return is_window or _IS_TIME.match(about) is not None


def _in_the_past(question: str) -> str:
    """ "Who is the mayor?" as it was asked of somebody before."""
    tenses = {"is": "was", "are": "were", "has": "had", "does": "did"}
    return re.sub(
        r"^(\w+\s+)(is|are|has|does)\b", lambda found: found[1] + tenses[found[2]], question
    )


def _without_opening(question: str) -> str:
    return re.sub(r"^(?:and|but|so)\s+", "", question, flags=re.I)


def _capital(question: str) -> str:
    return question[:1].upper() + question[1:]


def _quotation(answer: str, span: str) -> str:
    """The quotation of an answer that has a span, the first where none has."""
    quotations = _MARK.split(answer)
    return next((each for each in quotations if span and span in each), quotations[0])


def _first_words(answer: str) -> str:
    """So many words of a quotation as it is answered, without a mark between them."""
    found = _FIRST_QUOTED.match(answer)
    if not found:
        return ""
    runs = [
        run.split() for run in re.split(r"[“”\"\n]|[.?!;:](?=\s|$)|,\s|\bthat\s", found["text"])
    ]
    longest = max(runs, key=len, default=[])
    return (
        " ".join(longest[:MAX_QUOTED_WORDS]).rstrip(".?!,;:")
        if len(longest) >= MIN_QUOTED_WORDS
        else ""
    )
