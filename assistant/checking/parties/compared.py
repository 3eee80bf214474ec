"""Two things compared, whichever is named first: who is taller, and which rose the more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from assistant.checking.tokens import content, keys_of
from vectorstore.text.stems import stem_of

# Of a text that compares more than any in the news does, no more is looked at; and so many
# characters on either side.
MAX_COMPARED = 12
MAX_SIDE = 160
# So many words at most tell by what two are compared.
MAX_WHAT = 2

# "Is taller than", "rose more sharply than", "eats less meat than", "is not as tall as".
_THAN = re.compile(
    r"\b(?:(?P<degree>more|less|fewer)(?P<what>(?:\s[\w-]+){0,5}?)|(?P<short>[\w-]{2,20}(?:er|rse)))"
    r"\sthan\b"
    r"|(?P<denied>\bnot|n't|\bnever)\s(?:(?:nearly|quite|half|even|yet)\s)?(?:as|so)"
    r"\s(?P<even>[\w-]+)(?:\s[\w-]+){0,2}?\sas\b"
)
# "More than 3" is a limit, "rather than" and "other than" are neither more nor less.
_NO_COMPARING = frozenset("other rather whether another either neither never after under".split())
_NUMBER = re.compile(
    r"\s(?:\W?\d|(?:an?|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty"
    r"|forty|fifty|hundreds?|thousands?|twice|expected|usual|ever|before|planned|forecast)\b)"
)
_LEFT = re.compile(r"[;:.()]\s|,\s|\s(?:and|but|while|whereas|because|although|that)\s")
_RIGHT = re.compile(r"[;:.()]|,|\s(?:and|but|while|whereas|because|although|when|who|which)\s")
# "No player has scored more than Kane", "more than any other": who else is none.
_OF_NONE = re.compile(r"\b(?:no|none|nobody|nothing|never|neither|few|hardly)\b")
_ANY = re.compile(r"\s(?:any|all|every|anyone|anybody|anything|everyone|ever|most)\b")
# The first of a line "|" what says the reverse.
_SCALES = """
tall high great|short low
long|short brief
old elderly ancient|young new recent
big large great|small little tiny
fast quick swift rapid soon|slow
early soon|late
rich wealthy|poor
strong powerful|weak
heavy|light
wide broad|narrow
deep|shallow
hot warm|cold cool
dear costly expensive|cheap
near close|far distant
good|bad
thick|thin
hard tough difficult|easy simple soft
safe|dangerous risky
often frequently|rarely seldom
loud noisy|quiet
clean|dirty
much many|little few
"""
_IRREGULAR = {
    "better": "good", "worse": "bad", "further": "far", "farther": "far", "later": "late",
    "elder": "old", "dearer": "dear", "freer": "free",
}  # fmt: skip
TURNED = "the article compares these the other way round"


class Compared(NamedTuple):
    """Two sides of a comparison: by what, whether the first has less of it, and where it stands."""

    scale: str
    has_less: bool
    first: frozenset[str]
    second: frozenset[str]
    start: int
    end: int

    def is_beside(self, other: Compared) -> bool:
        """Whether two comparisons are of the same sides and by the same."""
        return self.scale == other.scale and (self.is_straight(other) or self.is_turned(other))

    def is_straight(self, other: Compared) -> bool:
        """Whether their sides agree in their order."""
        return bool(self.first & other.first) and bool(self.second & other.second)

    def is_turned(self, other: Compared) -> bool:
        """Whether the first side of one is the second of the other."""
        return bool(self.first & other.second) and bool(self.second & other.first)

    def says_the_same(self, other: Compared) -> bool:
        """Whether two comparisons that are beside each other say the same."""
        # "Men earned more in every region": what is said of both stands where it stood.
        return (self.has_less == other.has_less) != self.is_turned(other)


def compared_otherwise(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has one of two have more of what the other has more of in its source; ""
    where it hasn't."""
    theirs = [each for sentence in sentences for each in compared(sentence)]
    for ours in compared(claim) if theirs else ():
        beside = [other for other in theirs if ours.is_beside(other)]
        is_said = any(ours.says_the_same(other) for other in beside)
        # Another word between the same two in the same order has its own rules.
        if not is_said and any(ours.is_turned(other) for other in beside):
            return TURNED
    return ""


