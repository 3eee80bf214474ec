"""Which of the archive's outlets a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from vectorstore.text.normalise import letters

_WORD = re.compile(r"\w+")
# "The Echo - Sport" and "The Echo | Osterby" are both called The Echo.
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")
# What an outlet's name has beside what people call it.
_MEDIUM = re.compile(r"\s+(?:News|Online|Newspaper|Magazine|Website|\(?UK\)?|\(?US\)?)$")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([\w-]+)(?:\.[a-z]{2,3})?\.[a-z]{2,7}(?:/.*)?")
_PRINTS = re.compile(
    r"\b[Tt]he\s+(?P<name>(?:[A-Z][\w'’-]*\s)*[A-Z][\w'’-]*)\s+"
    r"(?:writes?|wrote|written|prints?|printed|publish(?:es|ed)?|runs?|carr(?:y|ies|ied))\b"
)

_Words = tuple[str, ...]


def named_outlets(question: str, outlets: Iterable[str]) -> list[str]:
    """The outlets that a question names, as the archive writes them.

    A name of one word counts only as it is written, so that "time" is not the outlet Time.
    """
    question_words = tuple(_WORD.findall(letters(question)))
    lower_words = tuple(word.lower() for word in question_words)
    found = []
    for outlet in outlets:
        if any(_stands_in(name, question_words, lower_words) for name in _called(outlet)) or (
            _is_address(outlet, question_words)
        ):
            found.append(outlet)
    return found


def outlet_asked_for(question: str, outlets: Iterable[str]) -> str:
    """An outlet that a question asks after by its name, and that is none of these; "" if none.

    "What did the Guardian write about ...": what prints, and has "the" before its name.
    """
    found = _PRINTS.search(question)
    if not found or any(found["name"] in known for known in named_outlets(question, outlets)):
        return ""
    known = {_core(outlet) for outlet in outlets}
    return "" if _core(found["name"]) in known else f"the {found['name']}"


@lru_cache(maxsize=10_000)
def _called(outlet: str) -> frozenset[_Words]:
    """The names that people use of an outlet: usatoday.com is USA Today, BBC News the BBC."""
    names = (outlet, _SECTION.split(outlet)[0], _MEDIUM.sub("", outlet))
    return frozenset(tuple(_WORD.findall(letters(name))) for name in names) - {()}


def _core(name: str) -> str:
    """A name without its spaces, its "the" and the end of its address: usatoday."""
    bare = _ADDRESS.sub(r"\1", name.strip().lower())
    return re.sub(r"\W|^the\s+", "", bare)


def _is_address(outlet: str, words: _Words) -> bool:
    """Whether words name the outlet whose address is its name: USA Today is usatoday.com, the New
    York Times nytimes.com."""
    if not _ADDRESS.fullmatch(outlet.strip().lower()):
        return False
    core = _core(outlet)
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 5) + 1):
            run = words[first:last]
            joined = "".join(run).lower()
            initials = "".join(word[0] for word in run[:-1]).lower() + run[-1].lower()
            is_name = len(run) > 1 or not run[0].islower()
            if is_name and (joined == core or (len(run) > 2 and initials == core)):
                return True
    return False


def _stands_in(name: _Words, question_words: _Words, lower_words: _Words) -> bool:
    low = tuple(word.lower() for word in name)
    bare = low[1:] if low[0] == "the" else low
    if len(bare) > 1:
        return _runs(bare, lower_words)
    if low[0] == "the" and len(name) > 1:
        return _runs(name, question_words) or _runs(("the", *name[1:]), question_words)
    return _runs(name, question_words)


def _runs(name: _Words, words: _Words) -> bool:
    return name[0] in words and any(
        words[i : i + len(name)] == name for i in range(len(words) - len(name) + 1)
    )
