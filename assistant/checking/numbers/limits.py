"""At least, at most, up to, more than: does a claim's number have the limits of its source's?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from assistant.checking.numbers.computed import is_so_much_each
from assistant.checking.numbers.periods import Period, periods
from assistant.checking.numbers.ranges import ends
from assistant.checking.numbers.rounded import rounded
from vectorstore.text.numerals import numerals
from vectorstore.text.spoken_numbers import TO_TEN, any_of

_SMALL = rf"(?:{any_of(TO_TEN)}|\d)"
_OF = (
    "hundred thousand million billion dozen per percent % times metres meters miles crowns dollars"
)
_MEASURES = "|".join(f"{_OF} euros pounds points goals votes seats tonnes litres feet".split())
_MANY = (
    rf"(?:[$£€]\d|\d[\d,.]*\d\b|\w+(?:teen|ty)\b"
    rf"|(?:eleven|twelve|half|{_SMALL}|a) (?:(?:and )?a half )?(?:{_MEASURES}))"
)
_TIMES = "seconds? minutes? hours? days? weeks? nights? months? years? seasons? decades? evenings?"
_TIME = f"(?:{'|'.join(_TIMES.split())})"
_LASTS = "".join(rf"|(?<=\b{word} )" for word in "in of after took lasted spent well just".split())
# "For over three days" is more, "talks over three days" during them.
_OVER = (
    rf"(?:(?<=\bfor ){_LASTS})over(?= (?:an?|{_SMALL}|half) )"
    rf"|over(?= {_MANY})(?! \S+ {_TIME}\b)|over(?= half\b)"
)
# What is done over something: about it, or across it.
_ABOUT = re.compile(
    r"\b(?:charged|arrested|questioned|sued|suing|tried|jailed|fined|sacked|suspended|investigated"
    r"|accused|row|dispute|talks|case|trial|clash\w*|protest\w*|anger|angry|concern\w*|fears?"
    r"|worr\w+|resign\w*|apolog\w+|appeal\w*|vote[ds]?|voting|fight|fought|battle\w*|argu\w+"
    r"|quarrel\w*|debate\w*|control|power|lead|victory|win|advantage|doubts?|questions?|spread"
    r"|jump\w*|flew|fl(?:y|ies|ying)|dr[io]v\w+|bridges?|climb\w*|sailed|carried|pass\w*)"
    r"(?: [a-z]+)? \Z"
)
# A qualifier of a number, how a claim has it, and how its source may.
_QUALIFIERS = (
    (
        "each",
        r"\b(?:each|apiece|per (?:head|person|passenger|worker|share)|a head)\b",
        r"\b(?:each|every|apiece|per|a (?:head|share|pot|year|month|week|day|morning|crossing))\b",
    ),
    (
        "up to",
        r"\b(?:up to|(?<!twice )(?<!times )(?<!half )(?<!third )(?<!quarter )as (?:many|much) as"
        r"(?! (?:usual|possible|in|at|on|last|before|he|she|it|they|the)\b)"
        r"|at most|no more than)\b",
        r"\b(?:up to|as many as|as much as|as long as|at most|no more than|maximum|limit|could"
        r"|all but|except\w*|apart from)\b",
    ),
    (
        "more than",
        rf"\b(?:(?:more than|at least|exceed\w*|upwards of|above)"
        rf"(?= (?:[$£€]?\d|a |half|{any_of(TO_TEN)}|\w+ty\b))"
        rf"|{_OVER})",
        r"\b(?:more|over|at least|exceed\w*|upwards|above|no fewer|higher|twice|double|least)\b",
    ),
    (
        "less than",
        r"\b(?:less than|fewer than|under|below)(?= [$£€]?\d)",
        r"\b(?:less|fewer|under|below|nearly|almost|short of|within|lower)\b",
    ),
)
# "9 per cent above last year's" is what rose by 9 per cent.
_RISE = re.compile(
    r"\b(?:rise|rose|risen|fell|fallen|up|down|increase\w*|exceed\w*|over|grew|gr?own)\b"
)
# "At least 3", "at most 3": the two sides of a number.
_COUNTED = r"\s+(?:about\s+|a\s+|the\s+)?[$£€]?(\d[\d,.]*\d|\w+)"
_LEAST = re.compile(
    rf"(?<!no )(?:\bat least|\bmore than|(?<!not )\bover|\bno (?:fewer|less) than|\bupwards of"
    rf"|\babove|\ba minimum of){_COUNTED}"
)
_MOST = re.compile(
    rf"(?<!no )(?:\bat most|\bno more than|\bnot more than|\bup to|\bas (?:many|much|long) as"
    rf"|\b(?:less|fewer) than|\bunder|\bbelow|\ba maximum of|\bno later than"
    rf"|\b(?:within|inside)(?= (?:an?|{_SMALL}|\d[\d.,]*|\w+teen|\w+ty|eleven|twelve|half) ))"
    rf"{_COUNTED}"
)
# "A week at the very least", "3 crowns or more": the limit stands behind.
_BEHIND = r"\b(?:an?|one|[$£€]?(\d[\d,.]*\d|\d)|([a-z]+)) ([a-z]+)(?: long)?,? "
_LEAST_BEHIND = re.compile(
    rf"{_BEHIND}(?:at (?:the (?:very )?)?least|or (?:more|longer|over)|minimum)\b"
)
_MOST_BEHIND = re.compile(
    rf"{_BEHIND}(?:at (?:the (?:very )?)?most|or (?:less|fewer|under)|maximum)\b"
)
_SIDES = ((_LEAST, _LEAST_BEHIND), (_MOST, _MOST_BEHIND))
# "Nobody under 18" are all who are 18 at least.
_DENIED = re.compile(r"\b(?:nobody|no one|none|not|no|never)(?: [a-z]+)? \Z")
_PER_CENT = re.compile(r"\d{1,3}(?:\.\d{1,4})?%")
# Characters before "over" that say what is done over something.
MAX_BEFORE = 40
# Periods of a text that are looked at.
MAX_PERIODS = 20
_OR_MORE = re.compile(r"\bor (?:more|less|fewer|over|above|under)\b")
_A_MEASURE = re.compile(rf"{_TIME}|half|third|quarter|fifth|score|{'|'.join(_MEASURES.split())}")
_UP_TO = re.compile(_QUALIFIERS[1][1])
_UP_TO_WHAT = re.compile(r"\s*[$£€]?(\d[\d.,]*\w*|\w+)")
# "At its widest" and "reached" are "up to".
_LIMIT = re.compile(
    rf"{_QUALIFIERS[1][2]}|\b(?:reach(?:es|ed|ing)?|peak(?:s|ed|ing)?|high(?:s|est)? of"
    r"|record of)\b"
    rf"|\b(?:most|more|capp?e?d?|at (?:its|their|the|his|her) \w{{3,}}est)\b"
)


def other_limits(claim: str, cited: str) -> str:
    """Why a plain claim limits a number otherwise than a text; "" where it doesn't."""
    said, given = claim.casefold(), cited.casefold()
    return _added(claim, cited) or _without_limit(said, given) or _other_side(said, given)


