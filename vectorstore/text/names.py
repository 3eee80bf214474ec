"""Names in English text, told by their capital letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from vectorstore.text.normalise import normalised
from vectorstore.text.sentences import STARTERS, sentences
from vectorstore.text.words import STOP_WORDS

_NAME = re.compile(r"\b[A-Z][\w'-]*\w")
# Speech begins with a capital letter inside a sentence, too.
_BEGINS_SPEECH = re.compile(r"[\"'(]\w[\w'-]*|:\s\w[\w'-]*")
_ADDRESS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Dr"))
_FIRST_WORD = re.compile(r"\w[\w'-]*")


@lru_cache(maxsize=64)
def names_in(texts: tuple[str, ...]) -> frozenset[str]:
    """The words that have a capital letter inside the sentences of texts, and never a small one."""
    plain = [normalised(text) for text in texts]
    small = {word for text in plain for word in _FIRST_WORD.findall(text) if word.islower()}
    return frozenset(
        name
        for text in plain
        for name in capitalised(_BEGINS_SPEECH.sub(" ", text))
        if name.casefold() not in small | STARTERS | STOP_WORDS
    )


def capitalised(plain: str, known: Collection[str] = ()) -> Iterator[str]:
    """The words with a capital letter in a text of plain marks, but for forms of address.

    The first word of a sentence always has one: it counts where it is `known`.
    """
    for start, end in sentences(plain):
        first = _FIRST_WORD.search(plain, start, end)
        if first:
            found = [
                (match.group().removesuffix("'s"), plain[match.start() - 2 : match.start()])
                for match in _NAME.finditer(plain, first.end(), end)
            ]
            # "Next steps: Run it" has one, too.
            names = [name for name, before in found if before != ": " or name in known]
            begins = first.group().removesuffix("'s")
            if begins in known:
                yield begins
            yield from (name for name in names if name not in _ADDRESS)
