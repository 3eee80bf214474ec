"""Does a claim give a number, or what is told of one, to another than its source does?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.parties.clauses import MAX_CLAUSES, Clause, clause_texts, clauses
from assistant.checking.parties.doers import may_be_verb
from assistant.checking.tokens import Token, content, keys_of, matched

# "Households will pay, at 40 crowns a year": whom it is of, the clause before it says.
# So it does of what it was: ", the lowest level since 1952".
_OF_THE_LAST = re.compile(
    r"[;,]\s(?:(?:at|for|in|on|from|by|to|of|up|down)"
    r"|(?:the|its|their|his|her)\s(?:\w{3,}est|first|last|most|least))\s"
)
_PRONOUN = re.compile(r"\b(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
# A result is of both sides, and so is when they play.
_RESULT = re.compile(r"\d+-\d+")
_OF_PLAY = frozenset(
    "inning innings minute half quarter set round lap period game frame hole over end".split()
)
_MARGIN = re.compile(r"\b(?:margin|majority|difference|gap) of\b|\bmargin\b")
SPANS = frozenset(
    """second seconds minute minutes hour hours day days week weeks month months year years shortly
    just""".split()
)


class Home(NamedTuple):
    """A clause of a claim with a number that just one of some texts has: its words, those of that
    text, these with what it takes over, and those of the others that have numbers."""

    part: Sequence[Token]
    own: Sequence[Token]
    at_home: Sequence[Token]
    elsewhere: Sequence[Token]

    @property
    def is_of_another(self) -> bool:
        """Whether who is named in the clause is named in the other texts only."""
        known = matched(_named(self.part), keys_of((*self.at_home, *self.elsewhere)))
        if known and not matched(known, keys_of(self.at_home)):
            return True
        return self._is_done_otherwise()

    def _is_done_otherwise(self) -> bool:
        """Whether what is done in the clause is done in the other texts only: "30 were killed"."""
        done, at_home, elsewhere = (
            [t for t in words if may_be_verb(t) and not t.is_name]
            for words in (self.part, self.own, self.elsewhere)
        )
        return (
            len(done) == 1
            and bool(at_home)
            and bool(matched(done, keys_of(elsewhere)))
            and not matched(done, keys_of((*self.own, *self.at_home)))
            and not matched(at_home, keys_of(self.part))
        )


def has_other_pairs(claim: str, sentences: Sequence[str]) -> bool:
    """Whether a plain claim gives a number, or what is told of one, to another than some
    sentences do."""
    for sentence in sentences:
        given = clauses(sentence)
        if any(home.is_of_another for home in _homes(claim, given)):
            return True
        if _are_crossed(claim, [keys_of(clause.all_words) for clause in given]):
            return True
    return _is_of_another(claim, sentences) or _are_crossed(
        claim, [keys_of(content(sentence)) for sentence in sentences]
    )


def _is_of_another(claim: str, sentences: Sequence[str]) -> bool:
    """Whether a claim gives a number of one sentence to whom another sentence speaks of."""
    own = keys_of(content(claim))
    whole = [Clause(sentence, tuple(content(sentence))) for sentence in sentences]
    return any(
        home.is_of_another and any(t.is_name and not t.keys & own for t in home.at_home)
        for home in _homes(claim, whole)
    )


def _homes(claim: str, given: Sequence[Clause]) -> Iterator[Home]:
    numbered = [c for c in given if _numbers(c.words) and not _OF_THE_LAST.match(c.text)]
    for text in clause_texts(claim) if len(numbered) > 1 else ():
        # "Won by a margin of four seconds": it is of both.
        part = [] if _MARGIN.search(text.casefold()) else content(text)
        numbers = keys_of(_numbers(part))
        homes = [clause for clause in numbered if numbers & keys_of(_numbers(clause.words))]
        if len(homes) == 1 and not _PRONOUN.search(homes[0].text):
            others = [token for c in numbered if c is not homes[0] for token in c.words]
            yield Home(part, homes[0].words, homes[0].all_words, others)


def _named(part: Sequence[Token]) -> list[Token]:
    """The names in a clause, and what it begins with."""
    telling = [t for t in part if not t.is_number and t.word not in SPANS]
    return [t for t in telling if t.is_name or t is telling[0]]


def _numbers(part: Sequence[Token]) -> list[Token]:
    behind = [*(token.word for token in part[1:]), ""][: len(part)]
    return [
        t
        for t, word in zip(part, behind, strict=True)
        if t.is_number
        and not _RESULT.fullmatch(t.word)
        and not (word in _OF_PLAY and not t.word.isdigit())
    ]


def _are_crossed(claim: str, held: Sequence[frozenset[str]]) -> bool:
    """Whether two clauses of a claim have whom they speak of from two texts, and what they say of
    them from the other one each."""
    homes = []
    for part in clause_texts(claim)[:MAX_CLAUSES] if len(held) > 1 else ():
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
