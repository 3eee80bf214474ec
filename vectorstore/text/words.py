"""The words of a text, and a question in plain language as a full-text query."""

from __future__ import annotations

import itertools
import re

from vectorstore.text.normalise import folded

_WORD = re.compile(r"\w+")
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


def words(text: str) -> list[str]:
    """All words of a text, as they are searched, in their order; "3rd" is "3"."""
    return _WORD.findall(_ORDINAL.sub(r"\1", folded(text)))
