"""Where a text mentions what somebody looks for: names whole, phrases as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vectorstore.errors import QuestionError
from vectorstore.text.normalise import folded

# A word; marks without a width of their own, as soft hyphens and loose accents, part none.
_INSIDE = "\u0300-\u036f\xad\u200b-\u200d\u2060"
_WORD = re.compile(rf"\w[\w{_INSIDE}]*")
_PART = re.compile(
    r"(?P<without>(?<!\S)-)?(?:[\"“”„«](?P<quoted>[^\"“”„«»]+)[\"“”»]|(?P<bare>\S+))"
)
# What ends a sentence, or a paragraph, parts a phrase; the stop of "J." or "Mr." does not.
_PARTS = re.compile(r"[.!?…]\S*\s|\n\s*\n|[;:()\[\]]|[.,!?]\s*\n")
_RUNS = re.compile(r"[.!?…;:()\[\]\n]")
_SHORT = 3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Phrases that a text must hold all of, and others of which it may hold none."""

    phrases: tuple[Phrase, ...]
    without: tuple[Phrase, ...] = ()


def wanted(expression: str) -> tuple[Wanted, ...]:
    """The alternatives that an expression names: words, "a phrase", OR, -without.

    Neighbouring words are one phrase, as in a name. QuestionError where nothing is looked for.
    """
    found = tuple(map(_alternative, re.split(r"(?<!\S)OR(?!\S)", _with_quotes_kept(expression))))
    if not all(each.phrases for each in found):
        raise QuestionError(
            f'{expression!r} names nothing to count. Give a name or words, as in "Ruth Ashgrove"'
            " OR Ashgrove -ferry."
        )
    return found


def places(text: str, alternatives: Sequence[Wanted]) -> list[tuple[int, int]]:
    """The (start, end) of every mention, in their order; none overlaps another."""
    words = _words(text)
    found: list[tuple[int, int]] = []
    for each in alternatives:
        if any(_runs(text, words, phrase) for phrase in each.without):
            continue
        runs = [_runs(text, words, phrase) for phrase in each.phrases]
        if all(runs):
            found += [place for run in runs for place in run]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(set(found), key=lambda place: (place[0], -place[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def where_quoted(text: str, quote: str) -> list[tuple[int, int]]:
    """The (start, end) of each place where the words of a quote follow one another."""
    said, words = [word for word, _, _ in _words(quote)], _words(text)
    size = len(said)
    return [
        (words[n][1], words[n + size - 1][2])
        for n in range(len(words) - size + 1)
        if size and all(words[n + k][0] == said[k] for k in range(size))
    ]


def longest_run(quote: str) -> str:
    """The longest part of a quote that is one phrase; "" where it has no word."""
    parts = (" ".join(_WORD.findall(part)) for part in _RUNS.split(quote))
    return max(parts, key=len)


def _with_quotes_kept(expression: str) -> str:
    """An OR inside quotation marks is a word like others."""
    return re.sub(
        r"[\"“„«][^\"“”„«»]+[\"”“»]", lambda quoted: re.sub(r"\bOR\b", "or", quoted[0]), expression
    )


def _alternative(text: str) -> Wanted:
    phrases, without, bare = list[Phrase](), list[Phrase](), list[str]()
    for part in _PART.finditer(text):
        own = tuple(word for word, _, _ in _words(part["quoted"] or part["bare"]))
        if part["without"]:
            without.append(own)
        elif part["quoted"]:
            phrases += [tuple(bare), own]
            bare = []
        else:
            bare += own
    phrases.append(tuple(bare))
    return Wanted(tuple(filter(None, phrases)), tuple(filter(None, without)))


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(folded(found[0]), *found.span()) for found in _WORD.finditer(text)]


def _runs(text: str, words: list[tuple[str, int, int]], phrase: Phrase) -> list[tuple[int, int]]:
    size = len(phrase)
    return [
        (words[n][1], words[n + size - 1][2])
        for n in range(len(words) - size + 1)
        if all(words[n + k][0] == phrase[k] for k in range(size))
        and not any(_parted(text, words[n + k], words[n + k + 1]) for k in range(size - 1))
    ]


def _parted(text: str, one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    between = text[one[2] : other[1]]
    is_short = len(one[0]) <= _SHORT and between.startswith(".")
    return _PARTS.search(between[1:] if is_short else between) is not None
