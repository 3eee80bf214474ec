"""Words by their stems: killed is kill, and policy is not police."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing

from vectorstore.text.normalise import folded

# Words whose stems are remembered.
_MAX_REMEMBERED = 100_000

_remembered: dict[str, str] = {}


def stem_of(words: Collection[str]) -> dict[str, str]:
    """The stem of each of these words, which are in small letters.

    Asked of the full-text index's tokenizer once a word: ask for many at once.
    """
    known = {word: stem for word in words if (stem := _remembered.get(word))}
    unknown = [word for word in {*words} if word not in known]
    if not unknown:
        return known
    found = {
        word: min(each, default=word) for word, each in zip(unknown, stems(unknown), strict=True)
    }
    if len(_remembered) + len(found) > _MAX_REMEMBERED:
        _remembered.clear()
    _remembered.update(found)
    return {**known, **found}


def stems(texts: Sequence[str]) -> list[set[str]]:
    """The stems of each text's words, exactly as the full-text index has them."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE text USING fts5 (body, tokenize = 'porter unicode61')")
        db.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (text, 'instance')")
        rows = ((number, folded(text)) for number, text in enumerate(texts))
        db.executemany("INSERT INTO text (rowid, body) VALUES (?, ?)", rows)
        found: list[set[str]] = [set() for _ in texts]
        for stem, number in db.execute("SELECT term, doc FROM stem"):
            found[number].add(stem)
    return found
