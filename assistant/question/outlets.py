"""Which of the archive's outlets a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vectorstore.text.normalise import letters

_WORD = re.compile(r"\w+")
# "The Echo - Sport" and "The Echo | Osterby" are both called The Echo.
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")

_Words = tuple[str, ...]


def named_outlets(question: str, outlets: Iterable[str]) -> list[str]:
    """The outlets that a question names, as the archive writes them.

    A name of one word counts only as it is written, so that "time" is not the outlet Time.
    """
    question_words = tuple(_WORD.findall(letters(question)))
    lower_words = tuple(word.lower() for word in question_words)
    found = []
    for outlet in outlets:
        for name in {outlet, _SECTION.split(outlet)[0]}:
            words = tuple(_WORD.findall(letters(name)))
            if words and _stands_in(words, question_words, lower_words):
                found.append(outlet)
                break
    return found


def _stands_in(name: _Words, question_words: _Words, lower_words: _Words) -> bool:
    low = tuple(word.lower() for word in name)
    bare = low[1:] if low[0] == "the" else low
    if len(bare) > 1:
        return _runs(bare, lower_words)
    if low[0] == "the" and len(name) > 1:
        return _runs(name, question_words) or _runs(("the", *name[1:]), question_words)
    return _runs(name, question_words)


def _runs(name: _Words, words: _Words) -> bool:
    return any(words[i : i + len(name)] == name for i in range(len(words) - len(name) + 1))
