"""Who did what to whom, and what came before what: are two sides exchanged?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.checking.parties.doers import of_another_doer
from assistant.checking.parties.exchanging import crossed, of_another_party
from assistant.checking.parties.pairing import joined_otherwise
from assistant.checking.speakers.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched, tokens

# "Between 2010 and 2020", "6-4, 7-5": what stands between two numbers joins no clauses.
_BREAK = re.compile(
    r"(?<!\d)[;,]\s|[;,]\s(?!\d)|(?<!\d)\sand\s|\sand\s(?!\d)"
    r"|\s(?:but|while|whereas|where|against|with)\s"
)
# "Households will pay, at 40 crowns a year": whom it is of, the clause before it says.
_OF_THE_LAST = re.compile(r"[;,]\s(?:at|for|in|on|from|by|to|of|up|down)\s")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
# Of a sentence that joins more than any in the news does, no more is looked at.
MAX_JOINS, MAX_CLAUSES = 12, 24

# What joins two sides: 1 where the first named is the later one, or the effect.
_JOINS = {
    "before": -1, "until": -1, "after": 1, "since": 1, "followed by": -1, "following": 1,
    "because": 1, "because of": 1, "due to": 1, "owing to": 1, "led to": -1, "caused": -1,
    "and then": -1, "and later": -1, "and was later": -1, "and were later": -1,
    "so that": -1, "resulted in": -1, "as a result of": 1, "thanks to": 1, "ahead of": -1,
}  # fmt: skip
# "Until four", "since 1988" and "after Monday" name no other event.
_TIME = (
    r"\s(?:(?:about|nearly|early|late|last|next|on|the (?:end|start|beginning|middle) of)\s)?"
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon"
    r"|midnight|dawn|dusk|morning|evening|night|then|now|\w+day\b|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|spring|summer|autumn|winter)"
)
_OF_TIME = r"(?:before|until|after|since|following)\b"
_JOIN = re.compile(
    rf"\b(?!{_OF_TIME}{_TIME})(?:" + "|".join(sorted(_JOINS, key=len, reverse=True)) + r")\b"
)


_SPANS = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years shortly
    just""".split()
)


class Joined(NamedTuple):
    """Two sides of a sentence in the order of time; a cause comes before its effect.

    `names` are what either begins with a capital letter.
    """

    earlier: frozenset[str]
    later: frozenset[str]
    names: frozenset[str]


def exchanged(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim turns its source round; "" where it doesn't seem to."""
    found = pieces(quotes)
    if crossed(claim, found):
        return "who does it and to whom it is done are exchanged"
    if any(_has_other_pairs(claim, _clauses(s)) for s in found) or _is_of_another(claim, found):
        return "the article gives these numbers or names to others"
    if _are_crossed(claim, found) or any(_are_crossed(claim, _clauses(s)) for s in found):
        return "the article gives these numbers or names to others"
    if joined_otherwise(claim, found):
        return "the article joins these otherwise"
    if any(_is_other_order(claim, sentence) for sentence in found):
        return "the article has this in the other order"
    return of_another_party(claim, found) or of_another_doer(claim, found)


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
    numbered = [
        (text, content(text))
        for text in given
        if _numbers(content(text)) and not _OF_THE_LAST.match(text)
    ]
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
    parts = [text[a:b] for a, b in pairwise(breaks)]
    # "Ines Falk, 52, won": her age is no clause.
    return [part for part in parts if any(not token.is_number for token in tokens(part))]


def _numbers(part: Sequence[Token]) -> list[Token]:
    return [token for token in part if token.is_number]


def _are_crossed(claim: str, given: Sequence[str]) -> bool:
    """Whether two clauses of a claim have whom they speak of from two texts, and what they say of
    them from the other one each."""
    held = [keys_of(content(text)) for text in given]
    homes = []
    for part in _clauses(claim)[:MAX_CLAUSES] if len(held) > 1 else ():
        telling = content(part)
        who = _first_named(part, telling)
        homes.append((_home(who, held), _home(telling[len(who) :], held)))
    found = {(a, b) for a, b in homes if a is not None and b is not None and a != b}
    return any((b, a) in found for a, b in found)


def _first_named(part: str, telling: Sequence[Token]) -> Sequence[Token]:
    """What a clause begins with: a name of several words, or a word."""
    names = 1
    for before, token in pairwise(telling):
        if not token.is_name or part[before.end : token.start] != " ":
            break
        names += 1
    return telling[:names]


def _home(part: Sequence[Token], held: Sequence[frozenset[str]]) -> int | None:
    """The one text that has most of some words; None where it is none, or not one."""
    counts = [len(matched(part, keys)) for keys in held]
    most = max(counts)
    return counts.index(most) if most and counts.count(most) == 1 else None


def _is_other_order(claim: str, sentence: str) -> bool:
    return any(_is_crossed(one, other) for one in _joined(claim) for other in _joined(sentence))


def _is_crossed(one: Joined, other: Joined) -> bool:
    straight = len(one.earlier & other.earlier) + len(one.later & other.later)
    crossed = len(one.earlier & other.later) + len(one.later & other.earlier)
    both_ways = one.earlier & other.later and one.later & other.earlier
    names = one.names & other.names
    if names & one.earlier & other.later and names & one.later & other.earlier:
        return not names & (one.earlier & other.earlier | one.later & other.later)
    if both_ways and not one.earlier & other.earlier:
        return crossed > straight
    return crossed > 2 * straight


def _events(text: str) -> list[Token]:
    """The words that tell what happened; "eighteen minutes after" is how long after."""
    return [t for t in content(text) if not t.is_number and t.word not in _SPANS]


def _joined(text: str) -> list[Joined]:
    found: list[Joined] = []
    small = text.casefold()
    names = keys_of(token for token in content(text) if text[token.start].isupper())
    for match in islice(_JOIN.finditer(small), MAX_JOINS):
        before, after = small[: match.start()], small[match.end() :]
        if not _events(before):
            after, _, before = after.partition(",")
        sides = keys_of(_events(before)), keys_of(_events(after))
        if all(sides):
            first, second = sides if _JOINS[match.group()] < 0 else sides[::-1]
            found.append(Joined(first - second, second - first, names))
    return found
