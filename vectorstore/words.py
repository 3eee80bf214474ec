"""A question in plain language as a full-text query."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,100})[\"”“»]")
# Words that tell nothing of what a question is about.
STOP_WORDS = frozenset(
    """a about after all also an and any are as at be because been before being between both but
    by can could did do does doing for from had has have having he her hers him his how i if
    in into is it its just me might more most my no nor not of on or other our out over own s
    same say said says she should so some such t tell than that the their them then there
    these they this those to too under until up very was we were what when where which while
    who whom whose why will with would you your article articles according report
    reported""".split()
)


def terms(question: str) -> list[str]:
    """The words that a question is about, lower case, each once; all its words if none is."""
    words = list(dict.fromkeys(word.lower() for word in _WORD.findall(question)))
    return [word for word in words if word not in STOP_WORDS] or words


def expression(question: str) -> str:
    """An FTS5 expression that matches any word of a question; quoted words count as phrases too.

    "" where the question has no words. Everything is quoted: no question is query syntax.
    """
    phrases = [" ".join(_WORD.findall(quoted)) for quoted in _QUOTED.findall(question)]
    parts = terms(question) + [phrase for phrase in phrases if " " in phrase]
    return " OR ".join(f'"{part}"' for part in parts)


def stems(texts: Sequence[str]) -> list[set[str]]:
    """The stems of each text's words, exactly as the full-text index has them."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE text USING fts5 (body, tokenize = 'porter unicode61')")
        db.execute("CREATE VIRTUAL TABLE stem USING fts5vocab (text, 'instance')")
        db.executemany("INSERT INTO text (rowid, body) VALUES (?, ?)", enumerate(texts))
        found: list[set[str]] = [set() for _ in texts]
        for stem, number in db.execute("SELECT term, doc FROM stem"):
            found[number].add(stem)
    return found
