"""What a conversation is about: the names and things of its questions that later ones leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.question import dates
from assistant.types import Turn
from vectorstore.text.words import STOP_WORDS, words

MAX_SUBJECT_WORDS = 14
MAX_PHRASES = 2
# A question of so few telling words is not read without its subject.
MAX_WORDS_TOO_FEW = 1
# Words of questions that tell nothing of what they are about.
_ASKING = frozenset(
    """happen happened happening many much long old often tell said say says think thinks know
    explain please now else instead exactly anyone anybody anything someone really ok okay give
    show mean means get got go going gone same come came
    first last take takes took taken part place end""".split()
)
_TAKEN_ALONG = re.compile(r"\s*\(([^()]*)\)$")
_OPENING = re.compile(r"^(?:and|but|so)\s+", re.I)
# "It all" is more than the subject.
_STANDS_FOR_SUBJECT = re.compile(r"\b(it|its|them)\b(?! all\b)", re.I)
_DEFINITE = re.compile(r"\bthe [a-z]")
_WORD = re.compile(r"\w[\w'’-]*")
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her"))
_OWNER = re.compile(r"^(?:its|their|his|her)\s+")
# They go on with a phrase where another thing follows: "the fire at the cannery in Wexmouth".
_LINKS = frozenset("of in on at for from against with under below over between near off".split())
# Before these a small word that stands beside a name is no verb: "was storm Ilse".
_BEFORE_A_THING = _LINKS | frozenset(
    "is are was were has have had to by about during after".split()
)
_DOES = re.compile(r"\b(?:did|does|do|will|can|could|would|shall|should|may|might)\W*$", re.I)
_IS = re.compile(r"(?:\b(?:is|are|was|were|has|have|had|been)|['’]s)\W*$", re.I)
_PARTICIPLE = re.compile(r"[a-z]{2,}(?:ed|en)")
_COUNTED = re.compile(r"\bhow (?:many|much) ([a-z]+)", re.I)
_COUNTS_NOTHING = frozenset(
    "people money time times more did does was were is will had has".split()
)
_SAYS = re.compile(
    r"\b(?:say|says|said|think|thinks|thought|tell|told|write|wrote|claim|call)\b", re.I
)
_STARTS_QUESTION = re.compile(
    r"^(?:and|so|but|who|whom|whose|what|which|when|where|why|how|is|are|was|were|did|does|do|has"
    r"|have|had|can|could|will|would|tell|by|on|in|at|for|from|to)\b",
    re.I,
)


def subject(turn: Turn) -> str:
    """What a turn was about: what it took along, else the names and things of its question."""
    return taken_along(turn) or things(without_period(own_words(turn)))


def without_period(text: str) -> str:
    """A text less the periods that it names: what comes next may be of another."""
    for window in dates.windows(text, date.today()):
        text = re.sub(rf"(?:\b(?:in|on|since|during|of)\s+)?{re.escape(window.text)}", " ", text)
    return " ".join(text.split())


def taken_along(turn: Turn) -> str:
    """The subject that a turn took along, "" where it took none."""
    return leans_on(turn.understood)


def leans_on(question: str) -> str:
    """What a question took along and only leans on, "" where it took nothing along."""
    taken = _TAKEN_ALONG.search(question)
    return taken[1].split(";")[0] if taken else ""


def own_words(turn: Turn) -> str:
    """A turn's question with its people named, without what it took along."""
    return without_taken_along(turn.understood or turn.question)


def without_taken_along(question: str) -> str:
    """A question as it was asked, less the subject that stands behind it in brackets."""
    return _TAKEN_ALONG.sub("", question)


def in_one(question: str) -> str:
    """A question with the subject that it took along in the place of its "it" or "them".

    "Who led it? (the eelgrass survey)" is "Who led the eelgrass survey?"; where no such word
    stands for the subject, the question as it was asked.
    """
    own = _OPENING.sub("", without_taken_along(question))
    subject = leans_on(question)
    pronoun = _STANDS_FOR_SUBJECT.search(own)
    if not (subject and pronoun):
        return own
    parts = subject.split(", ")
    word = pronoun[1].lower()
    thing = parts[0] if word == "them" else parts[-1]
    if word == "its":
        thing += "’s"
    return f"{own[: pronoun.start()]}{thing}{own[pronoun.end() :]}"


