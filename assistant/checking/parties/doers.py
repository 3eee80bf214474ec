"""Whom a text names as the one who did a thing: does its source name another?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checking.tokens import Token, content, keys_of, matched, tokens

# What is done to somebody, of the verbs that do not end in "ed".
IRREGULAR = frozenset(
    """beat bought sold gave taken took paid told sent struck hit led met left chose drew drove fed
    fought found hid hurt held kept lent lost made put ran sank saw shot sought stole taught thrown
    threw understood won wrote written given beaten chosen stolen driven forgave forgiven overtook
    overtaken outran sued brought began left set came went rang caught ran spoke heard lit tore tied
    lay stood rose fell grew knew felt ate drank drove rode""".split()
)
# Between a name and what it does.
_AUXILIARIES = re.compile(
    r"(?:,|,\s\d{1,3},)?\s(?:(?:has|had|have|will|would|also|then|later|\w+ly)\s)*"
)
_BY = re.compile(r"\s+by\s+(?:the\s+)?(?:\w+\.?\s+)?")
# What one says may be told of those for whom they speak.
_TOLD = keys_of(tokens("said told added replied"))


def of_another_doer(claim: str, sentences: Sequence[str]) -> str:
    """Why somebody else does in a claim what its source says of one; "" where nobody else does."""
    theirs = [each for sentence in sentences for each in _doers(sentence)]
    for verb, who in _doers(claim):
        named = [other for same, other in theirs if same.keys & verb.keys]
        if named and not any(matched(other, keys_of(who)) for other in named):
            doer = " ".join(token.word.title() for token in named[0])
            return f"the article says “{verb.word}” of {doer}"
    return ""


def may_be_verb(token: Token) -> bool:
    """Whether a word has the form of a verb in the past."""
    return token.word.endswith("ed") or token.word in IRREGULAR


def _doers(text: str) -> Iterator[tuple[Token, list[Token]]]:
    """The verbs of a plain text right beside the name of who does it, each with that name."""
    telling = content(text)
    for verb in telling:
        if not may_be_verb(verb) or verb.is_name or verb.is_number or verb.keys & _TOLD:
            continue
        names = _names_behind(telling, verb, text) or _names_before(telling, verb, text)
        # "The NHL" may be the National Hockey League.
        if names and not any(text[token.start : token.end].isupper() for token in names):
            yield verb, names


def _names_behind(telling: Sequence[Token], verb: Token, text: str) -> list[Token]:
    """The name behind "by" behind a verb."""
    by = _BY.match(text, verb.end)
    names: list[Token] = []
    end = by.end() if by else -1
    for token in telling:
        if by and token.is_name and by.start() < token.start <= end:
            names.append(token)
            end = max(end, token.end + 1)
    return names


def _names_before(telling: Sequence[Token], verb: Token, text: str) -> list[Token]:
    """The name right before a verb: who does it."""
    names: list[Token] = []
    start = verb.start
    # "Hale, 52, beat": his age stands between.
    for token in reversed([t for t in telling if t.end <= verb.start and not t.is_number]):
        between = text[token.end : start]
        is_next = between == " " if names else _AUXILIARIES.fullmatch(between)
        # The first word of a sentence has its capital anyhow.
        if not is_next or not (token.is_name or (names and text[token.start].isupper())):
            break
        names.insert(0, token)
        start = token.start
    return names
