"""A party of a sentence: whoever does a thing, or to whom it is done, by all that names them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.alteration import OFFICES
from assistant.checking.parties.grouping import OWNING, PASSED_OVER, Group
from assistant.checking.speakers.who import is_calling
from assistant.checking.tokens import Token, keys_of

# What is before and what is after these are two things.
APART = frozenset("after before since until till as than because ahead following despite".split())
# "Sold the house to a dentist, who": it is the dentist who did.
_OF_VERBS = frozenset(("to",))
# These name nobody: "the rest, 40, have moved".
_SHARES = frozenset(
    "rest remainder others majority minority number part most some many half likely".split()
)
# "A line of schoolchildren": it is the children.
_MANY_OF = frozenset(
    """line group crowd band team number dozens hundreds thousands pair couple handful string series
    host gang bunch trio crew party army queue""".split()
)

# "Winger Coles", "Widow Quin"
_MAY_BE_CALLING = re.compile(r"\w+(?:er|or|ist|ian|man|woman|ess|ant|ent|ed|ing|ly|al)|ex\w*")


class Party(NamedTuple):
    """Who does a thing or to whom it is done: the words that name them, and all that stand with
    these."""

    heads: tuple[Token, ...] = ()
    words: tuple[Token, ...] = ()
    is_owned: bool = False  # "their captain"
    numbers: frozenset[str] = frozenset()

    def with_name(self, other: Party) -> Party:
        """This party, named by another too."""
        owned = self.is_owned or other.is_owned
        numbers = self.numbers | other.numbers
        return Party(self.heads + other.heads, self.words + other.words, owned, numbers)

    def of(self, other: Party) -> Party:
        """This party, with one that it is of."""
        is_many = {token.word for token in self.heads} & _MANY_OF
        heads = self.heads + other.heads if is_many else self.heads
        return self._replace(heads=heads, words=self.words + other.words)

    def is_named_in(self, other: Party) -> bool:
        """Whether what names this party stands anywhere in another."""
        return bool(keys_of(self.heads) & keys_of(other.words))

    def agrees(self, other: Party) -> bool:
        """Whether any word of it stands in another, and they are not two of one family."""
        is_known = bool(keys_of(self.words) & keys_of(other.words))
        return is_known and not self.is_namesake(other)

    def is_namesake(self, other: Party) -> bool:
        """Whether both have one surname, and each another first name."""
        mine, theirs = _full_names(self.words), _full_names(other.words)
        last = {*mine} & {*theirs}
        return bool(last) and all(not mine[name] & theirs[name] for name in last)

    def is_owned_by(self, other: Party) -> bool:
        """Whether it is somebody or something of the other: "the mayor's aunt", "the mayor"."""
        beside = [token for token in self.words if token not in self.heads]
        is_other = not keys_of(self.heads) & keys_of(other.words)
        return is_other and bool(keys_of(beside) & keys_of(other.heads))

    def in_words(self) -> str:
        """What names this party."""
        named = [token for token in self.heads if token.is_name]
        return " ".join(token.word.title() for token in named) or f"the {self.heads[-1].word}"


NOBODY = Party()


def _full_names(words: Sequence[Token]) -> dict[str, frozenset[str]]:
    """The surnames among some words, each with the first name right before it."""
    return {
        last.word: first.keys
        for first, last in pairwise(words)
        if last.is_name
        and last.start == first.end + 1
        # The first word of a sentence has its capital anyhow.
        and (first.is_name or (not first.start and not _MAY_BE_CALLING.fullmatch(first.word)))
        and first.word not in OFFICES
        and not is_calling(first.word)
    }


def party_up_to(given: Sequence[Group], place: int) -> Party:
    """The party at a place with those that it is of, or that stand with it: the first is meant."""
    party = party_of(given[place])
    start = place
    while (
        start > 1
        and given[start - 1].kind == "preposition"
        and given[start - 1].word not in APART | _OF_VERBS
        and given[start - 2].kind == "party"
    ):
        start -= 2
        party = party_of(given[start]).of(party)
    # "The accountant, Sybil Wain": either names her.
    is_named = start > 1 and _joins(given[start - 1]) and given[start - 2].kind == "party"
    if is_named and not (start > 2 and given[start - 3].kind in ("verb", "preposition")):
        party = party.with_name(party_of(given[start - 2]))
    return party


def _joins(group: Group) -> bool:
    return group.kind == "," or group.word == "and"


def party_from(given: Sequence[Group], place: int) -> Party:
    """The party at a place with what names it besides: "the plant of the town, a mill"."""
    party = party_of(given[place])
    end = place + 1
    while end + 1 < len(given) and given[end].word == "of" and given[end + 1].kind == "party":
        party = party.of(party_of(given[end + 1]))
        end += 2
    while end + 1 < len(given) and _joins(given[end]) and given[end + 1].kind == "party":
        if end + 2 < len(given) and given[end + 2].kind == "verb":
            break
        if _is_counted_for(given[end + 1]):
            break
        party = party.with_name(party_of(given[end + 1]))
        end += 2
    return party


def _is_counted_for(group: Group) -> bool:
    """Whether a party is one with a number of its own: "Labour won 41 seats and the Greens 12"."""
    return len(group.tokens) > 1 and group.tokens[-1].is_number and group.tokens[0].is_content


def party_of(group: Group) -> Party:
    """The party that a group of words names."""
    telling = tuple(t for t in group.tokens if t.is_content and not t.is_number)
    named = [t for t in telling if t.start not in group.owners and t.word not in _SHARES]
    # "Warned the minister twice"
    while len(named) > 1 and named[-1].word in PASSED_OVER and not named[-1].is_name:
        named.pop()
    heads = tuple(token for token in named if token.is_name or token is named[-1])
    numbers = keys_of(token for token in group.tokens if token.is_number)
    return Party(heads, telling, group.article in OWNING, numbers)
