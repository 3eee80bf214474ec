"""A question in plain language as a full-text query."""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing

_WORD = re.compile(r"\w+")
# Stands between texts that are searched as one.
_BETWEEN = "\x1e"
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,100})[\"”“»]")
# Words that tell nothing of what a question is about.
STOP_WORDS = frozenset(
    """a an the and or but if of at by for with about to from in on is are was were be been being am
    do does did doing have has had having i me my we us our you your he him his she her it its they
    them their what which who whom whose this that these those when where why how s t d ll re ve m
    not no nor so than too very can will just should would could as into there then also""".split()
)


def terms(question: str) -> list[str]:
    """The words that a question is about, lower case, each once; all its words if none is."""
    words = list(dict.fromkeys(_words(question)))
    return [word for word in words if word not in STOP_WORDS] or words


def expression(question: str) -> str:
    """An FTS5 expression that matches any word of a question, "" where it has none.

    Neighbouring words, and what stands in quotation marks, count as phrases on top. Everything is
    quoted: no question is query syntax.
    """
    parts = dict.fromkeys([*terms(question), *phrases(question)])
    return " OR ".join(f'"{part}"' for part in parts)


def phrases(question: str) -> list[str]:
    """The neighbouring words of a question, none a stop word, and what it quotes."""
    words = _words(question)
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words) if not {a, b} & STOP_WORDS]
    quoted = [" ".join(_words(quoted)) for quoted in _QUOTED.findall(question)]
    return list(dict.fromkeys([*pairs, *(phrase for phrase in quoted if " " in phrase)]))


def occurrences(terms: Sequence[str], texts: Sequence[str]) -> list[list[int]]:
    """How often each word or phrase stands in each lower-case text, in any of its forms.

    A row a text. A phrase's words are neighbours, whatever stands between them.
    """
    stem_of = _stem_of(sorted({word for term in terms for word in term.split()}))
    wanted = [tuple(stem_of[word] for word in term.split()) for term in terms]
    lengths = {len(stems) for stems in wanted}
    beginnings = {os.path.commonprefix([w, stem]) for w, stem in stem_of.items()}  # noqa: RUF071
    word = rf"(?:{'|'.join(map(re.escape, beginnings))})\w*"
    runs = re.compile(rf"{_BETWEEN}|\b{word}(?:[^\w{_BETWEEN}]+{word})*")
    found = runs.findall(_BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts))
    forms = {run: _WORD.findall(run) for run in set(found)}
    form_of = _stem_of(sorted({form for run in forms.values() for form in run}))
    sequences = {
        run: _sequences([form_of[form] for form in words], lengths) for run, words in forms.items()
    }
    counts = [Counter[tuple[str, ...]]() for _ in texts]
    number = 0
    for run in found:
        number += run == _BETWEEN
        counts[number].update(sequences[run])
    return [[counted[stems] for stems in wanted] for counted in counts]


def _sequences(stems: Sequence[str], lengths: Iterable[int]) -> list[tuple[str, ...]]:
    """Neighbouring stems, as many at a time as each length says."""
    return [
        tuple(stems[start : start + length])
        for length in lengths
        for start in range(len(stems) - length + 1)
    ]


def _stem_of(words: Sequence[str]) -> dict[str, str]:
    return {word: min(found, default=word) for word, found in zip(words, stems(words), strict=True)}


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_ORDINAL.sub(r"\1", text))]


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
