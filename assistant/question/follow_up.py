"""Questions that lean on what was asked before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.question import dates
from assistant.question.fragment import completed
from assistant.question.people import with_people_named
from assistant.question.subject import (
    content_words,
    counted,
    local_words,
    own_words,
    subject,
    taken_along,
)
from assistant.question.things import with_thing_named
from assistant.types import Turn
from vectorstore.text.names import names_in
from vectorstore.text.stems import stems
from vectorstore.text.words import terms

# A question with more words that tell something says enough to be asked alone.
MAX_WORDS = 7
# So does one without a name and with more than these.
MAX_UNNAMED_WORDS = 4
# "It" and "them" may stand for what so many words of the same question told before.
MAX_WORDS_BEFORE = 4
# A question speaks of what was told where more than this share of its words stand there.
KNOWN_SHARE = 0.5
# What is called "the winner" was spoken of before, unless it says of what.
_DEFINITE = re.compile(
    r"\bthe\s+(?!(?:first|last)\s+time\b)[a-z][\w'’-]*(?!\w|\s+(?:of|in|at)\s+[A-Z])"
)
_GOES_ON = re.compile(r"^(and|but|so|what about|how about)\b", re.I)
_BEFORE_A_NOUN = "about|after|at|before|by|for|from|in|of|on|since|to|with"
# Words that refer outside their sentence: not "this week", "the money that" or "was there a".
_REFERS_BACK = re.compile(
    r"\b(him|hers|them|those|these|then)\b"
    r"|\bthis\b(?!\s+(morning|afternoon|evening|week|weekend|month|season|year|century)\b)"
    rf"|\b({_BEFORE_A_NOUN}|and|but|did|do|does|is|was|why|how|said)\s+that\b|^that\b|\bthat\W*$"
    r"|(?<!\bis\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bwere\s)\bthere\b(?!\s+(is|are|was|were|be|been)\b)"
    rf"|\bthere\W*$|\b({_BEFORE_A_NOUN})\s+it\b|\bit\W*$",
    re.I,
)
# Words that refer to a name in their own sentence, where one stands before them.
_REFERS_TO_A_NAME = re.compile(r"\b(he|she|it|they|his|her|its|their)\b", re.I)
_RETURNS = re.compile(
    r"^(?:and\s+|now\s+)?(?:(?:going\s+|let's\s+go\s+)?back|returning)\s+to\s+([^:,;?.–—]+)"
    r"[:,;?.–—\s]*",
    re.I,
)
_NEW_SUBJECT = re.compile(
    r"^(?:and\s+)?(?:now\s+)?(?:for\s+)?(?:something|(?:an)?other\s+(?:subject|question|topic)"
    r"|new\s+(?:subject|question|topic))(?:\s+else)?\s*[:,;–—-]\s*",
    re.I,
)


def standalone(
    question: str,
    history: Sequence[Turn],
    known: Callable[[Turn], str] = lambda turn: turn.answer,
    answered: Callable[[Turn], str] = lambda turn: "",
) -> str:
    """The question as it is searched for: a follow-up with its people named and its subject.

    "What did she say?" becomes "What did Ruth Ashgrove say? (the ferry Marigold)", and "And Odda?"
    "How strong was storm Odda?". `known` gives what a turn's answer told, which a question may
    speak of without naming it; `answered` what it answered in a few words, "" if unknown.
    """
    if not history:
        return question
    if _NEW_SUBJECT.match(question):
        return _NEW_SUBJECT.sub("", question) or question
    returns = _RETURNS.match(question)
    if returns:
        before = history[: _latest_about(returns[1], history) + 1]
        asked = question[returns.end() :]
        about = _part_about(returns[1], subject(before[-1]))
        return f"{asked or returns[1]} ({_together(returns[1], about)})"
    if not _leans(question, history, known):
        return question
    return _taking_along(question, history, known, answered)


def _taking_along(
    question: str,
    history: Sequence[Turn],
    known: Callable[[Turn], str],
    answered: Callable[[Turn], str],
) -> str:
    """The question in full, with what the conversation is about behind it in brackets."""
    named = with_people_named(question, history, known, answered)
    if named == question:
        named = with_thing_named(question, history[-1], answered)
    if _names_its_subject(named, question, history[-1]):
        return named
    full, is_of_subject = completed(named, history, answered)
    if full:
        taken = taken_along(history[-1]) if is_of_subject else ""
        return full if {*terms(taken)} <= {*terms(full)} else f"{full} ({taken})"
    about = [subject(history[-1])]
    if named == question and not content_words(question):
        about.append(local_words(history[-1]))
    said = {*terms(named), *(word for part in about[:1] for word in terms(part))}
    kept = [part for part in about[:1] if not {*terms(part)} <= {*terms(named)}]
    kept += [part for part in about[1:] if not {*terms(part)} <= said]
    taken = "; ".join(filter(None, kept))
    return f"{named} ({taken})" if taken else named


def _names_its_subject(named: str, question: str, before: Turn) -> bool:
    """Whether what was put into a question says what it is of, so that it can be asked alone."""
    if named == question:
        return False
    about = subject(before)
    noun = counted(own_words(before))
    if noun and noun in named and noun not in question:
        return noun not in about
    parts = about.split(", ")
    return len(parts) > 1 and any(part in named and part not in question for part in parts)


def _leans(question: str, history: Sequence[Turn], known: Callable[[Turn], str]) -> bool:
    """Whether it refers back, says next to nothing, or speaks of what was just told."""
    if _GOES_ON.search(question):
        return True
    asked = content_words(question)
    names = names_in((question,))
    if _refers_back(question) and len(asked) <= MAX_WORDS:
        return True
    if not asked or (len(asked) == 1 and not names):
        return True
    if dates.windows(question, date.today()) or len(asked) > MAX_WORDS:
        return False
    told = _just_told(history, known)
    if names:
        wanted, held = stems([" ".join(asked), told])
        is_known = all(re.search(rf"\b{re.escape(name)}\b", told) for name in names)
        return is_known and len(wanted & held) > KNOWN_SHARE * len(wanted)
    if len(asked) > MAX_UNNAMED_WORDS:
        return False
    wanted, held = stems([" ".join(_unnamed(asked, told)), told])
    speaks_of = len(wanted & held)
    if _DEFINITE.search(question):
        return len(asked) <= 2 or 3 * speaks_of >= len(wanted) > 0
    return speaks_of >= KNOWN_SHARE * len(wanted)


def _just_told(history: Sequence[Turn], known: Callable[[Turn], str]) -> str:
    """What the last question and its answer spoke of."""
    return f"{own_words(history[-1])} {subject(history[-1])} {known(history[-1])}"


def _unnamed(asked: Sequence[str], told: str) -> list[str]:
    """The words that are no names in what was told, where a person may have left out capitals."""
    return [
        word
        for word in asked
        if not re.search(rf"\b{re.escape(word.capitalize())}\b", told)
        or re.search(rf"\b{re.escape(word)}\b", told)
    ]


def _refers_back(question: str) -> bool:
    referring = _REFERS_BACK.search(question)
    if referring:
        return len(content_words(question[: referring.start()])) < MAX_WORDS_BEFORE
    pronoun = _REFERS_TO_A_NAME.search(question)
    if pronoun is None:
        return False
    stands_before = question[: pronoun.start()]
    return not names_in((stands_before,)) and len(content_words(stands_before)) < 3


def _latest_about(name: str, history: Sequence[Turn]) -> int:
    """The place of the latest turn that spoke of it; the latest of all where none did."""
    wanted, *asked = stems([name, *(f"{t.question} {t.understood}" for t in history)])
    told = stems([turn.answer for turn in history])
    shared = [2 * len(wanted & a) + len(wanted & b) for a, b in zip(asked, told, strict=True)]
    return max(range(len(history)), key=lambda place: (shared[place], place))


def _part_about(name: str, about: str) -> str:
    """What of a subject speaks of a name: of "the storm, the Narrows Bridge" the second, of a
    bridge; the whole subject where none does."""
    wanted, *held = stems([name, *about.split(", ")])
    return next(
        (part for part, has in zip(about.split(", "), held, strict=True) if wanted & has), about
    )


def _together(first: str, second: str) -> str:
    has_both = set(terms(first)) <= set(terms(second))
    return second if has_both else "; ".join(filter(None, (first.strip(), second)))
