"""A question in plain language as a full-text query."""

from __future__ import annotations

import itertools
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing

import numpy as np
from numpy.typing import NDArray

from vectorstore.text.normalise import folded

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

# What asks for a number, and is no part of what the number counts.
HOW_MANY = frozenset(("many", "much"))


def terms(question: str) -> list[str]:
    """The words that a question is about, lower case, each once; all its words if none is."""
    asked = list(dict.fromkeys(words(question)))
    return [word for word in asked if word not in STOP_WORDS] or asked


def beginning(word: str) -> str:
    """The letters by which a word is told from others whatever its ending: a rough stem."""
    return word[:5]


def expression(question: str) -> str:
    """An FTS5 expression that matches any word of a question, "" where it has none.

    Neighbouring words, and what stands in quotation marks, count as phrases on top. Everything is
    quoted: no question is query syntax.
    """
    parts = dict.fromkeys([*terms(question), *phrases(question)])
    return " OR ".join(f'"{part}"' for part in parts)


def phrases(question: str) -> list[str]:
    """The neighbouring words of a question, none a stop word, and what it quotes."""
    neighbours = itertools.pairwise(words(question))
    pairs = [f"{a} {b}" for a, b in neighbours if not {a, b} & STOP_WORDS]
    quoted = [" ".join(words(quoted)) for quoted in _QUOTED.findall(question)]
    return list(dict.fromkeys([*pairs, *(phrase for phrase in quoted if " " in phrase)]))


def occurrences(terms: Sequence[str], texts: Sequence[str]) -> NDArray[np.int64]:
    """How often each word or phrase stands in each text, as it is searched, in any of its forms.

    [texts, terms]. A phrase's words are neighbours, whatever stands between them.
    """
    stem_of = _stem_of(sorted({word for term in terms for word in term.split()}))
    starts, forms, following = _forms(stem_of, texts)
    number_of = {stem: number for number, stem in enumerate(stem_of.values())}
    stem_of_form = _stem_of(sorted({*forms}))
    stems_found = np.array([number_of.get(stem_of_form[form], -1) for form in forms], dtype=np.intp)
    follows = starts[1:] == following[:-1]
    text_ends = np.cumsum([len(text) + 1 for text in texts])
    text_of = np.searchsorted(text_ends, starts, side="right")
    counts = np.zeros((len(texts), len(terms)), dtype=np.int64)
    for column, term in enumerate(terms):
        wanted = [number_of[stem_of[word]] for word in term.split()]
        found = np.flatnonzero(stems_found == wanted[0])
        for place, stem in enumerate(wanted[1:], 1):
            found = found[found + place < len(forms)]
            found = found[follows[found + place - 1] & (stems_found[found + place] == stem)]
        counts[:, column] = np.bincount(text_of[found], minlength=len(texts))
    return counts


def _forms(
    stem_of: Mapping[str, str], texts: Sequence[str]
) -> tuple[NDArray[np.intp], list[str], NDArray[np.intp]]:
    """Words that may be forms of others: where each starts in the joined texts, the word itself,
    and where the next word of its text would start.

    One search a word: a pattern that begins with plain letters is looked for many times faster
    than any of several.
    """
    joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    beginnings = {os.path.commonprefix([w, stem]) for w, stem in stem_of.items()}  # noqa: RUF071
    found = {
        match.start(): (match[1], match.end())
        for beginning in beginnings
        for match in re.finditer(rf"({re.escape(beginning)}\w*)[^\w{_BETWEEN}]*", joined)
        if match[1] and not _WORD.match(joined, match.start() - 1, match.start())
    }
    starts = sorted(found)
    return (
        np.array(starts, dtype=np.intp),
        [found[start][0] for start in starts],
        np.array([found[start][1] for start in starts], dtype=np.intp),
    )


def _stem_of(words: Sequence[str]) -> dict[str, str]:
    return {word: min(found, default=word) for word, found in zip(words, stems(words), strict=True)}


def words(text: str) -> list[str]:
    """All words of a text, as they are searched, in their order; "3rd" is "3"."""
    return _WORD.findall(_ORDINAL.sub(r"\1", folded(text)))


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
