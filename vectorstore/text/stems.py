"""Words by their stems: killed is kill, and policy is not police."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from functools import cache
from threading import Lock

from vectorstore.text.normalise import folded

# Words whose stems are remembered.
_MAX_REMEMBERED = 100_000

_remembered: dict[str, str] = {}
_index_lock = Lock()


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
    rows = [(number, folded(text)) for number, text in enumerate(texts)]
    found: list[set[str]] = [set() for _ in texts]
    with _index_lock:
        db = _index()
        try:
            db.executemany("INSERT INTO text (rowid, body) VALUES (?, ?)", rows)
            for stem, number in db.execute("SELECT term, doc FROM stem"):
                found[number].add(stem)
        finally:
            db.rollback()
    return found


@cache
def _index() -> sqlite3.Connection:
    """An empty full-text index, kept: to make one takes longer than to ask it of a sentence."""
    db = sqlite3.connect(":memory:", check_same_thread=False)
    db.text_factory = _in_letters
    atexit.register(db.close)
    db.execute("CREATE VIRTUAL TABLE text USING fts5 (body, tokenize = 'porter unicode61')")
    db.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (text, 'instance')")
    return db


def _in_letters(term: bytes) -> str:
    """A term of the index, which cuts a very long word off in the middle of a letter."""
    return term.decode("utf-8", "ignore")


def placed_stems(texts: Sequence[Sequence[str]]) -> list[dict[str, list[int]]]:
    """The stems of each text's parts, as the full-text index has them, each with its places.

    Places count words from 1; no word of a part is the next of the part before.
    """
    count = max(map(len, texts), default=1)
    columns = [f"part{number}" for number in range(count)]
    with closing(sqlite3.connect(":memory:")) as db:
        db.text_factory = _in_letters
        db.execute(
            f"CREATE VIRTUAL TABLE text USING fts5 ({', '.join(columns)},"
            " tokenize = 'porter unicode61')"
        )
        db.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (text, 'instance')")
        marks = ", ".join("?" * (count + 1))
        db.executemany(
            f"INSERT INTO text (rowid, {', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            ([number, *map(folded, parts)] for number, parts in enumerate(texts)),
        )
        found: list[dict[str, list[int]]] = [{} for _ in texts]
        lengths: dict[tuple[int, str], int] = {}
        rows = db.execute('SELECT term, doc, col, "offset" FROM stem').fetchall()
    for _, number, column, place in rows:
        lengths[number, column] = max(lengths.get((number, column), 0), place + 1)
    starts = {}
    for number in range(len(texts)):
        start = 1
        for column in columns:
            starts[number, column] = start
            start += lengths.get((number, column), 0) + 1
    for stem, number, column, place in rows:
        found[number].setdefault(stem, []).append(starts[number, column] + place)
    return found
