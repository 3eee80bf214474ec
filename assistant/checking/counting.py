"""Does a claim count something else than its source: in other units, limits or for others?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.standing import pieces
from assistant.checking.tokens import Token, content, nearest, tokens
from vectorstore.text.numerals import numerals

_CURRENCIES = (
    ("dollars", r"(?:us|a|c)?\$|\bdollars?\b|\busd\b"), ("euros", r"€|\beuros?\b|\beur\b"),
    ("pounds", r"£|\bpounds?\b|\bgbp\b|\bsterling\b"), ("crowns", r"\bcrowns?\b|\bkron\w+\b"),
    ("yen", r"¥|\byen\b"), ("francs", r"\bfrancs?\b"), ("roubles", r"\br(?:o)?ubles?\b"),
    ("rupees", r"₹|\brupees?\b"), ("yuan", r"\byuan\b|\brenminbi\b"),
)  # fmt: skip
_MEASURES = tuple(
    frozenset(words.split())
    for words in (
        "second seconds", "minute minutes", "hour hours", "day days", "week weeks fortnight",
        "month months monthly", "year years annual annually yearly", "decade decades",
        "metre metres meter meters", "kilometre kilometres km kilometers", "mile miles",
        "foot feet", "inch inches", "knot knots", "centimetre centimetres cm",
        "litre litres liters", "gallon gallons", "barrel barrels", "cubic", "square",
        "tonne tonnes ton tons", "kilogram kilograms kilo kilos kg", "gram grams",
        "hectare hectares", "acre acres", "per cent percent percentage %", "degree degrees",
        "nautical", "point points", "vote votes", "seat seats", "goal goals",
        "household households homes",
    )
)  # fmt: skip
_MEASURE = "|".join(
    {word for words in _MEASURES for word in words if len(word) > 3}
    - set("household households homes vote votes seat seats goal goals".split())
    | set("crowns dollars euros pounds".split())
)
# "85 crowns" and "5.2 million tonnes"; "85 of his pots" and "5.2 million containers".
_MEASURED = re.compile(rf"(?: hundred| thousand| million| billion)? ({_MEASURE})\b")
_THINGS = re.compile(
    r"(?: hundred| thousand| million| billion)?(?: of (?:his|her|its|their|the|these|those))?"
    rf" (?!(?:{_MEASURE})\b)([a-z]{{3,}}s)\b(?<!ss)"
)
_PER_CENT = next(n for n, words in enumerate(_MEASURES) if "percent" in words)
# A qualifier of a number, how a claim has it, and how its source may.
_QUALIFIERS = (
    (
        "each",
        r"\b(?:each|apiece|per (?:head|person|passenger|worker|share)|a head)\b",
        r"\b(?:each|every|apiece|per|a (?:head|share|pot|year|month|week|day|morning|crossing))\b",
    ),
    (
        "up to",
        r"\b(?:up to|as many as|as much as|at most|no more than)\b",
        r"\b(?:up to|as many as|as much as|as long as|at most|no more than|maximum|limit|could)\b",
    ),
    (
        "more than",
        r"\b(?:more than|over|at least|exceed\w*|upwards of|above)"
        r"(?= (?:[$£€]?\d|a |half|one|two|three|four|five|six|seven|eight|nine|ten|\w+ty\b))",
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
_RATE = re.compile(
    r"\b(?:(?:a|an|per|each|every)\s(?:(?P<hour>hour)|(?P<day>day)|(?P<week>week)|(?P<month>month)"
    r"|(?P<year>year))\b|(?P<hourly>hourly)|(?P<daily>daily)|(?P<weekly>weekly)|(?P<monthly>monthly)"
    r"|(?P<yearly>yearly|annual|annually))\b(?!\s(?:ago|later|earlier|after|before|in|long|old))"
)
_IN_NOUNS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
}
_TOGETHER = re.compile(r"\b(?:together|altogether|combined|between them|in all|in total)\b")
_EVERY = re.compile(
    r"\b(?:every|each)\s(?!(?:of|other|year|day|time|one|from|for|in|on|at|to|and|with|over|per|by|as|that|who|was|were|is|are|had|has)\b|\d)(\w{3,})"
)
# "At least 3", "at most 3": the two sides of a number.
_COUNTED = r"\s+(?:about\s+|a\s+|the\s+)?[$£€]?(\d[\d,.]*\d|\w+)"
_LEAST = re.compile(
    rf"(?<!no )(?:\bat least|\bmore than|(?<!not )\bover|\bno (?:fewer|less) than|\bupwards of"
    rf"|\babove){_COUNTED}"
)
_MOST = re.compile(
    rf"(?<!no )(?:\bat most|\bno more than|\bnot more than|\bup to|\bas (?:many|much|long) as"
    rf"|\b(?:less|fewer) than|\bunder|\bbelow){_COUNTED}"
)
# "19 million more than", "19 million crowns under": how a number lies to another.
_COMPARED = re.compile(
    r"\b(?P<number>\d[\d,.]*(?:\s(?:million|billion|thousand|per cent))?)\s(?:\w+\s)?"
    r"(?:(?P<more>more|above|over|higher|dearer|longer|later|ahead)"
    r"|(?:less|fewer|below|under|lower|cheaper|shorter|short|earlier|behind))\b"
    r"(?=\s(?:than|of|the|its|their|his|her|what|an?|[a-z]+'s)\b)"
)
_OR_MORE = re.compile(r"\bor (?:more|less|fewer|over|above|under)\b")
# Of all, and of a part: "all nine teachers", "seven of its nine".
_OF_ALL = re.compile(
    r"(?<!not )(?<!in )(?<!at )(?<!after )(?<!above )(?<!of )\b(?:all(?! but\b| the same\b| but)"
    r"|every|everyone|everybody|entire|entirely|whole|both)\b"
)
_UNIVERSAL = re.compile(
    r"\b(?:all(?! but\b)|every\w*|each|entire\w*|whole|both|any|no|none|nobody|never|always|only"
    r"|throughout|either|neither|together)\b"
)
_OF_PART = re.compile(
    r"\b(?:most|some(?! \d)|many|several|half|all but"
    r"|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|one|part|rest)"
    r" of (?:its|the|their|his|her|them|those|these)(?= \w)"
    r"|(?:a|one) (?:third|quarter|fifth)|(?:two|three) (?:thirds|quarters)|majority|minority|few"
    r"|except|apart from|remaining)\b"
)
_UP_TO = re.compile(_QUALIFIERS[1][1])
_LIMIT = re.compile(rf"{_QUALIFIERS[1][2]}|\b(?:most|more|capp?e?d?)\b")


def counts_otherwise(claim: str, cited: str) -> str:
    """Why a claim's numbers count something else than its source's; "" where they don't."""
    said, given = claim.casefold(), cited.casefold()
    if wrong := other_currency(said, given):
        return wrong
    for name, mark, known in _QUALIFIERS:
        if re.search(mark, said) and not re.search(known, given) and not _RISE.search(given):
            return f"the article does not say “{name}”"
    if (
        _TOGETHER.search(said)
        and not _TOGETHER.search(given)
        and re.search(r"\b(?:each|apiece)\b", given)
    ):
        return "the article says “each”"
    return (
        _other_unit(claim, cited)
        or _without_limit(said, given)
        or _other_limit(said, given)
        or _other_side(said, given)
        or _other_rate(said, given)
        or _of_others(said, given)
    )


