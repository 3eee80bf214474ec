"""Does a claim say the reverse of its source, count something else, or add what nothing says?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, share, tokens
from vectorstore.text.senses import reverse, sides

_NOT_DONE = re.compile(
    r"\b(?:not|never|n't|without|no|nobody|none|fail(?:s|ed)? to|refus(?:e|es|ed) to"
    r"|declin(?:e|es|ed) to|cannot|unable to|neither)\b[^,;.]{0,24}?$"
)
_CLAUSE = re.compile(
    r"[;,]\s+(?:and|but|while|so|then|after|because|which|who|where|with|to)\s|;\s|,\s|\s(?:because|although|while)\s"
    r"|\sand\s(?=\w+(?:\s\w+){0,4}\s(?:is|are|was|were|has|had|will|would|have|\w+ed)\b)"
)
# What nobody may be said to have done or met with in other words than these and their like.
_GRAVE = frozenset(
    """convicted sentenced jailed imprisoned confessed guilty acquitted died killed murdered drowned
    sank sunk exploded dismissed sacked fired ousted resigned arrested charged indicted
    sued fined bankrupt stabbed raped robbed stole stolen drunk melted derailed kidnapped
    hanged executed deported expelled suspended""".split()
)
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
        r"\b(?:up to|as many as|as much as|as long as|at most|no more than|maximum|limit)\b",
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
_EVERY = re.compile(
    r"\b(?:every|each)\s(?!(?:of|other|year|day|time|one|from|for|in|on|at|to|and|with|over|per|by|as|that|who|was|were|is|are|had|has)\b|\d)(\w{3,})"
)
_UP_TO = re.compile(_QUALIFIERS[1][1])
_LIMIT = re.compile(rf"{_QUALIFIERS[1][2]}|\b(?:most|more|capp?e?d?)\b")


def reversed_words(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim says the reverse of its source, as far as usual words tell; "" where not."""
    asked = content(claim)
    for sentence in _nearest(asked, pieces(quotes)):
        said, given = _stands(claim), _stands(sentence)
        held = {token.word for token in tokens(sentence)}
        for side, word in said.items():
            if side in given or word in held or reverse(side) not in given:
                continue
            # It may say the same with another word of many meanings.
            if any(other in given for other in sides(word) if other != side and other in said):
                continue
            other = given[reverse(side)]
            if other in {token.word for token in tokens(claim)}:
                continue
            return f"it says “{word}” where the article says “{other}”"
    return ""


def unbacked(claim: str, cited: str) -> str:
    """Why a claim says what it takes an article to say; "" where it does not."""
    held = keys_of(tokens(cited))
    for token in content(claim):
        if token.word in _GRAVE and not token.keys & held:
            return f"the cited text does not say “{token.word}”"
    return ""


def _stands(text: str) -> dict[str, str]:
    """The sides that the words of a text take, each with its word; "not accepted" is a refusal."""
    found: dict[str, str] = {}
    small = text.casefold()
    for token in tokens(text):
        is_denied = bool(_NOT_DONE.search(small[: token.start]))
        for side in sides(token.word):
            found[reverse(side) if is_denied else side] = token.word
    return found


def _nearest(asked: Sequence[Token], sentences: Sequence[str]) -> list[str]:
    """The sentences that share most of a claim's words."""
    shares = [share(asked, keys_of(content(sentence))) for sentence in sentences]
    best = max(shares, default=0.0)
    return [s for s, n in zip(sentences, shares, strict=True) if n >= best > 0]


def counts_otherwise(claim: str, cited: str) -> str:
    """Why a claim's numbers count something else than its source's; "" where they don't."""
    said, given = claim.casefold(), cited.casefold()
    own = {name for name, mark in _CURRENCIES if re.search(mark, said)}
    theirs = {name for name, mark in _CURRENCIES if re.search(mark, given)}
    if own and theirs and not own & theirs:
        return f"the article counts in {', '.join(sorted(theirs))}"
    for name, mark, known in _QUALIFIERS:
        if re.search(mark, said) and not re.search(known, given) and not _RISE.search(given):
            return f"the article does not say “{name}”"
    return _other_unit(claim, cited) or _without_limit(said, given) or _of_others(said, given)


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
    held = {key: token for token in tokens(cited) if token.is_number for key in token.keys}
    for token in tokens(claim):
        same = next((held[key] for key in token.keys if key in held), None)
        if not token.is_number or not same:
            continue
        own, theirs = _measures(claim, token), _measures(cited, same)
        if own and theirs and not own & theirs:
            return f"it counts in {_named(own)}, the article in {_named(theirs)}"
    return ""


def _named(measures: set[int]) -> str:
    longest = [max(_MEASURES[measure], key=len) for measure in sorted(measures)]
    return " ".join(longest)


def _measures(text: str, number: Token) -> set[int]:
    """The measures in the few words behind a number, before the next one."""
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


def clauses(claim: str) -> list[str]:
    """The clauses of a plain claim."""
    found, last = [], 0
    for match in _CLAUSE.finditer(claim):
        found.append(claim[last : match.start()])
        last = match.start()
    return [clause for clause in [*found, claim[last:]] if clause.strip(" ,;.")]
