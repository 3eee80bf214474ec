"""Who does what to whom: the deeds that a sentence tells, as far as its word order shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, reduce
from typing import NamedTuple

from assistant.checking.parties.grouping import END, Group, groups
from assistant.checking.parties.party import (
    APART,
    NOBODY,
    Party,
    party_from,
    party_of,
    party_up_to,
)
from assistant.checking.tokens import Token

# Of a sentence that tells more deeds than any in the news does, no more are seen.
MAX_DEEDS = 30
# How far before a verb an aside may begin, in groups of words.
MAX_ASIDE = 20

# Whoever is asked or told does not ask or tell.
ASKING = frozenset(
    """asked asks paid called told said says tells warned replied answered informed begged pleaded
    pressed appealed wrote""".split()
)
# Either may be said to do these to the other.
MUTUAL = frozenset(
    """met meet meets married marry faced face played play fought fight shared share spoke talked
    argued debated clashed divorced joined collided crossed matched equalled""".split()
)
_THEN = frozenset("after before since until following".split())
# "Want staff to run it": it is they who run it.
_HAVING_DONE = frozenset(
    """want wants wanted ask asks asked order orders ordered told urge urges urged allow allows
    allowed force forces forced help helped expect expects expected invite invited persuade
    persuaded let call called need needs needed""".split()
)
_BY = frozenset(("by",))
# These lend a verb whom it is done to: "handed it to Hale".
_TO_WHOM = frozenset("to against from for".split())
# What is done by them may be told without "was": "a toll proposed by Brask".
_ENDINGS = ("ed", "en", "t", "d", "n")
# "Used a boathook to free it", "paid the highest fee to sign him": whoever paid signs.
_USING = frozenset("used uses use spent spends raised borrowed climbed waited stopped".split())
_PAYING = frozenset("paid pays pay spent offered agreed".split())
_MEANS = frozenset(
    "fee sum price money cash funds million billion euros dollars pounds crowns record".split()
)
# "Paddled four miles to bring it": who paddled brings it.
_WAYS = frozenset(
    """mile miles kilometre kilometres kilometer kilometers metre metres meters yards hour hours
    minutes days weeks months years""".split()
)
# "By" these nobody does anything.
NO_DOERS = frozenset(
    """half monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december noon midnight morning evening night
    dawn dusk then now train bus car boat ship sea air road foot hand mistake law chance far end
    spring summer autumn winter tomorrow week month year surprise accident post phone about nearly
    more less least""".split()
)

# "Raised three years later" is nobody raised.
_LATER = frozenset("later earlier ago afterwards".split())
# "Ahead of", "out of"
_OF = frozenset("ahead out".split())
# Between a verb and whom it is done to: "bailed out the bank".
_PARTICLES = frozenset("out up off down away back".split())


class Deed(NamedTuple):
    """A verb, who does it, whom it is done to, and to or from whom; a party may be unknown.

    `about` is a word right behind the verb that opens what is said.
    """

    verb: Token
    doer: Party
    whom: Party
    toward: Party
    is_passive: bool
    about: str = ""

    @property
    def others(self) -> Party:
        """Whom it is done to, and to or from whom."""
        return self.whom.with_name(self.toward)


@lru_cache(maxsize=512)
def deeds(sentence: str) -> tuple[Deed, ...]:
    """The deeds that a plain sentence tells."""
    return tuple(deed for deed, _, _ in placed_deeds(sentence))


def placed_deeds(sentence: str) -> list[tuple[Deed, list[Group], int]]:
    """The deeds that a plain sentence tells, each with its groups of words and the place of its
    verb in these."""
    found: list[tuple[Deed, list[Group], int]] = []
    given = groups(sentence)
    last = -1
    for place, group in enumerate(given):
        if group.kind == "verb" and len(found) < MAX_DEEDS:
            told = found[-1][0] if found else None
            found.append((_deed(given, place, last, told), given, place))
            last = place
    return found


def parties_behind(given: Sequence[Group], place: int) -> dict[str, Party]:
    """The parties behind the prepositions behind a verb."""
    found: dict[str, Party] = {}
    for n in range(place + 1, len(given) - 1):
        if given[n].kind in ("verb", "end", "relative", "opening"):
            break
        if given[n].kind == "preposition" and given[n + 1].kind == "party":
            is_ahead = given[n].word == "of" and given[n - 1].word in _OF
            word = given[n - 1].word if is_ahead else given[n].word
            found.setdefault(word, party_from(given, n + 1))
    return found


def _deed(given: Sequence[Group], place: int, last: int, told: Deed | None) -> Deed:
    """The deed of a verb; the verb before it stands at `last`, and its deed is `told`."""
    verb, is_passive = given[place].tokens[-1], given[place].is_passive
    subject = _subject(given, place, last, told)
    by, toward = _behind(given, place, _BY), _behind(given, place, _TO_WHOM)
    after = given[place + 1] if place + 1 < len(given) else END
    is_next = after.kind == "party" and after.tokens[-1].word not in _LATER
    is_meant = place > 0 and given[place - 1].word == "to"
    is_done_by = bool(by.heads) and verb.word.endswith(_ENDINGS) and not is_meant
    if is_passive or (not is_next and (is_done_by or _goes_on_passive(given, place, last, told))):
        whom = subject if is_passive or subject.heads else _right_before(given, place)
        return Deed(verb, by, whom, toward, True)
    if is_next:
        whom = party_from(given, place + 1)
    elif after.word in _PARTICLES and given[place + 2 : place + 3] != []:
        whom = party_from(given, place + 2) if given[place + 2].kind == "party" else NOBODY
    else:
        whom = _asked_about(given, place)
    opens = after.kind in ("opening", "pronoun") or after.word == "for"
    return Deed(verb, subject, whom, toward, False, after.word if opens else "")


def _right_before(given: Sequence[Group], place: int) -> Party:
    """Whom a "hit by" or ", hit by" follows."""
    before = place - 2 if place > 1 and given[place - 1].kind == "," else place - 1
    is_named = before >= 0 and given[before].kind == "party"
    return party_up_to(given, before) if is_named else NOBODY


def _goes_on_passive(given: Sequence[Group], place: int, last: int, told: Deed | None) -> bool:
    """Whether a "was" before "and" is meant behind it too: "it was kept and the mill sold"."""
    between = [group.kind for group in given[last + 1 : place]]
    return bool(told and told.is_passive) and between in (["joining", "party"], ["joining"])


def _asked_about(given: Sequence[Group], place: int) -> Party:
    """What "which Brask proposed" is about."""
    kinds = [group.kind for group in given[max(place - 2, 0) : place]]
    return _antecedent(given, place - 2) if kinds == ["relative", "party"] else NOBODY


def _antecedent(given: Sequence[Group], relative: int) -> Party:
    """Whom a "who" stands for: what is right before it, and what that is of."""
    place = relative - 1
    while place >= 0 and given[place].kind in (",", "preposition"):
        place -= 1
    return party_up_to(given, place) if place >= 0 and given[place].kind == "party" else NOBODY


def _subject(given: Sequence[Group], place: int, last: int, told: Deed | None) -> Party:
    """Who stands before a verb."""
    before = given[place - 1] if place else END
    if before.kind == "party":
        # "Who in the winter of 2003 had pulled him out"
        start = _before_prepositions(given, place)
        if given[start].kind == "relative":
            return _antecedent(given, start)
        if _is_of_two_verbs(given, place):
            return _before_relative(given, place, last)
        return party_up_to(given, place - 1)
    if before.kind == "relative":
        return _antecedent(given, place - 1)
    if before.kind == ",":
        return _before_aside(given, place - 1) or _of_the_last(given, place, last, told)
    if before.kind == "joining":
        return _of_the_last(given, place, last, told)
    if before.word == "to" and place > 1:
        return _of_meant(given, place - 2, last, told)
    return NOBODY


def _of_meant(given: Sequence[Group], place: int, last: int, told: Deed | None) -> Party:
    """Who is before a "to": "Brask has to sue", "wanted staff to run it"; "asked him to go"."""
    ahead = given[place - 1] if place else END
    if given[place].kind == "party":
        is_first = ahead.kind in ("end", ",", "joining", "relative") or ahead.word in _HAVING_DONE
        if is_first or told is None or not _is_spent(told):
            return party_up_to(given, place) if is_first else NOBODY
        between = {group.kind for group in given[last + 1 : place]}
        return NOBODY if between & {"end", "opening", "relative"} else _the_same(told)
    return _the_same(told) if told and place == last else NOBODY


def _is_spent(told: Deed) -> bool:
    """Whether what is done is done by whoever does what it is for: "paid a fee to sign him"."""
    named = {token.word for token in told.whom.heads}
    is_way = bool(named) and named <= _WAYS
    return is_way or told.verb.word in _USING or (told.verb.word in _PAYING and named <= _MEANS)


def _the_same(told: Deed | None) -> Party:
    """Who is told of in a deed."""
    if told is None:
        return NOBODY
    return told.whom if told.is_passive else told.doer


def _is_of_two_verbs(given: Sequence[Group], place: int) -> bool:
    """Whether another verb stands right before whom a verb follows: "the man held on Friday
    confessed"."""
    for n in range(place - 1, -1, -1):
        if given[n].kind == "verb":
            return given[n].word not in ASKING
        if given[n].kind not in ("party", "preposition") or given[n].word in APART:
            break
    return False