def other_currency(claim: str, cited: str) -> str:
    """Why a claim counts another money than a text; "" where it doesn't."""
    own, theirs = currencies(claim), currencies(cited)
    if not own or not theirs or own & theirs:
        return ""
    return f"the article counts in {', '.join(sorted(theirs))}"


def currencies(text: str) -> set[str]:
    """The moneys in which a plain text counts."""
    small = text.casefold()
    return {name for name, mark in _CURRENCIES if re.search(mark, small)}


def says_of_all(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says of all what its source says of a part; "" where it doesn't."""
    said = claim.casefold()
    if not _OF_ALL.search(said) or _OF_PART.search(said):
        return ""
    given = " ".join(nearest(content(claim), pieces(quotes))).casefold()
    part = _OF_PART.search(given)
    return "" if part is None or _UNIVERSAL.search(given) else f"the article says “{part.group()}”"


def _of_others(said: str, given: str) -> str:
    """Where a claim says of every ship what its source says of every passenger."""
    own, theirs = (
        {key for match in _EVERY.finditer(text) for t in tokens(match[1]) for key in t.keys}
        for text in (said, given)
    )
    if not own or not theirs or own & theirs:
        return ""
    return f"the article says “{next(_EVERY.finditer(given)).group()}”"


def _other_unit(claim: str, cited: str) -> str:
    said, given = claim.casefold(), cited.casefold()
    numbers = [token for token in reversed(tokens(cited)) if token.is_number]
    held = {key: token for token in numbers for key in token.keys}  # of "44 per cent" the "44"
    for token in tokens(claim):
        same = next((held[key] for key in token.keys if key in held), None)
        if not token.is_number or not same:
            continue
        measure = _MEASURED.match(given, same.end)
        things = _THINGS.match(said, token.end)
        if measure and things and not re.search(rf"\b{things[1]}\b", given):
            return f"it counts {things[1]}, the article {measure[1]}"
        own, theirs = _measures(claim, token), _measures(cited, same)
        if own and theirs and not own & theirs:
            return f"it counts in {_named(own)}, the article in {_named(theirs)}"
    return ""


def _other_rate(said: str, given: str) -> str:
    """Where a claim counts by the day what its source counts by the year."""
    own, theirs = (
        {_IN_NOUNS.get(name := match.lastgroup or "", name) for match in _RATE.finditer(text)}
        for text in (said, given)
    )
    if not own or not theirs or own & theirs:
        return ""
    return f"the article counts by the {', '.join(sorted(theirs))}"


def _named(measures: set[int]) -> str:
    longest = [max(_MEASURES[measure], key=len) for measure in sorted(measures)]
    return " ".join(longest)


def _measures(text: str, number: Token) -> set[int]:
    """The measures in the few words behind a number, before the next one."""
    if any(key.endswith("%") for key in number.keys):
        return {_PER_CENT}
    found: set[int] = set()
    for token in tokens(text):
        if token.start < number.end:
            continue
        if (token.is_number and token.keys != number.keys) or re.search(
            r"[,;.]\s", text[number.end : token.start]
        ):
            break
        if len(text[number.end : token.start].split()) > 3:
            break
        found |= {n for n, words in enumerate(_MEASURES) if token.word in words}
    return found


def _without_limit(said: str, given: str) -> str:
    """Where the source says "up to" of a claim's number and the claim does not."""
    for match in _UP_TO.finditer(given):
        number = re.match(r"\s*[$£€]?(\d[\d.,]*\w*|\w+)", given[match.end() :])
        if number and re.search(rf"\b{re.escape(number[1])}\b", said) and not _LIMIT.search(said):
            return f"the article says “{match.group()}”"
    return ""


def _other_limit(said: str, given: str) -> str:
    """Where a claim says "at least" of a number of which its source says "at most", or so."""
    for own, other in (_LEAST, _MOST), (_MOST, _LEAST):
        theirs = {match[1]: match.group() for match in other.finditer(given)}
        for match in own.finditer(said):
            if match[1] in theirs and not any(m[1] == match[1] for m in own.finditer(given)):
                return f"the article says “{theirs[match[1]]}”"
    return ""


def _other_side(said: str, given: str) -> str:
    """Where a claim says "19 million below" of what its source says "19 million more"."""
    theirs = [*_COMPARED.finditer(given)]
    for match in _COMPARED.finditer(said):
        same = [other for other in theirs if other["number"] == match["number"]]
        if same and all(bool(other["more"]) != bool(match["more"]) for other in same):
            return f"the article says “{same[0].group()}”"
    return ""


def limits_in(small: str) -> list[tuple[int, int]]:
    """Where a plain text in small letters says "at least 3", "no more than 3", "3 or more"."""
    counted = [match for limit in (_LEAST, _MOST) for match in limit.finditer(small)]
    found = [match for match in counted if numerals(match[1])]
    return [match.span() for match in (*found, *_OR_MORE.finditer(small))]