def as_read(question: str) -> str:
    """A question as its passages are read for it: with its subject where it would say too little.

    "Was anyone hurt? (the fire at the cannery)" is read as "Was anyone hurt in the fire at the
    cannery?". Where it tells enough by itself the subject finds its passages, and says no more.
    """
    asked, subject = in_one(question), leans_on(question)
    is_in_one = asked != _OPENING.sub("", without_taken_along(question))
    says_enough = len(content_words(asked)) > MAX_WORDS_TOO_FEW or _DEFINITE.search(asked)
    if not subject or is_in_one or says_enough or not _STARTS_QUESTION.match(asked):
        return asked
    return f"{asked.rstrip(' ?.')} in {subject}?"


def local_words(turn: Turn) -> str:
    """The core of a turn's own question: from its first telling word to its last."""
    own = own_words(turn)
    telling = [word for word in _WORD.finditer(own) if content_words(word.group())]
    core = own[telling[0].start() : telling[-1].end()] if telling else ""
    return " ".join(core.split()[:MAX_SUBJECT_WORDS])


def things(question: str) -> str:
    """The things that a question speaks of, in its own words: "the fire at the cannery"."""
    found = [_OWNER.sub("", phrase) for phrase in _phrases(question) if content_words(phrase)]
    if len(found) > 1 and _SAYS.search(question):
        found = found[1:]  # not who says it, but of what
    noun = counted(question)
    if len(found) == 1 and noun:
        found.insert(0, noun)
    if not found:
        found = [_core(question)]
    return ", ".join(found[:MAX_PHRASES])


def counted(question: str) -> str:
    """What a question counts: "puffins" of "How many puffins ...?", "" where it counts nothing."""
    found = _COUNTED.search(question)
    return found[1] if found and found[1].lower() not in _COUNTS_NOTHING else ""


def content_words(question: str) -> list[str]:
    """The words of a question that tell what it is about, each once."""
    asked = dict.fromkeys(words(question))
    return [word for word in asked if word not in STOP_WORDS | _ASKING and not word.isdigit()]


def _core(question: str) -> str:
    telling = [word for word in _WORD.finditer(question) if content_words(word.group())]
    core = question[telling[0].start() : telling[-1].end()] if telling else ""
    return " ".join(core.replace("(", " ").replace(")", " ").split()[:MAX_SUBJECT_WORDS])


def _phrases(question: str) -> Iterator[str]:
    """The phrases that begin with an article or a name, each with what belongs to it."""
    found = [*_WORD.finditer(question)]
    at = 1 if _STARTS_QUESTION.match(question) else 0
    while at < len(found):
        first = _beginning(found, at)
        if first is None:
            at += 1
            continue
        last = _end(found, at, question)
        yield question[found[first].start() : found[last].end()].strip("'’")
        at = last + 1


def _beginning(found: list[re.Match[str]], at: int) -> int | None:
    """Where a phrase begins that has its first article or name here; None where none is."""
    word = found[at].group()
    if word.lower() in _DETERMINERS:
        return at
    if not word[0].isupper() or (at == 0 and not content_words(word)):
        return None
    if at > 1 and found[at - 2].group().lower() in _BEFORE_A_THING:
        before = found[at - 1].group()
        if before.islower() and content_words(before) and before not in _BEFORE_A_THING:
            return at - 1
    return at


def _end(found: list[re.Match[str]], at: int, question: str) -> int:
    """The last word of a phrase, by its number."""
    last, has_article = at, found[at].group().lower() in _DETERMINERS
    while last + 1 < len(found):
        word = found[last + 1].group()
        between = question[found[last].end() : found[last + 1].start()]
        if between.strip():
            break
        if word.lower() in _LINKS and last + 2 < len(found):
            after = found[last + 2].group()
            goes_on = after[0].isupper() or after.lower() in _DETERMINERS or after.isdigit()
            if not goes_on:
                break
            has_article = after.lower() in _DETERMINERS
            last += 2
            continue
        owned = re.search(r"['’]s?$", found[last].group()) is not None
        is_name = word[0].isupper() or word.isdigit()
        if not is_name and not ((has_article or owned) and _tells(word)):
            break
        last += 1
    return _without_verb(found, at, last, question)


def _tells(word: str) -> bool:
    return bool(content_words(word)) or word in ("first", "last")


def _without_verb(found: list[re.Match[str]], at: int, last: int, question: str) -> int:
    """The end of a phrase less the question's verb: "did the court decide", "was the dam built"."""
    before, after = question[: found[at].start()], question[found[last].end() :]
    word = found[last].group()
    if last - at < 2 or not word.islower() or found[last - 1].group().lower() in _DETERMINERS:
        return last
    if _DOES.search(before) and not _WORD.search(after):
        return last - 1
    if _IS.search(before) and _PARTICIPLE.fullmatch(word):
        return last - 1 - (found[last - 1].group() in ("last", "first"))
    return last
