"""All but four, and only four: is the exception said of the rest, or the rest of the exception?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from assistant.checking.negation import is_negative
from assistant.checking.tokens import content, keys_of, matched
from vectorstore.text.numerals import numerals
from vectorstore.text.senses import reverse, sides
from vectorstore.text.sentences import sentences

# Words of a claim that a sentence with an exception must have, and characters before a number.
MIN_SHARED = 1
MAX_BEFORE = 40
# So many of one text are looked at.
MAX_FOUND = 12

_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody|every one of them) (?:but|except|bar|save|apart from)"
    r"(?: for)? \Z"
)
_EXCEPTIONS = re.compile(r"\s(?:exceptions?|exempted)\b")
_ONLY = re.compile(r"\b(?:only|just|merely|no more than|a mere)(?: about| some)? \Z")
_NOT_SO = re.compile(
    r"\b(?:still|yet|remain\w*|stay\w*|left|missing|miss\w*|still away|against|oppos\w*"
    r"|(?:still|shut|locked|kept|left|held|is|are|were) out|lost|lack\w*"
    r"|closed|shut|gone|absent|wait\w*|other|others|exception\w*|instead|stuck|behind|kept|outstanding"
    r"|homeless|spared|exempt\w*|died|killed|empty|unsold|dead|dissent\w*|abstain\w*|rest|refus\w*)\b"
)
_STILL_NOT = re.compile(
    r"\b(?:still|not|never|yet to|remain\w*|without|no longer|failed|refused|nobody|none)\b|n't\b"
)


class Exceptions(NamedTuple):
    """A number that is excepted from all, or the only one; and its sentence."""

    is_excepted: bool
    readings: frozenset[str]
    start: int
    sentence: str


def of_the_exception(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says of some only what its source says of all but these, or of all but
    these what that says of them only; "" where it doesn't."""
    ours = _exceptions(claim)
    if not ours:
        return ""
    theirs = [found for quote in quotes for found in _exceptions(quote)]
    numbers = [n.readings for quote in quotes for n in numerals(quote.casefold())]
    for said in ours:
        for given in theirs:
            is_once = sum(bool(readings & given.readings) for readings in numbers) == 1
            if not said.readings & given.readings or not is_once or not _share(said, given):
                continue
            if said.is_excepted == given.is_excepted:
                if said.is_excepted and _is_turned(said.sentence, given.sentence):
                    return f"the article says the reverse of all but {_number(given)}"
            elif not _tells_of_the_others(said.sentence, given.sentence):
                how = "all but" if given.is_excepted else "only"
                return f"the article says it of {how} {_number(given)}"
    return ""


def tells_of_the_others(claim: str, sentence: str) -> bool:
    """Whether one of two plain texts tells of the exception, the other of the rest: "all but two
    backed it", "two opposed it"."""
    theirs = _exceptions(sentence)
    return any(
        ours.is_excepted != other.is_excepted and ours.readings & other.readings
        for ours in (_exceptions(claim) if theirs else ())
        for other in theirs
    )


def _exceptions(text: str) -> list[Exceptions]:
    return [*islice(_all_exceptions(text), MAX_FOUND)]


def _all_exceptions(text: str) -> Iterator[Exceptions]:
    for start, end in sentences(text):
        sentence = text[start:end]
        small = sentence.casefold()
        for number in numerals(small):
            before = small[max(0, number.start - MAX_BEFORE) : number.start]
            if _ALL_BUT.search(before) or _EXCEPTIONS.match(small, number.end):
                yield Exceptions(True, number.readings, number.start, sentence)
            elif _ONLY.search(before) or not small[: number.start].strip(" \"'"):
                yield Exceptions(False, number.readings, number.start, sentence)


def _share(said: Exceptions, given: Exceptions) -> bool:
    """Whether two sentences tell of the same."""
    held = keys_of(content(given.sentence))
    telling = [t for t in content(said.sentence) if not t.is_number]
    return len(matched(telling, held)) >= MIN_SHARED


def _is_turned(said: str, given: str) -> bool:
    """Whether just one of two sentences with the same exception denies, or one has the reverse of
    a word of the other."""
    ours, theirs = (bool(_STILL_NOT.search(each.casefold())) for each in (said, given))
    return ours != theirs and not _has_reverse(said, given)


def _tells_of_the_others(said: str, given: str) -> bool:
    """Whether a sentence tells of the exception what another one does not tell of the rest."""
    small, other = (_without_exceptions(each) for each in (said, given))
    ours, theirs = (is_negative(each) or bool(_NOT_SO.search(each)) for each in (small, other))
    return ours or theirs or _has_reverse(said, given)


def _without_exceptions(sentence: str) -> str:
    """A sentence in small letters without the words of an exception, which are no denial."""
    return re.sub(
        r"\b(?:all (?:but|except|bar)|with (?:just|only)|only)\b", " ", sentence.casefold()
    )


def _has_reverse(said: str, given: str) -> bool:
    theirs = {side for token in content(given) for side in sides(token.word)}
    return any(reverse(side) in theirs for token in content(said) for side in sides(token.word))


def _number(found: Exceptions) -> str:
    small = found.sentence.casefold()
    return next(small[n.start : n.end].strip() for n in numerals(small) if n.start == found.start)
