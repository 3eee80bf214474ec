"""The clauses of a sentence, each with what it takes over from the others: whom it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.parties.deeds import NO_DOERS
from assistant.checking.parties.doers import may_be_verb
from assistant.checking.parties.grouping import Group, groups
from assistant.checking.tokens import Token, content, tokens

# Of a sentence that joins more than any in the news does, no more is looked at.
MAX_CLAUSES = 24

# "Between 2010 and 2020", "6-4, 7-5", "six hours and 14 minutes": what stands between two numbers
# joins no clauses.
_NO_UNIT = "".join(
    f"(?<!{unit})"
    for unit in "hours minutes years months weeks days pounds feet dollars euros".split()
)
_BREAK = re.compile(
    rf"(?<!\d)[;,]\s|[;,]\s(?!\d)|(?<!\d){_NO_UNIT}\sand\s|\sand\s(?!\d)"
    r"|\s(?:but|while|whereas|when|where|against|with)\s"
)
_ASIDE = re.compile(r",\s")
_GOES_ON = re.compile(r"\sand\s")
# "Leaving it with 310", but not "with a fright, to 310"
_WITH = re.compile(r"\s(?:with|against)\s(?!\W?\d)")
# "Three times as much as in the same month of 2022": the month stands in the clause before.
_SAME = re.compile(r"\bsame\b")
_BY = re.compile(r"\bby (?:the |its |their |his |her |an? )?(\w)")
# "4.1 per cent, the lowest since 2001"
_SUPERLATIVE = re.compile(r"\w+est|most|least|first|last|worst|best")


class Clause(NamedTuple):
    """A clause of a plain sentence: its words, and those that it takes over from other clauses."""

    text: str
    words: tuple[Token, ...]
    taken_over: tuple[Token, ...] = ()

    @property
    def all_words(self) -> tuple[Token, ...]:
        """Its words with what it takes over."""
        return self.words + self.taken_over


def clause_texts(text: str) -> list[str]:
    """The clauses of a plain text, each with what joins it to the one before."""
    breaks = [0, *(match.start() for match in _BREAK.finditer(text)), len(text)]
    parts = [text[a:b] for a, b in pairwise(breaks)]
    # "Ines Falk, 52, won": her age is no clause.
    return [part for part in parts if any(not token.is_number for token in tokens(part))]


def clauses(text: str) -> list[Clause]:
    """The clauses of a plain sentence: one without a subject takes over that of the last, and one
    that ends with its verb the place and day behind the next."""
    parts = clause_texts(text)[:MAX_CLAUSES]
    told = [groups(part) for part in parts]
    found: list[Clause] = []
    subject: tuple[Token, ...] = ()
    for n, (part, given) in enumerate(zip(parts, told, strict=True)):
        words = tuple(content(part))
        over: tuple[Token, ...] = ()
        if n and not _has_subject(given, part):
            over = subject + _of_the_last(found[-1], part)
        if n + 1 < len(parts) and _GOES_ON.match(parts[n + 1]) and not _has_place(given):
            over += _tail(told[n + 1], parts[n + 1])
        own = tuple(t for t in words if t.end <= _first_verb(given, part))
        subject = subject + own if n and (over or _ASIDE.match(part)) else own
        found.append(Clause(part, words, over))
    return found


def has_subject(clause: str) -> bool:
    """Whether a clause names whom it speaks of: "the Greens 12", but not "employs 900 people"."""
    return _has_subject(groups(clause), clause)


def _of_the_last(last: Clause, part: str) -> tuple[Token, ...]:
    """What a clause without a subject may mean of the one before."""
    if _WITH.match(part):
        return ()
    return last.all_words if _SAME.search(part) else _common(last)


def _common(clause: Clause) -> tuple[Token, ...]:
    """The words of a clause that are no names and no numbers, nor say by whom a thing is done."""
    doers = {match.start(1) for match in _BY.finditer(clause.text)}
    return tuple(
        t
        for t in clause.all_words
        if not t.is_name
        and not t.is_number
        and not (t in clause.words and t.start in doers and t.word not in NO_DOERS)
    )


def _first_verb(given: Sequence[Group], part: str) -> int:
    """Where the first verb of a clause begins."""
    return next((g.tokens[0].start for g in given if g.kind == "verb"), len(part))


def _has_subject(given: Sequence[Group], part: str) -> bool:
    verb = next((n for n, group in enumerate(given) if group.kind == "verb"), None)
    if verb is not None and not _opens_with_verb(given):
        return any(
            group.kind == "pronoun"
            or (group.kind == "party" and _tells(group) and not _is_behind(given, n))
            for n, group in enumerate(given[:verb])
        )
    first = next((g for g in given if g.kind not in ("joining", "opening", ",", "end")), None)
    if first is None or first.kind != "party" or _opens_with_verb(given):
        return False
    numbers = [n for n, token in enumerate(first.tokens) if token.is_number]
    return bool(numbers and numbers[0]) and not _SUPERLATIVE.fullmatch(first.tokens[0].word)


def _opens_with_verb(given: Sequence[Group]) -> bool:
    first = next((g for g in given if g.kind not in ("joining", "opening", ",", "end")), None)
    if first is None or first.kind == "verb":
        return first is not None
    if first.kind != "party" or first.article or first.tokens[0].is_name:
        return False
    word, *rest = first.tokens
    if word.word.endswith("ing") or (may_be_verb(word) and rest):
        return True
    # "Employs 900 people", but "wages 2 per cent"
    is_counting = len(rest) > 1 and rest[0].is_number and not rest[1].is_number
    return word.word.endswith("s") and is_counting and rest[1].word not in ("percent", "per", "pc")


def _tells(group: Group) -> bool:
    return any(t.is_content and not t.is_number for t in group.tokens)


def _is_behind(given: Sequence[Group], n: int) -> bool:
    return n > 0 and given[n - 1].kind == "preposition"


def _has_place(given: Sequence[Group]) -> bool:
    """Whether anything stands behind a preposition behind the verb of a clause."""
    verb = next((n for n, group in enumerate(given) if group.kind == "verb"), 0)
    return any(group.kind == "preposition" for group in given[verb:])


def _tail(given: Sequence[Group], part: str) -> tuple[Token, ...]:
    """What stands in a clause from the first preposition behind its verb on."""
    verb = next((n for n, group in enumerate(given) if group.kind == "verb"), None)
    if verb is None:
        return ()
    start = next((g.tokens[0].start for g in given[verb:] if g.kind == "preposition"), len(part))
    return tuple(token for token in content(part) if token.start > start)
