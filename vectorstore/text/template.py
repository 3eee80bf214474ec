"""Whether two texts of nearly the same words say the same, or fill one template with other facts.

A fact is a figure, a day of the week or a month, or a name: a word with a capital letter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import numerals
from vectorstore.text.shingles import overlap, runs_of_words
from vectorstore.text.words import STOP_WORDS

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_DAYS = frozenset((*WEEKDAY_NAMES, *MONTH_NAMES)) - {"may"}
_NEGATIONS = frozenset("not no never neither nor cannot".split())
_CONTRACTED = {"ca": "can", "wo": "will", "sha": "shall"}
# What stands in a context for any figure, and for any name.
_FIGURE, _NAME = "0", "A"
# A context of fewer words of its own tells too little.
_MIN_CONTEXT_WORDS = 2
# Texts that share less of their figures or names than this are of other things, where they have
# as many as these.
MIN_SHARED_FACTS, MIN_FIGURES, MIN_NAMES = 0.5, 2, 3
# The share of its words in their order that makes a text one of another's template.
MIN_SHARED_WORDS = 0.6
# Names differ by spelling too: more than so many in the same context, and more than this share of
# all that stand in one, are others.
MAX_OTHER_NAMES, MAX_OTHER_NAMES_SHARE = 1, 0.2

_Facts = dict[tuple[str, ...], set[str]]


class _Read(NamedTuple):
    """A text's figures and names, each under the words around it, and its words without them."""

    figures: _Facts
    names: _Facts
    words: list[str]


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    values: frozenset[str]  # of a figure; none for other words
    is_name: bool


def same_facts(first: str, second: str, is_strict: bool = False) -> bool:
    """Whether two texts, most of one in the other, have the same figures and names.

    One may lack what the other has, as a story is trimmed. Where it `is_strict`, one has all the
    figures and names of the other.
    """
    a, b = _facts(first), _facts(second)
    figures, names = (a.figures, b.figures), (a.names, b.names)
    other, _ = _compared(*figures)
    if other or not _share_enough(*figures, MIN_FIGURES):
        return False
    other, same = _compared(*names)
    if is_strict:
        return not other and all(map(_is_one_in_other, (figures, names)))
    is_other = other > MAX_OTHER_NAMES and other > MAX_OTHER_NAMES_SHARE * (other + same)
    return not is_other and _share_enough(*names, MIN_NAMES)


def fill_one_template(first: str, second: str) -> bool:
    """Whether two texts are of nearly the same words with other figures or names in them."""
    shared = overlap(*(runs_of_words(_facts(text).words) for text in (first, second)))
    return shared >= MIN_SHARED_WORDS and not same_facts(first, second)


def tell_of_others(first: str, second: str) -> bool:
    """Whether two texts name others in the same words, and have no figure there in common."""
    a, b = _facts(first), _facts(second)
    if not _compared(a.names, b.names)[0]:
        return False
    other, same = _compared(a.figures, b.figures)
    return other > 0 or not same


def is_denied(first: str, second: str) -> bool:
    """Whether one of two texts of nearly the same words denies what the other says."""
    a, b = _statements(first), _statements(second)
    return bool(
        (a.denied - a.said) & (b.said - b.denied) or (b.denied - b.said) & (a.said - a.denied)
    )


class _Statements(NamedTuple):
    """The runs of four words of a text, apart those with a negation in their middle."""

    said: frozenset[tuple[str, ...]]
    denied: frozenset[tuple[str, ...]]


@lru_cache(maxsize=256)
def _statements(text: str) -> _Statements:
    words: list[str] = []
    negated = set()
    for word in (token.word.lower().replace("’", "'") for token in _tokens(normalised(text))):
        base = word.removesuffix("n't")
        if base != word:
            words.append(_CONTRACTED.get(base, base))
        elif word == "cannot":
            words.append("can")
        elif word not in _NEGATIONS:
            words.append(word)
            continue
        negated.add(len(words))
    runs = {place: tuple(words[place - 2 : place + 2]) for place in range(2, len(words) - 1)}
    return _Statements(
        frozenset(run for place, run in runs.items() if place not in negated),
        frozenset(run for place, run in runs.items() if place in negated),
    )


def _compared(first: _Facts, second: _Facts) -> tuple[int, int]:
    """How many facts in the same context are others, and how many the same."""
    shared = first.keys() & second.keys()
    other = {frozenset(first[key]) for key in shared if not first[key] & second[key]}
    same = {frozenset(first[key]) for key in shared if first[key] & second[key]}
    return len(other), len(same)


def _share_enough(first: _Facts, second: _Facts, least: int) -> bool:
    a, b = _all(first), _all(second)
    fewer = min(len(a), len(b))
    return fewer < least or len(a & b) >= MIN_SHARED_FACTS * fewer


def _is_one_in_other(facts: tuple[_Facts, _Facts]) -> bool:
    a, b = map(_all, facts)
    return a <= b or b <= a


def _all(facts: _Facts) -> set[str]:
    return set().union(*facts.values())


@lru_cache(maxsize=256)
def _facts(text: str) -> _Read:
    tokens = list(_tokens(normalised(text)))
    without_figures = [_FIGURE if token.values else token.word.lower() for token in tokens]
    without_names = [
        _NAME if token.is_name else word
        for token, word in zip(tokens, without_figures, strict=True)
    ]
    figures: _Facts = defaultdict(set)
    names: _Facts = defaultdict(set)
    for place, token in enumerate(tokens):
        if token.values:
            for context in _contexts(without_figures, place):
                figures[context] |= token.values
        elif token.is_name:
            for context in _contexts(without_names, place):
                names[context].add(token.word.lower())
    return _Read(dict(figures), dict(names), without_names)


def _contexts(words: list[str], place: int) -> Iterator[tuple[str, ...]]:
    """The words around a place: two before and one after, one before and two after."""
    around = ["", "", *words, "", ""]
    before, after = around[place : place + 2], around[place + 3 : place + 5]
    for left, right in ((before, after[:1]), (before[1:], after)):
        if sum(word not in ("", _FIGURE, _NAME) for word in left + right) >= _MIN_CONTEXT_WORDS:
            yield (*left, "", *right)


def _tokens(text: str) -> Iterator[_Token]:
    lower = text.lower()
    figures = list(numerals(lower if len(lower) == len(text) else text))
    place = 0
    for start, end, values in [(f.start, f.end, f.readings) for f in figures] + [
        (len(text), len(text), frozenset[str]())
    ]:
        yield from (_plain(word) for word in _WORD.findall(text[place:start]))
        if values:
            yield _Token("", values, is_name=False)
        place = end


def _plain(word: str) -> _Token:
    lower = word.lower()
    if lower in _DAYS:
        return _Token(word, frozenset((lower,)), is_name=False)
    return _Token(word, frozenset(), word[:1].isupper() and lower not in STOP_WORDS)
