"""Whom a "he" or a "she" stands for: does a claim have another do what that one does?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant.checking.parties.alike import are_alike, is_same_verb
from assistant.checking.parties.deeds import ASKING, MUTUAL, Deed, deeds, placed_deeds
from assistant.checking.parties.grouping import Group, groups
from assistant.checking.parties.party import Party, party_of
from assistant.checking.tokens import content, keys_of, matched

# Of a text that tells more than any in the news does, no more is looked at.
MAX_TOLD = 60
MAX_SENTENCES = 12
# So many words at least do two texts share that tell one deed, where its object is a pronoun.
MIN_SHARED = 3

_OBJECTS = frozenset("him her it them".split())
_HE = frozenset(
    """man boy father son brother husband uncle nephew grandfather grandson king prince widower
    fisherman chairman policeman spokesman businessman salesman landlord actor waiter postman
    gentleman groom stepfather""".split()
)
_SHE = frozenset(
    """woman girl mother daughter sister wife aunt niece grandmother granddaughter queen princess
    widow chairwoman policewoman spokeswoman businesswoman landlady actress waitress bride
    stepmother""".split()
)
_SINGULAR = frozenset(("he", "she"))
_OF = {"he": frozenset("he him his himself".split()), "she": frozenset("she her herself".split())}
_TITLES = {"mr": "he", "sir": "he", "lord": "he", "ms": "she", "mrs": "she", "miss": "she"}
_TITLED = re.compile(
    r"\b(?P<title>mr|sir|lord|ms|mrs|miss)\.?\s(?P<name>(?:[\w'-]+\s){0,2}[\w'-]+)"
)
_MANY = ("s", "men", "people", "children")
# Who is named behind these may be a place.
_AT = frozenset("in at from near to of on for off into through towards around".split())
_SAYING = frozenset("said says told adds added replied asked argued explained wrote called".split())
_OF_ANY = frozenset("was were had has have got went came become became began started".split())


class _Told(NamedTuple):
    """A deed, the pronoun that it is told of, its sentence, and the one before that."""

    deed: Deed
    pronoun: str
    sentence: str
    before: str

    @property
    def start(self) -> str:
        """Its sentence up to the verb."""
        return self.sentence[: self.deed.verb.start]


def of_a_pronoun(claim: str, sentences: Sequence[str]) -> str:
    """Why one does in a plain claim, or has done to them, what its source tells of a "he" or "she"
    who is somebody else; "" where none does."""
    known = sentences[:MAX_SENTENCES]
    told = [each for pair in pairwise(["", *known]) for each in _told(*pair)][:MAX_TOLD]
    if not any(each.pronoun in _SINGULAR for each in told):
        return ""
    titles, asked = _titles(" ".join([claim, *known])), keys_of(content(claim))
    for ours in deeds(claim):
        if ours.verb.word in _SAYING | _OF_ANY | ASKING | MUTUAL:
            continue
        for who, is_passive in _parts(ours):
            same = [each for each in told if _may_be_one(ours, each, is_passive, asked)]
            others = [_other(who, each, titles, known) for each in same]
            if others and all(others):
                return f"the article says “{same[0].deed.verb.word}” of {others[0]}"
    return ""


def _parts(deed: Deed) -> Iterator[tuple[Party, bool]]:
    """Who does a deed, and to whom it is done where it is told so; and which of the two."""
    if deed.doer.heads:
        yield deed.doer, False
    if deed.is_passive and deed.whom.heads:
        yield deed.whom, True


def _may_be_one(ours: Deed, told: _Told, is_passive: bool, asked: frozenset[str]) -> bool:
    """Whether two deeds may be one, whoever does it; `asked` is all that a claim says."""
    theirs = told.deed
    if theirs.is_passive != is_passive or not are_alike(ours.verb, theirs.verb):
        return False
    is_same = is_same_verb(ours.verb, theirs.verb)
    if is_passive:
        return is_same
    one, other = keys_of(ours.whom.words), keys_of(theirs.whom.words)
    if one and other:
        return bool(one & other)
    # "Pulled them out with a rope"
    is_shared = (
        theirs.about in _OBJECTS and len(matched(content(told.sentence), asked)) >= MIN_SHARED
    )
    return is_same or is_shared


def _told(before: str, sentence: str) -> Iterator[_Told]:
    placed = placed_deeds(sentence)
    places = [place for _, _, place in placed]
    for deed, given, place in placed:
        pronoun = _subject(given, place, places)
        yield _Told(deed, pronoun, sentence, before)


def _subject(given: Sequence[Group], place: int, places: Sequence[int]) -> str:
    """The pronoun that a verb is told of: "she" of "it was she who found it", of "she came and
    found it"; "" where there is none."""
    while place:
        last = given[place - 1]
        is_who = last.word in ("who", "that") and place > 1
        if is_who and given[place - 2].kind == "pronoun":
            return given[place - 2].word
        if last.kind == "pronoun":
            return last.word
        earlier = [each for each in places if each < place]
        if last.kind not in ("joining", ",") or not earlier:
            return ""
        if any(group.kind in ("end", "relative") for group in given[earlier[-1] : place]):
            return ""
        place = earlier[-1]
    return ""