def _before_prepositions(given: Sequence[Group], place: int) -> int:
    """The place before the parties with prepositions, of time mostly, that stand before a verb."""
    start = place - 1
    while start > 0 and given[start].kind in ("party", "preposition"):
        if given[start].kind == "party" and given[start - 1].kind != "preposition":
            break
        start -= 1
    return start


def _before_relative(given: Sequence[Group], place: int, last: int) -> Party:
    """Who stands before a "that" without a comma, and what that tells: "the lorry that hit a
    cyclist sank"."""
    between = {group.kind for group in given[last + 1 : place]}
    is_close = last > 1 and given[last - 1].kind == "relative" and given[last - 2].kind == "party"
    return _antecedent(given, last - 1) if is_close and "," not in between else NOBODY


def _before_aside(given: Sequence[Group], comma: int) -> Party | None:
    """Who stands before an aside between commas: "Hale, who ran it, won"."""
    for place in range(comma - 1, max(comma - MAX_ASIDE, 0), -1):
        if given[place].kind == "end":
            return None
        # "Suspended by the operator, Alder Line, he" ends an aside within another.
        is_inner = place > 1 and given[place - 2].kind == "preposition"
        if given[place].kind == "," and given[place - 1].kind == "party" and not is_inner:
            aside = given[place + 1 : comma]
            is_bare = all(group.kind != "verb" for group in aside)
            # "Falk, a nurse who was hurt, won"
            kinds = [group.kind for group in aside[:2]]
            is_told = kinds[:1] == ["relative"] or kinds == ["party", "relative"]
            if not aside or not (is_bare or is_told):
                return None
            named = [party_of(group) for group in aside if is_bare and group.kind == "party"]
            return reduce(Party.with_name, named, party_up_to(given, place - 1))
    return None


