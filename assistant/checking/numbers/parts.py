"""Does a claim say of all what its source says of a part, or of more than its source says?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import content, keys_of, nearest
from vectorstore.text.spoken_numbers import TO_TWELVE, any_of

# Of all, and of a part: "all nine teachers", "seven of its nine".
_OF_ALL = re.compile(
    r"(?<!not )(?<!in )(?<!at )(?<!after )(?<!above )(?<!of )\b(?:all(?! but\b| the same\b| but)"
    r"|every(?! (?:day|night|morning|week|month|year|hour|minute|time)\b)|everyone|everybody"
    r"|entire|entirely|whole|both)\b"
)
_UNIVERSAL = re.compile(
    r"\b(?:all(?! but\b)|every\w*|each|entire\w*|whole|both|any|no|none|nobody|never|always|only"
    r"|throughout|either|neither|together)\b"
)
_OF_PART = re.compile(
    r"\b(?:most|some(?! \d)|many|several|half|all but"
    rf"|(?<!all )(?:\d+|{any_of(TO_TWELVE)}|\w+teen|\w+ty|part|rest)"
    r" of (?:its|the|their|his|her|them|those|these)(?= \w)"
    r"|(?:a|one) (?:third|quarter|fifth)|(?:two|three) (?:thirds|quarters)|majority|minority|few"
    r"|except|apart from|remaining)\b"
)
# "In part" and "mostly" are no number of things: only what is said of a whole says otherwise.
_WHOLLY = re.compile(
    r"(?<!not )(?<!on the )\b(?:(?:the|a|its|their|his|her) (?:whole|entire)|entirely|wholly|solely"
    r"|exclusively|completely|fully|nothing but|all of (?:the|its|their|his|her))\b"
)
_IN_PART = re.compile(
    r"\b(?:(?:due )?in (?:large |small |good )?part\b(?! of)|partly|partially|part of|mostly"
    r"|mainly|largely|chiefly|for the most part|to some extent|among other (?:things|reasons)"
    r"|nearly all|almost all)"
)
_NOT_WHOLLY = re.compile(
    r"\b(?:part|partly|partially|mostly|mainly|largely|chiefly|some|most|main|among|contribut\w+"
    r"|nearly|almost|much|helped?)\b"
)
_AS_MANY = re.compile(r"\bas many\b")
_MOSTLY = re.compile(r",\s(?:mostly|mainly|chiefly|largely|predominantly|the majority of them)\b")
# "Among those who drive", and of all.
_AS_A_WHOLE = re.compile(r"\b(?:as a whole|in general|at large|across the board)\b")
_AMONG = re.compile(
    r"\b(?:among|of|for) (?:(?:the|those|these|all) )?(?:\w+ )?(?:who|that|aged|over|under|with)\b"
    r"|\b(?:those|people|voters|residents|women|men) (?:who|aged|over|under|with)\b"
)
_OF_WHOLE = re.compile(
    r"\b(?:whole|general|overall|large|board|all|total|altogether|entire|everyone|average)\b"
)
# The shares that words tell of, the greatest first.
_DEGREES = (
    (
        "all",
        r"(?<!not )(?<!nearly )(?<!almost )(?<!in )(?<!at )(?<!after )(?<!of )(?<!above )all"
        r"(?! but\b)|every one of|the whole of",
    ),
    (
        "nearly all",
        r"(?:nearly|almost|virtually|practically) (?:all|every\w*)|all but (?:one|two|a few)",
    ),
    (
        "most",
        r"(?<!at )(?<!the )most|mostly|(?:a|the) (?:large |great |vast )?majority of"
        r"|(?:more than|over) half",
    ),
    ("half", r"half"),
    ("some", r"(?<!nearly )some(?! \d)|several|a (?:number|minority|handful) of|a few|part of"),
    ("few", r"(?<!a )few(?! (?:more|days|weeks|months|years|hours|minutes)\b)"),
    ("none", r"none of"),
)
_DEGREE = re.compile("|".join(rf"\b(?P<d{n}>{words})\b" for n, (_, words) in enumerate(_DEGREES)))
_OF_WHAT = re.compile(r"\s(?:of )?(?:(?:the|its|their|his|her|those|these|them|our|my) )?")
_OF_THEM = re.compile(r"\s(?:of (?:them|whom|these|those)\b)")
_CLAUSE_END = re.compile(r"[,;:.]\s|\s(?:and|but|while)\s")
_DENIED = re.compile(r"\b(?:not|never|fail\w*|un\w{4,})\b|n't\b")
# Words behind "all 41" that tell what is said of them.
MAX_TOLD = 4
# "None" is no share.
_SHARES = [name for name, _ in _DEGREES if name != "none"]


def says_of_all(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says of all what its source says of a part; "" where it doesn't."""
    said = claim.casefold()
    if not _OF_ALL.search(said) or _OF_PART.search(said):
        return ""
    given = " ".join(nearest(content(claim), pieces(quotes))).casefold()
    part = _OF_PART.search(_AS_MANY.sub("", given))
    return "" if part is None or _UNIVERSAL.search(given) else f"the article says “{part.group()}”"


def says_of_more(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says of the whole, or of a greater share, what its source says of less;
    "" where it doesn't."""
    said = claim.casefold()
    sentences = nearest(content(claim), pieces(quotes))
    given = " ".join(sentences).casefold()
    part = _IN_PART.search(given)
    is_wholly = _WHOLLY.search(said) and not _NOT_WHOLLY.search(said)
    if part and is_wholly and not _WHOLLY.search(given):
        return f"the article says “{part.group()}”"
    whole, among = _AS_A_WHOLE.search(said), _AMONG.search(given)
    if whole and among and not _OF_WHOLE.search(given):
        return f"the article says this of some only: “{among.group()}”"
    return _greater_share(claim, " ".join(quotes))


def _greater_share(claim: str, cited: str) -> str:
    """Where a claim says "most" of what its source says "some"."""
    theirs = [*_degrees(cited)]
    for name, what in _degrees(claim):
        same = list(dict.fromkeys(other for other, held in theirs if what & held))
        if not same or name not in _SHARES or not {*same} <= {*_SHARES}:
            continue
        # Who says that most did not, says that few did.
        if same == ["few"] and (name == "some" or _DENIED.search(claim.casefold())):
            continue
        # "In all 11,500 homes, chiefly in the valley" says where most are.
        if same == ["most"] and _MOSTLY.search(claim.casefold()):
            continue
        if all(_SHARES.index(name) < _SHARES.index(other) for other in same):
            return f"the article says “{same[0]}”"
    return ""


def _degrees(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The shares that a plain text tells, each with what the words right behind may stand for."""
    small = text.casefold()
    telling = content(text)
    for match in _DEGREE.finditer(small):
        of = _OF_WHAT.match(small, match.end())
        name = _DEGREES[int((match.lastgroup or "d0")[1:])][0]
        what = next((t for t in telling if of and t.start == of.end()), None)
        if what and what.is_number and name != "all":  # "few of the 300 guests"
            what = next((t for t in telling if t.start == what.end + 1), None)
        if what and not what.is_number:
            yield name, what.keys
        elif (what and name == "all") or _OF_THEM.match(small, match.end()):
            # "All 41 had cuts", "most of them had cuts": of whom, the rest of the clause tells.
            clause = _CLAUSE_END.search(small, match.end())
            end = clause.start() if clause else len(small)
            behind = [t for t in telling if match.end() < t.start < end and not t.is_number]
            yield name, keys_of(behind[:MAX_TOLD])
