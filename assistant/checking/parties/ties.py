"""Who stands where in what two have to do with each other, in whatever verb it is told: whoever
buys has it from the one who sells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from assistant.checking.parties.converse import forms
from assistant.checking.parties.deeds import MUTUAL, Deed, parties_behind, placed_deeds
from assistant.checking.parties.grouping import Group
from assistant.checking.parties.party import NOBODY, Party, party_of
from assistant.checking.tokens import content, keys_of
from vectorstore.text.senses import lemma

# There is but one who does these.
_OF_ONE_ONLY = frozenset("own succeed apologise".split())
# What these give one, they give to whoever stands right behind them: "lent Greece 22 billion".
_GIVING = frozenset(
    """give gave given lend lent hand handed award awarded grant granted send sent pay paid owe owed
    pays owes lends gives left leave leaves""".split()
)
_JOINING = frozenset("joined joins join rejoined".split())
_GETTING = frozenset(
    "signed sign signs bought buy buys acquired acquire acquires inherited inherits inherit".split()
)
_SELLING = frozenset("sold sell sells".split())
_LEAVING = frozenset("left leave leaves leaving".split())
_MOVING = frozenset(
    """moved move moves passed pass passes transferred transfer relocated relocate switched switch
    travelled traveled flew flown fly flies sailed sail sails walked drove driven went go goes
    shipped shifted changed crossed ran run runs carried carry carries took taken brought""".split()
)
_HAVING = frozenset("had has have got get gets received receive receives".split())
_HAD = {"apology": "apologise", "warning": "warn", "praise": "praise"}
# "Said Falk": she says it.
_SAYING = frozenset("said says replied added told asked continued explained recalled".split())
_OBJECTS = frozenset("him her it them us me one some these those".split())
# Whoever does these for a side does as that side does: "Orr equalised for City".
_FOR_A_SIDE = frozenset(
    map(lemma, "score equalise equalize level play run speak stand vote".split())
)
# Whoever gives is never whoever is given to.
_BETWEEN_TWO = frozenset("sell lend give let leave export demand".split())
_BUYING = frozenset("bought buy buys acquired acquire acquires purchased purchase".split())
_MONEY = frozenset(
    """money cash sum sums fee fees payment payments crown crowns euro euros dollar dollars pound
    pounds cheque cheques bribe bribes loan loans prize million billion credit wages rent""".split()
)
# "Is after 2 million crowns": he demands them.
_IS_AFTER = re.compile(r"\b(?:is|are|was|were) after (?=\W?\d|money\b|damages\b|compensation\b)")


EXCHANGED = "who does it and to whom it is done are exchanged"


class Tie(NamedTuple):
    """What one has to do with another; either may be unknown, and what passes between them."""

    kind: str
    one: Party
    other: Party
    thing: Party
    has_object: bool
    is_passive: bool = False
    verb: str = ""
    place: int = 0
    is_by_somebody: bool = False


@lru_cache(maxsize=512)
def ties(sentence: str) -> tuple[Tie, ...]:
    """The ties that a plain sentence tells of, and each of its deeds as one of its own."""
    return tuple(
        tie._replace(verb=deed.verb.word, place=place, is_by_somebody=_is_by_somebody(given, place))
        for deed, given, place in placed_deeds(_IS_AFTER.sub("demanded ", sentence))
        for tie in (
            *_of_deed(deed),
            *_of_table(deed, given, place),
            *_of_moves(deed, parties_behind(given, place)),
            *_of_sales(deed, parties_behind(given, place)),
            *_in_other_words(deed, parties_behind(given, place), _is_to_court(given, place)),
        )
    )


def _of_deed(deed: Deed) -> Iterator[Tie]:
    """The tie of any verb between whoever does it and whom it is done to."""
    if deed.verb.word in MUTUAL | _SAYING:
        return
    stem = lemma(deed.verb.word)
    has_object = bool(deed.whom.heads) or deed.about in _OBJECTS
    yield Tie(f"={stem}", deed.doer, deed.whom, NOBODY, has_object, deed.is_passive)
    if deed.toward.heads and stem not in _FOR_A_SIDE:
        yield Tie(f"={stem} to", deed.doer, deed.toward, NOBODY, True, deed.is_passive)


def _of_table(deed: Deed, given: Sequence[Group], place: int) -> Iterator[Tie]:
    behind = parties_behind(given, place)
    particle = given[place + 1].word if place + 1 < len(given) else ""
    for form in forms().get(lemma(deed.verb.word), ()):
        if form.particle and form.particle != particle:
            continue
        one, other, thing = deed.doer, deed.whom, NOBODY
        if form.preposition:
            thing, other = deed.whom, behind.get(form.preposition, NOBODY)
            if not other.heads:
                continue
        elif deed.verb.word in _GIVING:
            thing = _thing(deed, given, place)
            if "to" in behind or not (thing.words or thing.numbers):
                continue
            other = _given_to(deed, given, place)
        if form.is_turned:
            one, other = other, one
        has_object = bool(form.preposition or deed.whom.heads) or deed.about in _OBJECTS
        yield Tie(form.kind, one, other, thing, has_object, deed.is_passive)


def _of_moves(deed: Deed, behind: dict[str, Party]) -> Iterator[Tie]:
    """From where to where: "joined Lyon from Porto", "left Leeds for York"."""
    word = deed.verb.word
    start, goal = behind.get("from", NOBODY), behind.get("to", NOBODY)
    if word in _JOINING:
        goal = deed.whom
    elif word in _GETTING:
        goal = deed.doer
    elif word in _SELLING:
        start = deed.doer
    elif word in _LEAVING and "for" in behind:
        start, goal = deed.whom, behind["for"]
    elif word not in _MOVING:
        return
    if start.heads and goal.heads:
        yield Tie("move", start, goal, NOBODY, True)
        if _MONEY.intersection(token.word for token in deed.doer.heads):
            yield Tie("give", start, goal, deed.doer, True)
            yield Tie("lend", start, goal, deed.doer, True)


def _of_sales(deed: Deed, behind: dict[str, Party]) -> Iterator[Tie]:
    """Who sells or buys a thing, where nobody is told on the other side."""
    word = deed.verb.word
    if word == "parted" and "with" in behind:
        yield Tie("sell", deed.doer, NOBODY, behind["with"], True)
    elif word in _SELLING and "to" not in behind:
        yield Tie("sell", deed.doer, NOBODY, deed.whom, bool(deed.whom.heads))
    elif word in _BUYING and "from" not in behind:
        yield Tie("sell", NOBODY, deed.doer, deed.whom, bool(deed.whom.heads))


def _is_to_court(given: Sequence[Group], place: int) -> bool:
    words = [
        group.word or group.tokens[-1].word
        for group in given[place + 2 : place + 4]
        if group.tokens
    ]
    return words == ["to", "court"]


def _in_other_words(deed: Deed, behind: dict[str, Party], is_to_court: bool) -> Iterator[Tie]:
    """ "Her place is taken by Falk", "took him to court", "had an apology from him"."""
    named = {token.word for token in deed.whom.heads}
    if deed.is_passive and "place" in named:
        yield Tie("succeed", deed.doer, NOBODY, NOBODY, True)
    if deed.verb.word in ("took", "taken", "take", "takes") and is_to_court:
        yield Tie("sue", deed.doer, deed.whom, NOBODY, True)
    if deed.verb.word in _HAVING and "from" in behind:
        yield from (
            Tie(kind, behind["from"], deed.doer, NOBODY, True)
            for noun, kind in _HAD.items()
            if noun in named
        )


def _thing(deed: Deed, given: Sequence[Group], place: int) -> Party:
    """What is given to whoever is named first: "lent Greece 22 billion", "was lent 22 billion"."""
    whom = given[place + 1].tokens if place + 1 < len(given) else ()
    numbers = [n for n, token in enumerate(whom) if token.is_number]
    # "Gave the town 3 million euros"
    if not deed.is_passive and numbers and numbers[0]:
        return party_of(Group("party", whom[numbers[0] :]))
    count = 1 if deed.is_passive else 2
    behind = given[place + 1 : place + 1 + count]
    is_given = len(behind) == count and all(group.kind == "party" for group in behind)
    return party_of(behind[-1]) if is_given else NOBODY


def _given_to(deed: Deed, given: Sequence[Group], place: int) -> Party:
    """Whom "paid a crabber 2,000 crowns" names before what is given."""
    whom = given[place + 1].tokens if place + 1 < len(given) else ()
    numbers = [n for n, token in enumerate(whom) if token.is_number]
    is_first = not deed.is_passive and bool(numbers) and numbers[0] > 0
    return party_of(Group("party", whom[: numbers[0]])) if is_first else deed.whom


def turned_tie(claim: str, sentences: Sequence[str]) -> str:
    """Why a plain claim has two stand the other way round to each other than its source, or
    another in the place of one; "" where it doesn't."""
    theirs = [tie for sentence in sentences for tie in ties(sentence)]
    known = keys_of(token for sentence in sentences for token in content(sentence))
    for _, told in groupby(ties(claim), key=lambda tie: tie.place):
        both = [
            (ours, [tie for tie in theirs if tie.kind == ours.kind and _may_be_one(ours, tie)])
            for ours in told
        ]
        pairs = [(ours, tie) for ours, same in both for tie in same]
        if any(_is_wholly_straight(*pair) for pair in pairs):
            continue
        if any(_is_wholly_turned(*pair) or _are_of_each_other(*pair) for pair in pairs):
            return EXCHANGED
        for ours, same in both:
            is_known = all(token.keys & known for token in ours.one.heads)
            if not same or not is_known or ours.kind not in _OF_ONE_ONLY:
                continue
            if all(_is_of_another(ours, tie) for tie in same):
                return f"the article has this of {same[0].one.in_words()}"
        if any(_is_straight(*pair) for pair in pairs):
            continue
        if any(_is_turned(*pair) for pair in pairs):
            return EXCHANGED
    return ""


