"""An article's own letters, and the composed ones that the rules for text are written for.

An accent stands in its letter or behind it: é is one character or two. An article keeps what was
printed. Rules look at it in NFC, and what they find is told by its place in the article's own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

# Capital letters, Latin, Greek and Cyrillic, as they stand in the brackets of a pattern.
CAPITALS = "A-Z" + "".join(
    filter(str.isupper, map(chr, (*range(0xC0, 0x250), *range(0x370, 0x530))))
)

_WORD = re.compile(r"\w+")
# Letters with no accent behind them, each composed as it is; or what has to be looked at.
_PIECE = re.compile(r"[\x00-\x7f]+(?![^\x00-\x7f])|[\x00-\x7f]?[^\x00-\x7f]+")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text in NFC; `places` are where each of its characters, and its end, stand in the own."""

    text: str
    places: Sequence[int]


def is_composed(text: str) -> bool:
    """Whether a text is in NFC as it is, as nearly all are."""
    return unicodedata.is_normalized("NFC", text)


@lru_cache(maxsize=32)
def composed(text: str) -> Composed:
    """A text in NFC."""
    if is_composed(text):
        return Composed(text, range(len(text) + 1))
    made: list[str] = []
    places: list[int] = []
    start = 0
    for piece in _PIECE.findall(text):
        if piece.isascii():
            made.append(piece)
            places += range(start, start + len(piece))
            start += len(piece)
            continue
        for own in _letters(piece):
            letter = unicodedata.normalize("NFC", own)
            made.append(letter)
            end = start + len(own)
            places += [start, *(max(start, end - rest) for rest in range(len(letter) - 1, 0, -1))]
            start = end
    return Composed("".join(made), (*places, start))


def restored(made: str, own: str) -> str:
    """What was made of a text's NFC, by leaving some of it out, in the text's own letters."""
    if is_composed(own):
        return made
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for letter in _distinct_letters(own):
        forms[unicodedata.normalize("NFC", letter)].add(letter)
    # What is written in several ways is told by the words around it.
    only = {letter: next(iter(each)) for letter, each in forms.items() if len(each) == 1}
    words = _words_of(own, made) if len(only) < len(forms) else {}
    parts, end = [], 0
    for start, word in words.items():
        parts += [*_in_forms(made[end:start], only), word]
        end = start + len(unicodedata.normalize("NFC", word))
    return "".join([*parts, *_in_forms(made[end:], only)])


def _in_forms(text: str, forms: dict[str, str]) -> Iterator[str]:
    return (forms.get(letter, letter) for letter in _letters(text))


def _distinct_letters(text: str) -> set[str]:
    pieces = {*_PIECE.findall(text)}
    return {
        letter for piece in pieces for letter in (piece if piece.isascii() else _letters(piece))
    }


def _letters(text: str) -> Iterator[str]:
    """The parts of a text that are composed each by itself: mostly a letter with its accents."""
    letter = ""
    for character in text:
        if letter and _begins_letter(letter, character):
            yield letter
            letter = ""
        letter += character
    if letter:
        yield letter


def _begins_letter(before: str, character: str) -> bool:
    if character < "\x80":
        return True
    if unicodedata.combining(character):
        return False
    both = unicodedata.normalize("NFC", before + character)
    return both == unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", character)


def _words_of(own: str, made: str) -> dict[int, str]:
    """For each word of what was made, by its place, that of the text which it was made of.

    The next one that has the same words beside it, or one of them.
    """
    view = composed(own)
    spans = [match.span() for match in _WORD.finditer(view.text)]
    known: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, around in enumerate(_around([view.text[slice(*span)] for span in spans])):
        for key in around:
            known[key].append(place)
    matches = [*_WORD.finditer(made)]
    found: dict[int, str] = {}
    last = -1
    for match, around in zip(matches, _around([each.group() for each in matches]), strict=True):
        places = next((known[key] for key in around if key in known), None)
        if places:
            after = bisect_right(places, last)
            last = places[after] if after < len(places) else places[0]
            start, end = spans[last]
            found[match.start()] = own[view.places[start] : view.places[end]]
    return found


def _around(words: list[str]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """For each word, it with both its neighbours, with either, and alone."""
    for before, word, after in zip(["", *words], words, [*words[1:], ""], strict=False):
        yield (before, word, after), (before, word, "\n"), ("\n", word, after), (word,)
