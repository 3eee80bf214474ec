"""Who did what to whom, and what came before what: are two sides exchanged?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.doers import may_be_verb, of_another_doer
from assistant.checking.standing import pieces
from assistant.checking.tokens import Token, content, keys_of, matched, tokens

_BREAK = re.compile(r"[;,]\s|\s(?:and|but|while|whereas|where|against|with)\s")
# "Households will pay, at 40 crowns a year": whom it is of, the clause before it says.
_OF_THE_LAST = re.compile(r"[;,]\s(?:at|for|in|on|from|by|to|of|up|down)\s")
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|got)\s+(?:\w+ly\s+|not\s+)?(\w+)\b"
    r"|\b(\w+ed)\s+by\s+(?=the\b|an?\b|[A-Z])"
)
_BY = re.compile(r"\sby\s")
_BEFORE_A_VERB = re.compile(r"\b(?:to|will|would|can|could|may|might|must|should)\s(?:not\s)?$")
# What joins two sides: 1 where the first named is the later one, or the effect.
_JOINS = {
    "before": -1, "until": -1, "after": 1, "since": 1, "followed by": -1, "following": 1,
    "because": 1, "because of": 1, "due to": 1, "owing to": 1, "led to": -1, "caused": -1,
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
    if any(_is_turned(claim, sentence) for sentence in found):
        return "who does it and to whom it is done are exchanged"
    if any(_has_other_pairs(claim, _clauses(s)) for s in found) or _is_of_another(claim, found):
        return "the article gives these numbers or names to others"
    if _are_crossed(claim, found) or any(_are_crossed(claim, _clauses(s)) for s in found):
        return "the article gives these numbers or names to others"
    if any(_is_other_order(claim, sentence) for sentence in found):
        return "the article has this in the other order"
    return of_another_doer(claim, found)


class _Placed(NamedTuple):
    """A word of a plain text, and the words there that say something."""

    token: Token
    around: Sequence[Token]
    text: str


def _is_turned(claim: str, sentence: str) -> bool:
    """Whether a word that both have stands between the same two, the other way round."""
    said, given = content(claim), content(sentence)
    return any(
        _have_turned(_Placed(verb, said, claim), _Placed(same, given, sentence))
        for verb in said
        for same in given
        if _are_one_verb(verb, same, claim)
    )


def _are_one_verb(verb: Token, same: Token, claim: str) -> bool:
    """Whether a word of a claim and one of its source are a verb, the same as far as is known."""
    if not verb.keys & same.keys or any(t.is_name or t.is_number for t in (verb, same)):
        return False
    is_bare = bool(_BEFORE_A_VERB.search(claim[: verb.start])) and verb.word == same.word
    return is_bare or may_be_verb(verb)


def _have_turned(ours: _Placed, theirs: _Placed) -> bool:
    """Whether who stands before a verb in each of two texts stands behind it in the other."""
    if _is_passive(ours.text, ours.token) != _is_passive(theirs.text, theirs.token):
        return _is_by_another(ours, theirs) or _is_by_another(theirs, ours)
    left, right = _around(ours.around, ours.token, ours.text)
    source_left, source_right = _around(theirs.around, theirs.token, theirs.text)
    straight = bool(left & source_left) + bool(right & source_right)
    crossed = bool(left & source_right) + bool(right & source_left)
    only_crossed = left & source_right - source_left and right & source_left - source_right
    if crossed == 2 and (straight < 2 or only_crossed):
        return True
    return _have_changed_places(
        _sides(ours.around, ours.token), _sides(theirs.around, theirs.token)
    )


def _is_by_another(passive: _Placed, active: _Placed) -> bool:
    """Whether whoever a passive is done by stands not before but behind the verb of another
    text."""
    if not _BY.match(passive.text, passive.token.end):
        return False
    doer = _sides(passive.around, passive.token)[1][:2]
    before, behind = _sides(active.around, active.token)
    return bool(matched(doer, keys_of(behind))) and not matched(doer, keys_of(before))


def _sides(found: Sequence[Token], verb: Token) -> tuple[Sequence[Token], Sequence[Token]]:
    """What says something before and behind a word, but for numbers."""
    telling = [token for token in found if not token.is_number]
    before = [token for token in telling if token.end <= verb.start]
    return before, [token for token in telling if token.start >= verb.end]


def _have_changed_places(
    ours: tuple[Sequence[Token], Sequence[Token]], theirs: tuple[Sequence[Token], Sequence[Token]]
) -> bool:
    """Whether who stands right before a verb in each of two texts stands behind it in the other,
    and nowhere before."""
    pairs = ((ours, theirs), (theirs, ours))
    return all(
        matched(one[0][-2:], keys_of(other[1])) and not matched(one[0][-2:], keys_of(other[0]))
        for one, other in pairs
    )


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
    for part in _clauses(claim) if len(held) > 1 else ():
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
    for match in _JOIN.finditer(small):
        before, after = small[: match.start()], small[match.end() :]
        if not _events(before):
            after, _, before = after.partition(",")
        sides = keys_of(_events(before)), keys_of(_events(after))
        if all(sides):
            first, second = sides if _JOINS[match.group()] < 0 else sides[::-1]
            found.append(Joined(first - second, second - first, names))
    return found
