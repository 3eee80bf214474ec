"""Who or what somebody is: the sentences that say so, the newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, claim_of, once, told
from assistant.types import Window
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.normalise import folded

MAX_SENTENCES = 3
# Passages that are looked through for who held an office at another time.
OF_ALL_TIMES = 24
_SUBJECT = re.compile(
    r"\b(?:who|what)(?:'s| is| was| are| were| exactly is)\s+(?:the |an? |now )*(.+?)(?: now)?\W*$"
    r"|^(?:and |so )?(?:the )?(.+?) is who\W*$",
    re.IGNORECASE,
)
_NAME = r"(?:(?:Mr|Mrs|Ms|Dr|Captain|Judge) )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*"
_GONE = re.compile(r"\b(?:former|formerly|ex-|late|retired|predecessor|outgoing|then)\W*$", re.I)
# Whoever leaves an office holds it no longer.
_LEAVES = re.compile(
    r"\b(?:resign(?:s|ed)|retire[sd]|quits?|step(?:s|ped) down|(?:was|is|been) (?:dismissed|sacked"
    r"|replaced|ousted|removed)|left (?:the )?office|succeeded by)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    rf"{_LEAVES.pattern}|\b(?:was|were|had been) (?:acting|interim)\b", re.IGNORECASE
)
_PAST = re.compile(r"\bwho (?:was|were)\b", re.IGNORECASE)
_NO_NAMES = frozenset(
    ("the", "on", "in", "at", "it", "he", "she", "for", *MONTH_NAMES, *WEEKDAY_NAMES)
)
_SAYS_WHAT = re.compile(
    r"^,? (?:is|was|became|has been|who|an?|the|of|\d\d,)\b"
    r"|^, (?:an?|the|who|whose|\d\d|[a-z]|[A-Z][\w-]+['’]s? )"
)


def who(asked: Asked) -> Formed:
    """One to three sentences that say who or what is asked for; the newest first."""
    subject = _subject(asked.question)
    if not subject or not asked.is_sure:
        return NOTHING
    is_name = bool(re.match(r"[A-Z]", subject))
    ended = [w for w in asked.found.windows if w.until and w.until < asked.today]
    if ended and not is_name:
        return _who_then(asked, ended[-1])
    sentences = asked.told()
    fits = _names_itself if is_name else _holds_office
    chosen = [one for one in sentences if fits(one.text, subject)]
    if not chosen:
        return NOTHING
    holds_now = not is_name and not _PAST.search(asked.question)
    if holds_now:  # who leaves an office is named where nobody is found who came after
        chosen = [one for one in chosen if not _HELD.search(one.text)] or chosen
    behind = asked.weights.who_behind
    if holds_now:
        chosen = [one for one in chosen if _is_of(one, subject)] or chosen
        behind = asked.weights.holder_behind
    chosen = [one for one in chosen if one.score >= chosen[0].score - behind]
    if holds_now:
        chosen = _newest_first(chosen)
    return Formed(asked.quoted(once(chosen)[:MAX_SENTENCES]))


def _who_then(asked: Asked, window: Window) -> Formed:
    """Who held an office when a period ended: the last that was printed by then, else who left it
    in the first that came after."""
    question = asked.question.replace(window.text, " ")
    subject = _subject(question)
    found = asked.find(question, OF_ALL_TIMES, asked.where)
    idf = asked.archive.idf(question)
    sentences = told(question, idf, replace(found, windows=()), asked.weights)
    fit = [one for one in sentences if _holds_office(one.text, subject) and _is_of(one, subject)]
    last = window.until.isoformat() if window.until else ""
    before = [one for one in fit if one.printed and one.printed <= last]
    after = sorted((one for one in fit if one.printed > last), key=lambda one: one.printed)
    after.sort(key=lambda one: _LEAVES.search(one.text) is None)
    return Formed(tuple(claim_of(one) for one in once([*_newest_first(before), *after])[:1]))


def _is_of(one: Told, office: str) -> bool:
    """Whether its article has the names of an office's place: "of Alder Line"."""
    text = folded(f"{one.article.title} {one.article.text}")
    return all(folded(name) in text for name in re.findall(r"\b[A-Z][\w'’-]+", office))


def _newest_first(sentences: Sequence[Told]) -> list[Told]:
    return sorted(sentences, key=lambda one: one.printed, reverse=True)


def _subject(question: str) -> str:
    found = _SUBJECT.search(question.replace("’", "'"))
    return (found[1] or found[2] or "").strip() if found else ""


def _names_itself(text: str, name: str) -> bool:
    """Whether a sentence says what somebody or something of this name is."""
    plain, wanted = folded(text), folded(name).split()[-1]
    for found in re.finditer(rf"\b{re.escape(wanted)}\b", plain):
        after, before = text[found.end() :], text[: found.start()]
        if _SAYS_WHAT.match(after) or re.search(r"\b[a-z]+ (?:[A-Z][\w'’-]+ )*$", before):
            return True
    return False


def _holds_office(text: str, office: str) -> bool:
    """Whether a sentence names the holder of an office beside it, and not a former one."""
    kind, _, place = office.partition(" of ")
    pattern = r"\W+".join(map(re.escape, kind.split()))
    for found in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE):
        if _GONE.search(text[: found.start()]):
            continue
        elsewhere = re.match(r" of ([A-Z]\w+(?: [A-Z]\w+)*)", text[found.end() :])
        if elsewhere and place and folded(elsewhere[1]) not in folded(place):
            continue
        near = text[max(0, found.start() - 60) : found.end() + 60]
        names = {name for name in re.findall(r"\b[A-Z][\w'’-]+", near) if not name.isupper()}
        asked = {word.lower() for word in office.split()} | _NO_NAMES
        if any(name.lower() not in asked for name in names):
            return True
    return False
