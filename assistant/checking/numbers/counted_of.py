"""Of whom, or of what, is a number? "Nine were in hospital, two in intensive care"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.checking.parties.doers import may_be_verb
from assistant.checking.tokens import Token, content, keys_of, matched
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.numerals import numerals
from vectorstore.text.sentences import sentences

# How many of the last words of what is told of a number are compared.
MAX_TAIL = 3
# Clauses of one sentence that are looked at.
MAX_CLAUSES = 60

_BREAK = re.compile(
    r"[;:,]\s(?:and |but |while |with |as |when )?"
    r"|\s(?:and|but|while|whereas|with|including|when"
    r"|as(?! (?:many|much|few|well)\b))\s"
)
# What counts on in a period: "six hours and 14 minutes".
_OF_A_TIME = re.compile(
    r"[\s-](?:seconds?|minutes?|hours?|days?|weeks?|months?|pence|cents|inches)\b"
)
_OF_A_MONTH = re.compile(rf"\s(?:of )?(?:{'|'.join(MONTH_NAMES)})\b")
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
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|did|do|does|went|came|took"
    r"|got|made|lost|won|found|left|kept|held|swam|ran|fled|flew|drove|rode|sank|fell|rose|broke"
    r"|hid|stood|sat|slept|drank|wore|sang|spoke|wrote|threw|\w{3,}ed)\b"
)
_WHEN = re.compile(r"\swhen\s")
_TIMES = frozenset((*WEEKDAY_NAMES, *MONTH_NAMES)) | frozenset(
    """morning afternoon evening night year month week day hour years months weeks days hours today
    yesterday tomorrow weekend remain remained remains stay stayed people""".split()
)


class Told(NamedTuple):
    """A number or a share that begins a clause, and what the clause tells of it: `noun` right
    behind it, and all else."""

    what: frozenset[str]
    text: str
    noun: Sequence[Token]
    rest: Sequence[Token]
    is_of_last: bool
    is_joined: bool


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
    breaks = [(match.end(), match.group()) for match in _BREAK.finditer(small)][:MAX_CLAUSES]
    begins = [(0, ""), *breaks]
    ends = [*(begin for begin, _ in breaks), len(small)]
    found = numerals(small)
    heads: list[tuple[int, int, frozenset[str], bool]] = []
    for (begin, joint), end in zip(begins, ends, strict=True):
        first = next((n for n in found if begin <= n.start < end), None)
        is_joined = joint == " and "
        if first and is_joined and _OF_A_TIME.match(small, first.end):
            continue  # "six hours and 14 minutes"
        if first and _OF_A_MONTH.match(small, first.end):
            continue  # "11 January"
        if first and _OPENING.fullmatch(small[begin : first.start]):
            heads.append((first.start, first.end, first.readings, is_joined))
        elif share := _SHARES.match(small, begin):
            heads.append((share.start(), share.end(), frozenset({share.group()}), is_joined))
    telling = content(sentence)
    stops = [head[0] for head in heads[1:]]
    for (start, end, what, is_joined), last in zip(heads, [*stops, len(small)], strict=False):
        # When it was tells of something else, too.
        when = _WHEN.search(small, end, last)
        stop = when.start() if when else last
        behind = [t for t in telling if end <= t.start < stop]
        noun = _noun(behind, small, end)
        is_part = bool(_OF_THEM.match(small, end)) or not _VERB.search(small, end, stop)
        yield Told(what, small[start:end], noun, behind[len(noun) :], is_part, is_joined)


def _noun(behind: Sequence[Token], small: str, end: int) -> Sequence[Token]:
    """What is counted: the words right behind a number, or behind "of the"."""
    of_the = _OF_THE.match(small, end)
    end = of_the.end() - 1 if of_the else end
    count = 0
    for token in behind:
        # "Nine died": what they did is no noun.
        if small[end : token.start] != " " or may_be_verb(token) or _VERB.fullmatch(token.word):
            break
        count, end = count + 1, token.end
    return behind[:count]


def _with_shared(found: Sequence[Told]) -> list[Told]:
    """The clauses of a text, with what they share: all that is told of whom they are some of, and
    the verb of the next."""
    made: list[Told] = []
    for n, told in enumerate(found):
        # "Forty houses and most gardens were flooded".
        if not told.rest and n + 1 < len(found) and found[n + 1].is_joined:
            told = told._replace(rest=found[n + 1].rest)
        if made and told.is_of_last:
            told = told._replace(noun=[*told.noun, *made[-1].noun, *made[-1].rest])
        made.append(told)
    return made
