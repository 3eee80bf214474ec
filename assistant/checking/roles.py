"""Who did what to whom, and what came before what: are two sides exchanged?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched

_BREAK = re.compile(r"[;,]\s|\s(?:and|but|while|whereas|against|with)\s")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+ly\s+|not\s+)?(\w+)\b"
    r"|\b(\w+ed)\s+by\s+(?=the\b|an?\b|[A-Z])"
)
# What is done to somebody, of the verbs that do not end in "ed".
_IRREGULAR = frozenset(
    """beat bought sold gave taken took paid told sent struck hit led met left chose drew drove fed
    fought found hid hurt held kept lent lost made put ran sank saw shot sought stole taught thrown
    threw understood won wrote written given beaten chosen stolen driven forgave forgiven overtook
    overtaken outran sued""".split()
)
# What joins two sides: 1 where the first named is the later one, or the effect.
_JOINS = {
    "before": ("time", -1), "until": ("time", -1), "after": ("time", 1), "since": ("time", 1),
    "followed by": ("time", -1), "following": ("time", 1),
    "because": ("cause", 1), "because of": ("cause", 1), "due to": ("cause", 1),
    "owing to": ("cause", 1),
    "led to": ("cause", -1), "caused": ("cause", -1), "so that": ("cause", -1),
    "resulted in": ("cause", -1),
    "as a result of": ("cause", 1), "thanks to": ("cause", 1),
}  # fmt: skip
# "Until four", "since 1988" and "after Monday" name no other event.
_TIME = (
    r"\s(?:(?:about|nearly|early|late|last|next|on)\s)?(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon"
    r"|midnight|dawn|dusk|morning|evening|night|then|now|\w+day\b|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
)
_JOIN = re.compile(
    r"\b(?:" + "|".join(sorted(_JOINS, key=len, reverse=True)) + r")\b(?!" + _TIME + ")"
)


_SPANS = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years shortly
    just""".split()
)


class Joined(NamedTuple):
    """Two sides of a sentence in the order of time, or cause and effect."""

    kind: str
    earlier: frozenset[str]
    later: frozenset[str]


def exchanged(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim turns its source round; "" where it doesn't seem to."""
    found = pieces(quotes)
    if any(_is_turned(claim, sentence) for sentence in found):
        return "who does it and to whom it is done are exchanged"
    if any(_has_other_pairs(claim, _clauses(s)) for s in found) or _is_of_another(claim, found):
        return "the article gives these numbers or names to others"
    if any(_is_other_order(claim, sentence) for sentence in found):
        return "the article has this in the other order"
    return ""


def _is_turned(claim: str, sentence: str) -> bool:
    """Whether a word that both have stands between the same two, the other way round."""
    said, given = content(claim), content(sentence)
    for verb in said:
        if not verb.word.endswith("ed") and verb.word not in _IRREGULAR:
            continue
        for same in given:
            if not verb.keys & same.keys or same.is_name or same.is_number:
                continue
            left, right = _around(said, verb, claim)
            source_left, source_right = _around(given, same, sentence)
            straight = bool(left & source_left) + bool(right & source_right)
            crossed = bool(left & source_right) + bool(right & source_left)
            turned = _is_passive(claim, verb) != _is_passive(sentence, same)
            if crossed == 2 and straight < 2 and not turned:
                return True
    return False


def _around(
    found: Sequence[Token], verb: Token, text: str
) -> tuple[frozenset[str], frozenset[str]]:
    """What stands nearest before and behind a word in its clause: its names, or other words."""
    before = [t for t in found if t.end <= verb.start and ";" not in text[t.end : verb.start]]
    after = [t for t in found if t.start >= verb.end and ";" not in text[verb.end : t.start]]
    return keys_of(before[-2:]), keys_of(after[:2])


def _is_passive(text: str, verb: Token) -> bool:
    return any(verb.start in (match.start(1), match.start(2)) for match in _PASSIVE.finditer(text))


def _has_other_pairs(claim: str, clauses: Sequence[str]) -> bool:
    """Whether who stands with a number in a claim stands with another in the clauses of a
    sentence."""
    for part, at_home, elsewhere in _homes(claim, clauses):
        known = [t for t in _named(part) if t.keys & (keys_of(at_home) | keys_of(elsewhere))]
        if known and not matched(known, keys_of(at_home)):
            return True
    return False


def _is_of_another(claim: str, sentences: Sequence[str]) -> bool:
    """Whether a claim gives a number of one sentence to whom another sentence speaks of."""
    own = keys_of(content(claim))
    for part, at_home, elsewhere in _homes(claim, sentences):
        names_another = any(t.is_name and not t.keys & own for t in at_home)
        known = [t for t in _named(part) if t.keys & (keys_of(at_home) | keys_of(elsewhere))]
        if names_another and known and not matched(known, keys_of(at_home)):
            return True
    return False


def _homes(
    claim: str, given: Sequence[str]
) -> Iterator[tuple[list[Token], list[Token], list[Token]]]:
    """The clauses of a claim with a number that just one of some texts has: the words of the
    clause, those of that text, and those of the others that have numbers."""
    numbered = [(text, content(text)) for text in given if _numbers(content(text))]
    for part in map(content, _clauses(claim) if len(numbered) > 1 else ()):
        numbers = keys_of(_numbers(part))
        homes = [(text, held) for text, held in numbered if numbers & keys_of(_numbers(held))]
        if len(homes) == 1 and not _PRONOUN.search(homes[0][0]):
            home = homes[0][1]
            yield part, home, [t for _, held in numbered if held is not home for t in held]


def _named(part: Sequence[Token]) -> list[Token]:
    """The names in a clause, and what it begins with."""
    telling = [t for t in part if not t.is_number and t.word not in _SPANS]
    return [t for t in telling if t.is_name or t is telling[0]]


def _clauses(text: str) -> list[str]:
    breaks = [0, *(match.start() for match in _BREAK.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(breaks) if text[a:b].strip(" ,;")]


def _numbers(part: Sequence[Token]) -> list[Token]:
    return [token for token in part if token.is_number]


def _is_other_order(claim: str, sentence: str) -> bool:
    return any(
        one.kind == other.kind and _is_crossed(one, other)
        for one in _joined(claim)
        for other in _joined(sentence)
    )


def _is_crossed(one: Joined, other: Joined) -> bool:
    straight = len(one.earlier & other.earlier) + len(one.later & other.later)
    crossed = len(one.earlier & other.later) + len(one.later & other.earlier)
    return crossed > 2 * straight


def _joined(text: str) -> list[Joined]:
    found: list[Joined] = []
    small = text.casefold()
    for match in _JOIN.finditer(small):
        kind, sign = _JOINS[match.group()]
        before, after = small[: match.start()], small[match.end() :]
        if not any(not t.is_number and t.word not in _SPANS for t in content(before)):
            after, _, before = after.partition(",")
        sides = keys_of(content(before)), keys_of(content(after))
        if all(sides):
            first, second = sides if sign < 0 else sides[::-1]
            found.append(Joined(kind, first - second, second - first))
    return found
