"""Which of the archive's outlets a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
# "The Echo - Sport" and "The Echo | Osterby" are called by what stands first.
_SECTION = re.compile(r"\s+[-–—|]\s+|:\s+")

_Words = tuple[str, ...]


def named_outlets(question: str, outlets: Iterable[str]) -> list[str]:
    """The outlets that a question names, as the archive writes them.

    A name of one word counts only as it is written, so that "time" is not the outlet Time.
    """
    asked = tuple(_WORD.findall(question))
    lowered = tuple(word.lower() for word in asked)
    found = []
    for outlet in outlets:
        for name in {outlet, _SECTION.split(outlet)[0]}:
            words = tuple(_WORD.findall(name))
            if words and _stands_in(words, asked, lowered):
                found.append(outlet)
                break
    return found


def _stands_in(name: _Words, asked: _Words, lowered: _Words) -> bool:
    low = tuple(word.lower() for word in name)
    bare = low[1:] if low[0] == "the" else low
    if len(bare) > 1:
        return _runs(bare, lowered)
    if low[0] == "the" and len(name) > 1:
        return _runs(name, asked) or _runs(("the", *name[1:]), asked)
    return _runs(name, asked)


def _runs(name: _Words, words: _Words) -> bool:
    return any(words[i : i + len(name)] == name for i in range(len(words) - len(name) + 1))
