"""Questions that lean on what was asked before them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from assistant.question import dates
from assistant.question.people import with_people_named
from assistant.question.subject import content_words, local_words, own_words, subject
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
_ASKS_WHEN = re.compile(r"\bwhen\b|\bwhat (day|date|year|month)\b", re.I)


def standalone(
    question: str, history: Sequence[Turn], known: Callable[[Turn], str] = lambda turn: turn.answer
) -> str:
    """The question as it is searched for: a follow-up with its people named and its subject.

    "What did she say?" becomes "What did Ruth Ashgrove say? (ferry Marigold)". `known` gives what
    a turn's answer told, which a question may speak of without naming it.
    """
    if not history:
        return question
    if _NEW_SUBJECT.match(question):
        return _NEW_SUBJECT.sub("", question) or question
    returns = _RETURNS.match(question)
    if returns:
        before = history[: _latest_about(returns[1], history) + 1]
        asked = question[returns.end() :]
        about = subject(before[-1])
        return f"{asked or returns[1]} ({_together(returns[1], about)})"
    if not _leans(question, history[-1], known):
        return question
    return _taking_along(question, history, known)


def _taking_along(question: str, history: Sequence[Turn], known: Callable[[Turn], str]) -> str:
    about = [subject(history[-1])]
    named = with_people_named(question, history, known)
    if named == question and len(content_words(question)) < 2 and not names_in((question,)):
        about.append(local_words(history[-1]))
    own_period = _ASKS_WHEN.search(question) or dates.windows(question, date.today())
    parts = [_without_period(part) if own_period else part for part in about]
    said = {word for part in parts[:1] for word in terms(part)} if parts[0] else set()
    kept = parts[:1] + [part for part in parts[1:] if not set(terms(part)) <= said]
    taken = "; ".join(filter(None, kept))
    return f"{named} ({taken})" if taken else named


def _leans(question: str, before: Turn, known: Callable[[Turn], str]) -> bool:
    """Whether it refers back, says next to nothing, or speaks of what was just told."""
    if _GOES_ON.search(question):
        return True
    asked = content_words(question)
    if len(asked) > MAX_WORDS:
        return False
    names = names_in((question,))
    if _refers_back(question) or not asked or (len(asked) == 1 and not names):
        return True
    if names or len(asked) > MAX_UNNAMED_WORDS or dates.windows(question, date.today()):
        return False
    wanted, told = stems([" ".join(asked), f"{own_words(before)} {known(before)}"])
    return 3 * len(wanted & told) > 2 * len(wanted)


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
    wanted, *asked = stems([name, *(f"{t.question} {t.understood} {t.answer}" for t in history)])
    shared = [len(wanted & held) for held in asked]
    return max(range(len(history)), key=lambda place: (shared[place], place))


def _together(first: str, second: str) -> str:
    has_both = set(terms(first)) <= set(terms(second))
    return second if has_both else "; ".join(filter(None, (first.strip(), second)))


def _without_period(text: str) -> str:
    for window in dates.windows(text, date.today()):
        text = text.replace(window.text, " ")
    return " ".join(text.split())