def _added(claim: str, cited: str) -> str:
    """Where a claim says "more than" of a number and its source does not."""
    said, given = claim.casefold(), cited.casefold()
    if _RISE.search(given):
        return ""
    # "More than 400" of 410 is right.
    round_ones = [number.start for number in rounded(claim, cited)]
    # "Up to 60" of "40 to 60" is right.
    known_ends = ends(given)
    round_ones += [n.start for n in numerals(said) if n.readings & known_ends]
    is_most = _over_half(given)
    for name, mark, known in _QUALIFIERS:
        found = [
            match
            for match in re.finditer(mark, said)
            if not (match.group() == "over" and _ABOUT.search(said[: match.start()][-MAX_BEFORE:]))
            and not _DENIED.search(said[: match.start()][-MAX_BEFORE:])
            and not (is_most and said.startswith(" half", match.end()))
            and not any(0 <= start - match.end() <= 2 for start in round_ones)
        ]
        # "Each member" is no number.
        if name == "each" and (not numerals(said) or is_so_much_each(said, given)):
            continue
        if found and not re.search(known, given):
            return f"the article does not say “{name}”"
    return ""


def _over_half(given: str) -> bool:
    """Whether a text has a share that is more than half: 54 per cent."""
    return any(
        50 < float(reading[:-1]) <= 100
        for number in numerals(given)
        for reading in number.readings
        if _PER_CENT.fullmatch(reading)
    )


