"""Of whom, or of what, is a number? "Nine were in hospital, two in intensive care"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.numerals import numerals
from vectorstore.text.sentences import sentences

# How many of the last words of what is told of a number are compared.
MAX_TAIL = 3

_BREAK = re.compile(
    r"[;:,]\s(?:and |but |while |with )?|\s(?:and|but|while|whereas|with|including)\s"
)
# Words for how many, besides numbers.
_SHARES = re.compile(
    r"(?:most|the rest|the (?:others?|remaining)|others|some|many|few|half"
    r"|(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth)s?)\b"
)
_LIGHT = (
    "and|but|while|of|with|including|another|a further|about|around|some|nearly|almost|only|just"
    "|more than|at least|the|other|remaining|all|there (?:were|was|are|is)|she|he|they|it|had|has"
    "|have"
)
_OPENING = re.compile(rf"\W*(?:(?:{_LIGHT}) )*[$£€]?\Z")
# "Nine of them", "two in intensive care": they are some of those before.
_OF_THEM = re.compile(r"\s(?:of (?:them|whom|these|those|which)|among them)\b")
_OF_THE = re.compile(r"\sof (?:the|its|their|his|her|those|these|our)\s")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|do|does|went|came|took|got|made|lost"
    r"|won|found|left|kept|held|\w{3,}ed)\b"
)
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december morning afternoon evening night year
    month week day hour years months weeks days hours today yesterday tomorrow weekend remain
    remained remains stay stayed people""".split()
)


class Told(NamedTuple):
    """A number or a share that begins a clause, and what the clause tells of it: `noun` right
    behind it, and all else."""

    what: frozenset[str]
    text: str
    noun: Sequence[Token]
    rest: Sequence[Token]
    is_of_last: bool


def of_another_number(claim: str, cited: str) -> str:
    """Why a plain claim tells of a number what its source tells of another one; "" where it
    doesn't."""
    theirs = _with_shared(_told(cited))
    if len(theirs) < 2:
        return ""
    for ours in _told(claim):
        homes = [told for told in theirs if told.what & ours.what]
        if len(homes) != 1:
            continue
        home = keys_of([*homes[0].noun, *homes[0].rest])
        tail = [t for t in ours.rest if t.word not in _TIMES and not t.is_number][-MAX_TAIL:]
        if not tail or matched(tail, home):
            continue
        for other in theirs:
            found = matched(tail, keys_of(other.rest))
            if other is not homes[0] and 2 * len(found) >= len(tail) and found:
                return f"the article says that of “{other.text}”, not of “{homes[0].text}”"
    return ""


def _told(text: str) -> list[Told]:
    return [told for start, end in sentences(text) for told in _clauses(text[start:end])]


def _clauses(sentence: str) -> Iterator[Told]:
    """The clauses of a sentence that a number or a share begins, each up to the next one."""
    small = sentence.casefold()
    begins = [0, *(match.end() for match in _BREAK.finditer(small))]
    found = [(n.start, n.end, n.readings) for n in numerals(small)]
    heads: list[tuple[int, int, frozenset[str]]] = []
    for begin, end in zip(begins, [*begins[1:], len(small)], strict=True):
        inside = [each for each in found if begin <= each[0] < end]
        first = inside[0] if inside else None
        if first and _OPENING.fullmatch(small[begin : first[0]]):
            heads.append(first)
        elif share := _SHARES.match(small, begin):
            heads.append((share.start(), share.end(), frozenset({share.group()})))
    telling = content(sentence)
    stops = [head[0] for head in heads[1:]]
    for (start, end, what), stop in zip(heads, [*stops, len(small)], strict=False):
        behind = [t for t in telling if end <= t.start < stop]
        noun = _noun(behind, small, end)
        is_part = bool(_OF_THEM.match(small, end)) or not _VERB.search(small, end, stop)
        yield Told(what, small[start:end], noun, behind[len(noun) :], is_part)


def _noun(behind: Sequence[Token], small: str, end: int) -> Sequence[Token]:
    """What is counted: the words right behind a number, or behind "of the"."""
    of_the = _OF_THE.match(small, end)
    end = of_the.end() - 1 if of_the else end
    count = 0
    for token in behind:
        # "Nine died": what they did is no noun.
        if small[end : token.start] != " " or _VERB.fullmatch(token.word):
            break
        count, end = count + 1, token.end
    return behind[:count]


def _with_shared(found: Sequence[Told]) -> list[Told]:
    """The clauses of a text: of those that are some of the last, all that is told of these."""
    made: list[Told] = []
    for told in found:
        if made and told.is_of_last:
            told = told._replace(noun=[*told.noun, *made[-1].noun, *made[-1].rest])
        made.append(told)
    return made