def without_the_same(claim: str, text: str) -> tuple[str, str]:
    """Two plain texts without the words by which both compare the same two in the same way: "more
    than" and "less than" say no reverse where their sides are turned, too."""
    pairs = _same(claim, text)
    return _without(claim, [ours for ours, _ in pairs]), _without(text, [each for _, each in pairs])


def compares_from_the_other_side(claim: str, text: str) -> bool:
    """Whether two plain texts compare two in the same way, each from the side of another."""
    return any(ours.is_turned(theirs) for ours, theirs in _same(claim, text))


def _same(claim: str, text: str) -> list[tuple[Compared, Compared]]:
    return [
        (ours, theirs)
        for ours in compared(claim)
        for theirs in compared(text)
        if ours.is_beside(theirs) and ours.says_the_same(theirs)
    ]


def _without(text: str, found: Sequence[Compared]) -> str:
    ends = {each.start: each.end for each in sorted(found, key=lambda each: each.end)}
    for start, end in sorted(ends.items(), reverse=True):
        text = f"{text[:start]}beside{text[end:]}"
    return text


@lru_cache(maxsize=256)
def compared(text: str) -> tuple[Compared, ...]:
    """The comparisons of a plain text."""
    return tuple(islice(_compared(text), MAX_COMPARED))


def _compared(text: str) -> Iterator[Compared]:
    small = text.casefold()
    for match in islice(_THAN.finditer(small), MAX_COMPARED):
        if match["short"] in _NO_COMPARING:
            continue
        if not (match["what"] or match["short"] or match["even"]) and _NUMBER.match(
            small, match.end()
        ):
            continue
        before = small[max(match.start() - MAX_SIDE, 0) : match.start()]
        after = small[match.end() : match.end() + MAX_SIDE]
        cut = max((m.end() for m in _LEFT.finditer(before)), default=0)
        end = _RIGHT.search(after)
        if _OF_NONE.search(before[cut:]) or _ANY.match(after):
            continue
        scale, is_low, rest = _by_what(match)
        second = after[: end.start()] if end else after
        place = match.start(), match.end()
        has_less = match["degree"] in ("less", "fewer") or bool(match["even"])
        yield from _of(scale, has_less != is_low, f"{before[cut:]} {rest}", second, place)
        # "More men than women", "more on parks than on roads"
        if match["what"] and not match["what"].endswith("ly"):
            degree = place[0], match.end("degree")
            yield from _of("much", has_less, match["what"], second, degree)


def _of(
    scale: str, has_less: bool, first: str, second: str, place: tuple[int, int]
) -> Iterator[Compared]:
    one, other = (
        keys_of(token for token in content(side) if not token.is_number) for side in (first, second)
    )
    if one - other and other - one:
        yield Compared(scale, has_less, one - other, other - one, *place)


def _by_what(match: re.Match[str]) -> tuple[str, bool, str]:
    """By what two are compared, whether by the low end of it, and what else is said of the first:
    "more people live in York than"."""
    what = (match["what"] or "").split()
    rest = " ".join(what[1:]) if len(what) > MAX_WHAT else ""
    last = what[0] if rest else what[-1] if what else match["short"] or match["even"] or "much"
    word = _IRREGULAR.get(last) or (_base(last) if match["short"] else last)
    for high, low in _ends():
        if word in (*high, *low):
            return high[0], word in low, rest
    return stem_of({word})[word], False, rest


@cache
def _ends() -> list[tuple[list[str], list[str]]]:
    lines = (line.partition("|") for line in _SCALES.strip().splitlines())
    return [(high.split(), low.split()) for high, _, low in lines]


def _base(word: str) -> str:
    """The adjective of "taller", "bigger", "heavier" and "larger"."""
    stem = word.removesuffix("er")
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    known = {each for high, low in _ends() for each in (*high, *low)}
    if stem in known:
        return stem
    if f"{stem}e" in known:
        return f"{stem}e"
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