def _without_limit(said: str, given: str) -> str:
    """Where the source says "up to" of a claim's number and the claim does not."""
    if _LIMIT.search(said):
        return ""
    limits = ((m.group(), _UP_TO_WHAT.match(given, m.end())) for m in _UP_TO.finditer(given))
    for number, words in {limit[1]: words for words, limit in limits if limit}.items():
        # "Up to the neck" is no limit of a number.
        if re.search(rf"\b{re.escape(number)}\b", said) and numerals(number):
            return f"the article says “{words}”"
    return ""


def _other_side(said: str, given: str) -> str:
    """Where a claim says "at least" of a number of which its source says "at most", or so."""
    for own, other in (_SIDES, _SIDES[::-1]):
        theirs = dict(_limited(given, other))
        agreed = dict(_limited(given, own))
        for number, _ in _limited(said, own):
            if number in theirs and number not in agreed:
                return f"the article says “{theirs[number]}”"
        lengths = {(p.kind, p.length): words for p, words in _lasting(given, other)}
        for period, _ in _lasting(said, own):
            if words := lengths.get((period.kind, period.length)):
                return f"the article says “{words}”"
    return ""


def _limited(text: str, side: tuple[re.Pattern[str], re.Pattern[str]]) -> Iterator[tuple[str, str]]:
    """The numbers that a text limits on one side, each with its words; "a week" is "week"."""
    before, behind = side
    for match in before.finditer(text):
        if _is_place(match):
            continue
        if not _DENIED.search(text[max(0, match.start() - MAX_BEFORE) : match.start()]):
            yield match[1], match.group()
    for match in behind.finditer(text):
        yield match[1] or match[2] or match[3], match.group()
        if not match[1] and match[2]:  # "take a week at least" has no number but "a"
            yield match[3], match.group()


def _is_place(match: re.Match[str]) -> bool:
    """Whether "over" or "under" limits no number: "under a foreign flag", "over the ship"."""
    is_a_side = match.group().startswith(("over", "under", "above", "below"))
    return is_a_side and not numerals(match[1]) and not _A_MEASURE.fullmatch(match[1])


def _lasting(
    text: str, side: tuple[re.Pattern[str], re.Pattern[str]]
) -> Iterator[tuple[Period, str]]:
    """The periods that a text limits on one side: six months are half a year."""
    spans = [match for pattern in side for match in islice(pattern.finditer(text), MAX_PERIODS)]
    for period in islice(periods(text) if spans else (), MAX_PERIODS):
        for match in spans:
            if match.start() <= period.end and period.start <= match.end():
                yield period, text[min(match.start(), period.start) : max(match.end(), period.end)]


def is_about(before: str) -> bool:
    """Whether what stands before "over", in small letters, is done about a thing or across it."""
    return bool(_ABOUT.search(before))


def limits_in(small: str) -> list[tuple[int, int]]:
    """Where a plain text in small letters says "at least 3", "no more than 3", "3 or more"."""
    counted = [match for limit in (_LEAST, _MOST) for match in limit.finditer(small)]
    found = [match for match in counted if numerals(match[1])]
    behind = [match for _, limit in _SIDES for match in limit.finditer(small)]
    return [match.span() for match in (*found, *behind, *_OR_MORE.finditer(small))]