def _of_the_last(given: Sequence[Group], place: int, last: int, told: Deed | None) -> Party:
    """Who did what stands before "and": they may do the next thing too."""
    between = {group.kind for group in given[last + 1 : place]}
    if between & {"end", "opening", "relative"}:
        return NOBODY
    # "Hale beat Renfrew, who ran the port, and won": who of the two?
    inner = [group.kind for group in given[max(last - 3, 0) : last]]
    # "She said that he missed it and apologised" neither; "tapes show that he missed it and ..."
    is_told = inner[:2] == ["verb", "opening"] or inner[1:] == ["verb", "opening"]
    is_inner = {"relative", "opening"} & {*inner[-2:]} and "," in between
    is_unsure = is_told or (is_inner and not _is_in_list(given, place))
    return NOBODY if is_unsure else _the_same(told)


def _is_in_list(given: Sequence[Group], place: int) -> bool:
    """Whether a verb is one of several: "saw it, called it and turned"."""
    for n in range(place + 1, len(given) - 1):
        if given[n].kind in ("end", "verb"):
            break
        if given[n].kind == "joining":
            return given[n + 1].kind == "verb"
    return False


def _behind(given: Sequence[Group], place: int, prepositions: frozenset[str]) -> Party:
    """The party behind one of some prepositions that belongs to a verb: "by Ajax and by Porto"."""
    found = NOBODY
    for n in range(place + 1, len(given) - 1):
        # "Was asked to resign by the deputy"
        is_meant = n == place + 2 and given[n - 1].word == "to" and given[place].is_passive
        if given[n].kind in ("verb", "end", "relative", "opening", ",") and not is_meant:
            break
        # "Scored after two goals by Coles": by whom these are.
        if given[n].word in _THEN and prepositions is _BY:
            break
        if given[n].word in prepositions and given[n + 1].kind == "party":
            party = party_from(given, n + 1)
            many = any(t.is_name or t.word.endswith(("s", "men", "people")) for t in party.heads)
            is_no_time = not {token.word for token in party.heads} & NO_DOERS
            is_next = not found.heads or given[n - 1].kind == "joining"
            if is_no_time and is_next and (given[n + 1].article or many):
                found = found.with_name(party)
    return found