def _is_wholly_straight(ours: Tie, theirs: Tie) -> bool:
    is_same = _are_same(ours.one, theirs.one)
    if ours.other.heads and theirs.other.heads:
        return (
            is_same and _are_same(ours.other, theirs.other) and not _are_of_each_other(ours, theirs)
        )
    return False


def _is_wholly_turned(ours: Tie, theirs: Tie) -> bool:
    if _are_same(ours.one, theirs.one) or _are_same(ours.other, theirs.other):
        return False
    return _are_same(ours.one, theirs.other) and _are_same(ours.other, theirs.one)


def tells_the_same(claim: str, word: str, sentence: str) -> bool:
    """Whether a verb of a claim tells of a tie as another verb of a sentence does."""
    return any(
        ours.kind == theirs.kind and _are_one(ours, theirs)
        for ours in ties(claim)
        if ours.verb == word and not ours.kind.startswith("=")
        for theirs in ties(sentence)
    )


def _are_one(ours: Tie, theirs: Tie) -> bool:
    """Whether two ties are of the same two; of giving, one side may be known alone."""
    sides = [(ours.one, theirs.one), (ours.other, theirs.other)]
    if ours.kind not in _BETWEEN_TWO or not ours.thing.agrees(theirs.thing):
        return all(_are_same(*side) for side in sides)
    known = [side for side in sides if all(party.heads for party in side)]
    return bool(known) and all(_are_same(*side) for side in known)


