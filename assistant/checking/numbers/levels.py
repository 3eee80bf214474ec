"""Of a number that changed: is it what it was before, what it came to, or by how much?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vectorstore.text.calendar_names import YEAR
from vectorstore.text.numerals import Numeral, numerals

_OLD, _NEW, _BY = "before", "now", "by"
_REASONS = {
    _OLD: "the article says that it was “{}” before",
    _NEW: "the article says that it came to “{}”",
    _BY: "the article says that it changed by “{}”",
}
# Characters around a number in which it is told what it says.
MAX_BEFORE, MAX_BEHIND = 80, 70
_VERB = (
    r"(?:ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|dropp?(?:s|ed|ing)?|increas(?:e[sd]?|ing)"
    r"|decreas(?:e[sd]?|ing)|cut(?:s|ting)?|rais(?:e[sd]?|ing)|lower(?:s|ed|ing)?"
    r"|gr(?:ow|ows|own|ew|owing)|shr[iau]nk(?:s|ing)?|slipp?(?:s|ed|ing)?|jump(?:s|ed)?"
    r"|soar(?:s|ed)?|climb(?:s|ed|ing)?|reduc(?:e[sd]?|ing)|tumbl(?:e[sd]?|ing)|slump(?:s|ed)?"
    r"|declin(?:e[sd]?|ing)|widen(?:s|ed|ing)?|narrow(?:s|ed|ing)|gain(?:s|ed|ing)?"
    r"|plung(?:e[sd]?|ing)|plummet(?:s|ed|ing)?|slid(?:e|es|ing)?|surg(?:e[sd]?|ing)|up|down"
    r"|lift(?:s|ed|ing)?|trimm?(?:s|ed|ing)?|slash(?:es|ed|ing)?|chang(?:e[sd]?|ing)|went|gone"
    r"|dip(?:s|ped)?|swell(?:s|ed)?|swollen|improv(?:e[sd]?|ing)|revis(?:e[sd]?|ing))"
)
_CHANGES = re.compile(rf"\b{_VERB}\b")
_ROUGHLY = (
    r"(?:(?:about|around|some|nearly|almost|roughly|just|over|under|more than|less than|at least"
    r"|only|as (?:little|much|many|low|high) as|an?|the|its|their|up to) )*[$£€]?\Z"
)
_TOLD = re.compile(rf"\b(?P<how>by|(?<!up )to|from) {_ROUGHLY}")
# "Rose 9 per cent", "a rise of 9 per cent".
_DIRECTLY = re.compile(
    r"\b(?:(?:rose|risen|rises?|fell|fallen|falls?|dropped|grew|grown|climbed|jumped|slipped"
    rf"|gained|shrank|declined|increased|decreased|slumped) {_ROUGHLY}"
    r"|(?:rise|increase|fall|drop|cut|reduction|decline|growth|jump|loss(?! of [$£€])) of "
    rf"{_ROUGHLY})"
)
_IS_A_CHANGE = re.compile(
    r"[\s-](?:[a-z]+[\s-]){0,2}?(?:more|less|fewer|higher|lower|above|below|cheaper|dearer|extra"
    r"|rise|increase|fall|drop|cut|reduction|decline|growth|jump)\b"
)
_BACK = (
    r"(?P<sure>(?:risen|fallen|grown|shrunk|up|down) (?:from|on)|in place of|instead of"
    r"|rather than)|against|compared (?:with|to)"
)
_IS_NOW = re.compile(rf"[^.;!?]{{0,{MAX_BEHIND}}}?\b(?:{_BACK}) {_ROUGHLY[:-2]}(?=\d|[a-z]+)")
# "Nine million, up two million in a year".
_CAME_TO = re.compile(
    r"[^.,;!?]{0,40},\s(?:risen|fallen|up|down|an? (?:rise|fall|increase|drop) of)"
    r"\s(?:by )?[$£€]?\d"
)
_WAS = re.compile(rf"\b(?:{_BACK}) {_ROUGHLY}")
# Another time than now.
_THEN = re.compile(
    r"\b(?:last|ago|earlier|previous\w*|before|in (?:19|20)\d\d|in the \w+ \w+ of (?:19|20)\d\d"
    r"|then|so far|now|had been|a year|(?:summer|winter|spring|autumn) of)\b"
)
_BREAK = re.compile(r"[.;!?]\s")


def other_level(said: str, given: str) -> str:
    """Why a claim says that something fell by what its source says it fell to, or so; "" where it
    doesn't. Both are plain and in small letters."""
    theirs: dict[str, list[tuple[str, bool]]] = {}
    for number, role, is_sure in _roles(given):
        for reading in number.readings:
            theirs.setdefault(reading, []).append((role, is_sure))
    for number, role, is_sure in _roles(said):
        same = [each for reading in number.readings for each in theirs.get(reading, ())]
        roles = {other for other, _ in same}
        if not role or not roles or "" in roles or role in roles:
            continue
        if is_sure or all(sure for _, sure in same):
            return _REASONS[sorted(roles)[0]].format(said[number.start : number.end])
    return ""


def _roles(text: str) -> Iterator[tuple[Numeral, str, bool]]:
    """The numbers of a text, what each says of a change, or "", and whether that is sure."""
    found = [n for n in numerals(text) if not YEAR.fullmatch(text[n.start : n.end])]
    for n, number in enumerate(found):
        following = found[n + 1].start if n + 1 < len(found) else len(text)
        yield number, *_role(text, number, following)


def _role(text: str, number: Numeral, following: int) -> tuple[str, bool]:
    before = _BREAK.split(text[max(0, number.start - MAX_BEFORE) : number.start])[-1]
    told = _TOLD.search(before)
    if was := _WAS.search(before):
        # "44 per cent against 39" may be two at one time.
        is_change = was["sure"] or _THEN.search(before) or _tells_when(text, number.end)
        return (_OLD, bool(was["sure"])) if is_change else ("", False)
    if told and _CHANGES.search(before):
        return {"by": _BY, "to": _NEW, "from": _OLD}[told["how"]], True
    if _DIRECTLY.search(before) or _IS_A_CHANGE.match(text, number.end):
        return _BY, True
    if _CAME_TO.match(text, number.end):
        return _NEW, True
    now = _IS_NOW.match(text, number.end)
    if now and not text[now.end() : following].strip(" $£€"):
        is_change = now["sure"] or _tells_when(text, now.end())
        return (_NEW, bool(now["sure"])) if is_change else ("", False)
    return "", False


def _tells_when(text: str, end: int) -> bool:
    return bool(_THEN.search(text, end, end + MAX_BEHIND))
