"""Who or what somebody is: the sentences that say so, the newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.roles import related
from assistant.answering.told import Told, claim_of, once, told
from assistant.question.office import is_of_another
from assistant.question.office import office as office_in
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
_GONE = re.compile(
    r"\b(?:former|formerly|ex-|late|retired|predecessor|outgoing|then|deputy|vice|assistant"
    r"|(?:run|running|bid|candidate|race) for(?: \w+)?"
    r"|(?:aide|assistant|advis[eo]r) to(?: the)?)\W*$",
    re.IGNORECASE,
)
# Whoever leaves an office holds it no longer.
_LEAVES = re.compile(
    r"\b(?:resign(?:s|ed)|retire[sd]|quits?|step(?:s|ped) down|(?:was|is|been) (?:dismissed|sacked"
    r"|replaced|ousted|removed)|left (?:the )?office|succeeded by)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    rf"{_LEAVES.pattern}|\b(?:was|were|had been) (?:acting|interim)\b", re.IGNORECASE
)
_PERSON = (
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Captain|Judge|Sir)\.? )?"
    r"[A-Z](?!\w*[A-Z]{2})[\w'’-]+(?: [A-Z][\w.'’-]+)*)"
)
# "mayor Imke Sandoval", "the harbour master of Port Alder, Corwin Hale, ..."
_BEHIND = re.compile(rf"(?: of (?:the )?(?:[A-Z][\w'’-]+ ?)+)?,? ?{_PERSON}")
# "Lowell Brask has won a third term as mayor", "Orla Fisk, the new mayor"
_BEFORE = re.compile(
    rf"{_PERSON},?(?: \d\d,)?(?: (?:who|has|have|been|is|was|became|becomes?|will|be|remains"
    r"|elected|re-?elected|appointed|named|confirmed|sworn|in|as|won|an?|the|his|her|its|their"
    r"|new|next|first|second|third|fourth|term|current|acting|interim|[a-z]+['’]s|city|state"
    r"|[A-Z][\w.'’-]+))* $"
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
    is_name = bool(re.match(r"[A-Z]", subject)) and not _is_office(subject)
    ended = [w for w in asked.found.windows if w.until and w.until < asked.today]
    if ended and not is_name:
        return _who_then(asked, ended[-1])
    sentences = asked.told()
    if kin := _kin(sentences, subject):
        return Formed(asked.quoted(once(kin)[:MAX_SENTENCES]))
    fits = _names_itself if is_name else _holds_office
    chosen = [one for one in sentences if fits(one.text, subject)]
    if not chosen:
        return NOTHING
    holds_now = not is_name and not _PAST.search(asked.question)
    if holds_now:  # who leaves an office is named where nobody is found who came after
        chosen = [one for one in chosen if not _HELD.search(one.text)] or chosen
        chosen = [one for one in chosen if not is_of_another(asked.question, one.text)] or chosen
    behind = asked.weights.who_behind
    if holds_now:
        chosen = [one for one in chosen if _is_of(one, subject)] or chosen
        place = folded(_parts(subject)[1])
        chosen = [one for one in chosen if place in folded(one.text)] or chosen
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


def _kin(sentences: Sequence[Told], subject: str) -> list[Told]:
    """The sentences that name who is somebody's lawyer or the like."""
    articles = [*{one.article.id: one.article for one in sentences}.values()]
    role = subject.split()[-1]
    names = related(subject, articles)
    return [
        one for one in sentences if role in one.text and any(name in one.text for name in names)
    ]


def _is_of(one: Told, office: str) -> bool:
    """Whether its article has the names of an office's place: "of Alder Line"."""
    text = folded(f"{one.article.title} {one.article.text}")
    return all(folded(name) in text for name in re.findall(r"\b[A-Z][\w'’-]+", office))


def _newest_first(sentences: Sequence[Told]) -> list[Told]:
    return sorted(sentences, key=lambda one: one.printed, reverse=True)


def _subject(question: str) -> str:
    found = _SUBJECT.search(question.replace("’", "'"))
    return (found[1] or found[2] or "").strip() if found else ""


def _is_office(subject: str) -> bool:
    """Whether it names an office and nobody: "US attorney general", but not "King Osric"."""
    known = office_in(subject)
    return bool(known) and (
        re.search(rf"\b{known}(?: (?:of|in|for|at) .*)?$", subject, re.IGNORECASE) is not None
    )


def _names_itself(text: str, name: str) -> bool:
    """Whether a sentence says what somebody or something of this name is."""
    plain, wanted = folded(text), folded(name).split()[-1]
    for found in re.finditer(rf"\b{re.escape(wanted)}\b", plain):
        after, before = text[found.end() :], text[: found.start()]
        if _SAYS_WHAT.match(after) or re.search(r"\b[a-z]+ (?:[A-Z][\w'’-]+ )*$", before):
            return True
    return False


def _holds_office(text: str, office: str) -> bool:
    """Whether a sentence names the holder of an office right beside it, and not a former one."""
    kind, place = _parts(office)
    pattern = r"\W+".join(map(re.escape, kind.split()))
    for found in re.finditer(rf"\b{pattern}\b", text, re.IGNORECASE):
        before, after = text[: found.start()], text[found.end() :]
        if _GONE.search(before):
            continue
        elsewhere = re.match(r" of ([A-Z]\w+(?: [A-Z]\w+)*)", after)
        if elsewhere and place and folded(elsewhere[1]) not in folded(place):
            continue
        named = _BEHIND.match(after), _BEFORE.search(before)
        asked = {*re.findall(r"\w+", office.lower())} | _NO_NAMES
        if any(match and match["name"].split()[0].lower() not in asked for match in named):
            return True
    return False


def _parts(office: str) -> tuple[str, str]:
    """An office and its place: "attorney general" and "Vint", of "the attorney general of Vint"."""
    known = office_in(office)
    end = office.lower().find(known) + len(known) if known else office.find(" of ")
    if end < 0:
        return office, ""
    return known or office[:end], re.sub(r"^\W*(?:of|for|in) ", "", office[end:])