def _other(who: Party, told: _Told, titles: dict[str, str], known: Sequence[str]) -> str:
    """Who does a deed in a source, where that is surely not the one who does it in a claim."""
    if told.pronoun not in _SINGULAR:
        return ""
    gender = _gender(who, titles)
    there = keys_of(content(f"{told.before} {told.start}"))
    if gender and gender != told.pronoun:
        return f"“{told.pronoun}”"
    is_many = not any(t.is_name for t in who.heads) and who.heads[-1].word.endswith(_MANY)
    if is_many and who.heads[-1].keys & there and not who.heads[-1].word.endswith("ss"):
        return f"“{told.pronoun}”"
    meant = _meant(told)
    if not meant or meant.agrees(who) or keys_of(who.heads) & there:
        return ""
    if _gender(meant, titles) not in ("", told.pronoun):
        return ""
    elsewhere = keys_of(token for sentence in known for token in content(sentence))
    named = [t for t in who.heads if t.is_name]
    is_elsewhere = all(token.keys & elsewhere for token in who.heads)
    return meant.in_words() if named and is_elsewhere else ""


def _meant(told: _Told) -> Party | None:
    """The one person whom a pronoun may stand for, where but one is named before it."""
    found = [*_persons(told.before), *_persons(told.start)]
    if len(found) != 1 or not found[0][1]:
        return None
    before = told.before[: found[0][0].heads[0].start].casefold().split()
    return None if _OF[told.pronoun].intersection(before) else found[0][0]


def _persons(sentence: str) -> Iterator[tuple[Party, bool]]:
    """Whom a sentence names, and whether these are surely persons."""
    given = groups(sentence)
    n = 0
    while n < len(given):
        group = given[n]
        n += 1
        if group.kind != "party":
            continue
        is_place = n > 1 and given[n - 2].kind == "preposition" and given[n - 2].word in _AT
        party = party_of(group)
        while [g.kind for g in given[n : n + 2]] == [",", "party"]:
            party = party.with_name(party_of(given[n + 1]))
            n += 2
        if not any(token.is_name for token in party.heads) or (is_place and not _is_told(party)):
            continue
        behind = given[n : n + 2]
        is_who = any(g.kind == "relative" and g.word == "who" for g in behind)
        is_titled = bool(_TITLED.search(sentence[: party.heads[-1].end][-40:].casefold()))
        yield party, is_who or is_titled or _is_told(party)


def _is_told(party: Party) -> bool:
    return len({token.is_name for token in party.heads}) > 1


def _titles(text: str) -> dict[str, str]:
    """What names are called Mr or Ms in a text: the pronouns for them."""
    found: dict[str, str] = {}
    for match in _TITLED.finditer(text.casefold()):
        for name in match["name"].removesuffix("'s").split()[:1]:
            found[name] = _TITLES[match["title"]]
    return found


def _gender(who: Party, titles: dict[str, str]) -> str:
    """The pronoun for a party; "" where it is not known."""
    words = {token.word for token in who.heads}
    found = {titles[word] for word in words if word in titles}
    found |= {"he"} if words & _HE else set()
    found |= {"she"} if words & _SHE else set()
    return found.pop() if len(found) == 1 else ""