def _are_of_each_other(ours: Tie, theirs: Tie) -> bool:
    """Whether those of one are in the other tie those of the other: "the driver of the van hit the
    Audi", "the driver of the Audi hit the van"."""
    if not _are_same(ours.one, theirs.one):
        return False
    first, second = ({*p.words} - {*p.heads} for p in (ours.one, theirs.one))
    return bool(
        keys_of(first) & keys_of(theirs.other.heads)
        and keys_of(second) & keys_of(ours.other.heads)
        and not keys_of(first) & keys_of(second)
    )


def _is_of_another(ours: Tie, theirs: Tie) -> bool:
    """Whether two ties are of two to the same one."""
    are_known = bool(ours.one.heads and theirs.one.heads) and not ours.one.agrees(theirs.one)
    return are_known and _are_same(ours.other, theirs.other)


def _may_be_one(ours: Tie, theirs: Tie) -> bool:
    """Whether the same may pass between two in both ties, as far as is known."""
    one, other = ours.thing, theirs.thing
    if one.numbers and other.numbers:
        return bool(one.numbers & other.numbers)
    return not one.words or not other.words or one.agrees(other)


def _is_straight(ours: Tie, theirs: Tie) -> bool:
    if _are_same(ours.one, theirs.one):
        return True
    are_known = ours.one.heads and theirs.one.heads
    return not are_known and _are_same(ours.other, theirs.other)


def _are_same(one: Party, other: Party) -> bool:
    return bool(keys_of(one.heads) & keys_of(other.heads))


def _is_turned(ours: Tie, theirs: Tie) -> bool:
    """Whether the first of one is the second of the other."""
    if not (ours.has_object and theirs.has_object):
        return False  # "the owner closed the mill", "the mill closed"
    if _are_same(ours.other, theirs.other):
        return False
    all_known = all(p.heads for p in (ours.one, ours.other, theirs.one, theirs.other))
    is_other_verb = ours.verb != theirs.verb and not ours.kind.startswith("=")
    if all_known and is_other_verb and not ours.other.agrees(theirs.one):
        return False  # "Hale beat Renfrew, who had knocked out Roe", "Renfrew beat Roe"
    is_one_thing = all(tie.thing.words or tie.thing.numbers for tie in (ours, theirs))
    if ours.kind in _BETWEEN_TWO and is_one_thing:
        return _are_same(ours.one, theirs.other) or _are_same(theirs.one, ours.other)
    # Whoever does it to one is not that one, whoever it is.
    return (_are_same(ours.one, theirs.other) and _has_first(theirs)) or (
        _are_same(theirs.one, ours.other) and _has_first(ours)
    )


def _has_first(tie: Tie) -> bool:
    return bool(tie.one.heads) or (tie.is_by_somebody and not tie.is_passive)


def _is_by_somebody(given: Sequence[Group], place: int) -> bool:
    """Whether a verb is done by whoever a pronoun, or what stands before, names."""
    is_after = not place or given[place - 1].kind in ("pronoun", "joining", ",")
    return is_after and not given[place].word.endswith("ing")
