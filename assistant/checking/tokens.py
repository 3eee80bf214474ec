"""A text as the words that are compared: each with what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from vectorstore.text.normalise import normalised
from vectorstore.text.numerals import left_out, numerals
from vectorstore.text.senses import in_single_words, senses
from vectorstore.text.stems import stem_of
from vectorstore.text.words import STOP_WORDS

_WORD = re.compile(r"\w(?:[\w'.-]|(?<=\d),(?=\d))*\w|\w")
_SPACED = re.compile(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3})+(?![\w,]|\.\d)")
# Words that any clause may have; they say nothing by themselves.
_LIGHT = STOP_WORDS | frozenset(
    """said says say told tells added according mr mrs ms dr also after before while because which
    may might could must shall since until during more most than only even still yet now then there
    here some any each every other others own same such out up off over under again once its that
    been one two first last make made makes get got put take took go went come came many much few
    per including among between whether though although however both either neither above below
    against
    far going something nothing anything kind sort thing things so-called towards without within
    another whole former little latest current currently time times""".split()
)

# A full stop behind these ends nothing.
SHORTENED = frozenset("mr mrs ms dr prof gov sen rep gen col sgt capt lt rev st jr sr".split())


class Token(NamedTuple):
    """A word at text[start:end]: what it may stand for, and whether it is a name or a number."""

    start: int
    end: int
    word: str
    keys: frozenset[str]
    is_name: bool
    is_number: bool

    @property
    def is_content(self) -> bool:
        """Whether it says something by itself."""
        return self.is_name or self.is_number or self.word not in _LIGHT


def plain(text: str) -> str:
    """A text in plain letters, "28 500 000" with commas, and one word for what two say."""
    return in_single_words(_SPACED.sub(_with_commas, normalised(text)))


def with_joined_numbers(plain: str) -> str:
    """A text of plain letters, its "28 500 000" with commas."""
    return _SPACED.sub(_with_commas, plain)


def _with_commas(match: re.Match[str]) -> str:
    return match.group().replace(" ", ",")


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a plain text, in order."""
    small = text.casefold()
    numbers = numerals(small)
    found = [*_WORD.finditer(text)]
    words = [match.group().casefold().removesuffix("'s").rstrip(".") for match in found]
    stem = stem_of({*words})
    made: list[Token] = []
    place = 0
    for match, word in zip(found, words, strict=True):
        while place < len(numbers) and numbers[place].end <= match.start():
            place += 1
        is_number = place < len(numbers) and numbers[place].start <= match.start()
        number = numbers[place] if is_number else None
        is_first = (
            not text[: match.start()].strip(" \"'(") or text[: match.start()].rstrip()[-1] in ".!?"
        )
        is_titled = bool(made) and made[-1].word in SHORTENED
        is_first = is_first and not is_titled
        is_name = match.group()[0].isupper() and not is_first and word not in STOP_WORDS
        keys = (
            frozenset(f"#{r}" for r in number.readings | left_out(number.readings))
            if number
            else senses(word, stem.get(word, word))
        )
        made.append(Token(match.start(), match.end(), word, keys, is_name, number is not None))
    return tuple(made)


def content(text: str) -> list[Token]:
    """The words of a plain text that say something."""
    return [token for token in tokens(text) if token.is_content]


def keys_of(found: Iterable[Token]) -> frozenset[str]:
    """All that some words may stand for."""
    return frozenset(key for token in found for key in token.keys)


def matched(asked: Sequence[Token], held: frozenset[str]) -> list[Token]:
    """Those of some words of which one meaning is held."""
    return [token for token in asked if token.keys & held]


def share(asked: Sequence[Token], held: frozenset[str]) -> float:
    """The share of some words that is held; 1 of none."""
    return len(matched(asked, held)) / len(asked) if asked else 1.0


def nearest(asked: Sequence[Token], sentences: Sequence[str]) -> list[str]:
    """The sentences that have most of some words; of these none that has only names of them, where
    another has more than names."""
    held = [keys_of(content(sentence)) for sentence in sentences]
    shares = [share(asked, keys) for keys in held]
    best = max(shares, default=0.0)
    found = [n for n, known in enumerate(shares) if known >= best > 0]
    telling = [token for token in asked if not token.is_name]
    told = [n for n in found if matched(telling, held[n])]
    return [sentences[n] for n in told or found]
