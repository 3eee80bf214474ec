"""Does a claim repeat a sentence with something else in it? Seen with the two side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from assistant.numerals import numerals
from vectorstore.words import STOP_WORDS

# The share of a claim's words that it has from a sentence, in their order, where it repeats it.
REPEATED = 0.5
# A name with what stands before it: "the Swedish minister Falk".
LONGEST_NAME = 4

_WORD = re.compile(r"(?:\.(?=\d))?(?:\w[\w'.,:-]*\w|\w)")
_NUMBERED = re.compile(r"\bnos?\.\s*(?=\d)", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(?:(can)(?:'t|not)|(wo)n't|(\w+)n't)\b", re.IGNORECASE)
_DENIALS = frozenset(("not", "never", "no"))


def alters(claim: str, sentence: str, cited: str, names: Collection[str]) -> bool:
    """Whether a claim repeats a sentence with another name or number in it, or with a denial more
    or less.

    All are plain. `cited` is all that the claim rests on: where that has "Ines Falk", she may stand
    for "President Falk". `names` are those that may begin a claim or a sentence.
    """
    said, given = _words(claim, names), _words(sentence, names)
    codes = SequenceMatcher(None, _folded(given), _folded(said), autojunk=False).get_opcodes()
    if sum(d - c for tag, _, _, c, d in codes if tag == "equal") < REPEATED * len(said):
        return False
    whole = " ".join(_folded(_words(cited, names)))
    for tag, a, b, c, d in codes:
        dropped, added, following = given[a:b], said[c:d], said[d : d + 1]
        if tag in ("insert", "delete") and _DENIALS.issuperset(_folded(dropped + added)):
            return True
        if tag == "replace" and _are_other_numbers(dropped, added):
            return True
        if tag == "replace" and _end_in_names(dropped, added):
            stays = added[-1] in given or dropped[-1] in said
            if not stays and not _begins_name(added, following, whole):
                return True
    return False


def _begins_name(words: Sequence[str], following: Sequence[str], cited: str) -> bool:
    """Whether these words and the one behind them make a longer name, as the cited text has it."""
    longer = [*words, *following]
    return bool(following) and _end_in_names(longer) and " ".join(_folded(longer)) in cited


def _words(plain: str, names: Collection[str]) -> list[str]:
    """The words of a text, "not" apart; the first in small letters unless it is a name."""
    plain = _NUMBERED.sub("", plain)
    apart = _CONTRACTED.sub(lambda m: f"{m[1] or (m[2] and 'will') or m[3]} not", plain)
    words = [word.removesuffix("'s") for word in _WORD.findall(apart)]
    return [word if place or word in names else word.lower() for place, word in enumerate(words)]


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]


def _end_in_names(*segments: Sequence[str]) -> bool:
    return all(
        len(words) <= LONGEST_NAME
        and words[-1][0].isupper()
        and words[-1].casefold() not in STOP_WORDS
        for words in segments
    )


def _are_other_numbers(dropped: Sequence[str], added: Sequence[str]) -> bool:
    """Whether the words of both are numbers, of other values."""
    first, second = [*numerals(" ".join(dropped))], [*numerals(" ".join(added))]
    if not first or not second or len(dropped) != len(added):
        return False
    return not any(one.readings & other.readings for one in first for other in second)
