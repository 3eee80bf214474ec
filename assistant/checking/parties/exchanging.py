"""Does a claim have another do a deed, or have it done to another, than its source?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checking.owners import is_belonging
from assistant.checking.parties.alike import is_same_verb
from assistant.checking.parties.deeds import ASKING, MUTUAL, Deed, deeds
from assistant.checking.parties.doers import may_be_verb
from assistant.checking.parties.grouping import groups
from assistant.checking.parties.party import Party, party_of
from assistant.checking.parties.ties import tells_the_same
from assistant.checking.tokens import content, keys_of, tokens
from vectorstore.text.senses import reverse, sides

# Of a verb that stands everywhere, no more deeds are looked at.
MAX_SAME = 40

_SAYING = frozenset("told said says tells replied answered".split())
# What stands behind these in a heading is what somebody is made: "Hale named captain".
_MADE = frozenset(
    """named appointed elected chosen made crowned declared dubbed voted given awarded handed
    offered granted considered left kept found sent taken held put set brought built seen
    born""".split()
)

# Who died did it to nobody.
_HAPPENS = frozenset("die dies died dying perish perished drowned".split())
# "A profit of 12 million, up from 8": of which of the two?
# "The first prize went to Hale, the second to Orr"
_GOING = frozenset("went goes gone go".split())
_LEVELS = frozenset("risen rose fallen fell".split())


def crossed(claim: str, sentences: Sequence[str]) -> bool:
    """Whether the one who does a deed is in a sentence the one it is done to, or the other way
    round; nothing that both tell alike besides."""
    mine, theirs = deeds(claim), [deed for sentence in sentences for deed in deeds(sentence)]
    for ours in mine:
        same = [deed for deed in theirs if deed.verb.keys & ours.verb.keys][:MAX_SAME]
        if ours.verb.word in MUTUAL or any(_is_straight(ours, deed) for deed in same):
            continue
        for deed in same:
            alike = [other for other in mine if other.verb.keys & deed.verb.keys]
            if _is_crossed(ours, deed) and not any(_is_straight(other, deed) for other in alike):
                return True
    return False


def of_another_party(claim: str, sentences: Sequence[str]) -> str:
    """Why a party with a part in a sentence has another's part of it in a claim; "" where none
    has."""
    for ours in deeds(claim):
        same = [
            (deed, sentence)
            for sentence in sentences
            for deed in deeds(sentence)
            if is_same_verb(ours.verb, deed.verb) and ours.verb.word not in _LEVELS | _GOING
        ]
        if other := _other_party(ours, claim, same[:MAX_SAME]):
            return f"the article says “{ours.verb.word}” of {other.in_words()}"
    return ""


def of_the_owned(claim: str, sentences: Sequence[str]) -> str:
    """Why a party does in a claim what somebody of theirs does in a source, or the other way round;
    "" where none does."""
    theirs = [deed for sentence in sentences for deed in deeds(sentence)]
    for ours in deeds(claim):
        same = [deed for deed in theirs if is_same_verb(ours.verb, deed.verb)][:MAX_SAME]
        if owner := _of_owner_or_owned(ours, claim, same, sentences):
            return f"the article says “{ours.verb.word}” of {owner.in_words()}"
    return ""


def _of_owner_or_owned(
    ours: Deed, claim: str, same: Sequence[Deed], sentences: Sequence[str]
) -> Party | None:
    """Who does a deed of which a claim has it done by somebody of theirs, or by whom they are of,
    where it tells of the two as two: "the Board recommended", "the Board's consultants"."""
    if not same or not ours.doer.heads:
        return None
    for theirs in same:
        if not theirs.doer.heads or not _may_agree(ours.whom, theirs.whom):
            return None
        if theirs.doer.is_owned_by(ours.doer):
            # Both have a part in the claim.
            known = [deed.doer for deed in deeds(claim) if deed is not ours]
        elif ours.doer.is_owned_by(theirs.doer) and is_belonging(ours.doer.heads[-1].word):
            known = [party_of(g) for s in sentences for g in groups(s) if g.kind == "party"]
        else:
            return None
        one = theirs.doer if theirs.doer.is_owned_by(ours.doer) else ours.doer
        if not any(keys_of(one.heads) & keys_of(party.heads) for party in known):
            return None
    return same[0].doer


def _other_party(ours: Deed, claim: str, same: Sequence[tuple[Deed, str]]) -> Party | None:
    """Whom a text has in place of the party of a deed."""
    by_others = all(
        deed.doer.heads and _is_by_another(ours, deed) and not _names_as_doer(claim, deed.doer)
        for deed, _ in same
    )
    to_others = all(deed.whom.heads and _is_to_another(ours, deed) for deed, _ in same)
    for deed, sentence in same:
        if by_others and (
            _is_elsewhere(ours.doer, deeds(sentence), deed)
            or _is_for(ours.doer, deed)
            or _have_changed_places(ours, claim, deed, sentence)
        ):
            return deed.doer
        if to_others and _is_elsewhere(ours.whom, deeds(sentence), deed):
            return deed.whom
    return None


def _names_as_doer(text: str, doer: Party) -> bool:
    """Whether a text names somebody right behind "by": "two goals by Coles"."""
    found = tokens(text)
    return any(
        by.word == "by" and token.keys & keys_of(doer.heads) and not may_be_verb(before)
        for before, by, token in zip(found, found[1:], found[2:], strict=False)
    )


def _have_changed_places(ours: Deed, claim: str, theirs: Deed, sentence: str) -> bool:
    """Whether each of two texts names behind what is done whom the other one has do it."""
    if not ours.whom.agrees(theirs.whom):
        return False
    behind = (
        keys_of(token for token in content(text) if token.start > deed.verb.end)
        for text, deed in ((sentence, theirs), (claim, ours))
    )
    doers = (keys_of(ours.doer.heads), keys_of(theirs.doer.heads))
    return all(named & known for named, known in zip(doers, behind, strict=True))


def _is_by_another(ours: Deed, theirs: Deed) -> bool:
    """Whether two deeds are one, as far as is known, but for whoever does it."""
    if not ours.doer.heads or ours.verb.word in _SAYING | MUTUAL:
        return False
    if ours.whom.numbers and theirs.whom.numbers and not ours.whom.numbers & theirs.whom.numbers:
        return False  # "the Greens won 12" beside "Labour won 41 seats"
    return (
        not ours.doer.agrees(theirs.doer.with_name(theirs.whom))
        and _may_agree(ours.whom, theirs.whom)
        and _may_agree(ours.toward, theirs.toward)
    )


def _is_to_another(ours: Deed, theirs: Deed) -> bool:
    """Whether a passive and a deed are one, as far as is known, but for whom it is done to."""
    if not ours.is_passive or not ours.whom.heads or ours.verb.word in ASKING | _MADE | MUTUAL:
        return False
    return not ours.whom.agrees(theirs.whom) and _may_agree(ours.doer, theirs.doer)


def _is_elsewhere(who: Party, told: Sequence[Deed], deed: Deed) -> bool:
    """Whether a party has a part in another deed of a sentence, and none in this one."""
    keys = keys_of(who.heads)
    return any(
        keys & keys_of(part.heads)
        and not part.is_owned
        and not part.agrees(deed.doer)
        and not part.agrees(deed.whom)
        for other in told
        if other is not deed
        for part in (other.doer, other.whom, other.toward)
    )


def _is_for(who: Party, deed: Deed) -> bool:
    """Whether a deed is done for or to a party by another: "built for the miners by the firm"."""
    return bool(keys_of(who.heads) & keys_of(deed.toward.heads)) and not who.agrees(deed.doer)


def _may_agree(one: Party, other: Party) -> bool:
    return not one.words or not other.words or one.agrees(other)


def _is_straight(ours: Deed, theirs: Deed) -> bool:
    """Whether the same does it, or it is done to the same."""
    if ours.doer.agrees(theirs.doer):
        return True
    are_known = ours.doer.heads and theirs.doer.heads
    return not are_known and ours.whom.agrees(theirs.whom)


def _is_crossed(ours: Deed, theirs: Deed) -> bool:
    if ours.doer.is_named_in(theirs.others) and theirs.doer.is_named_in(ours.others):
        return True
    return _is_done_to_the_doer(ours, theirs) or _is_done_to_the_doer(theirs, ours)


def _is_done_to_the_doer(passive: Deed, active: Deed) -> bool:
    """Whether a passive, by nobody, tells of whoever does it in the other to somebody else."""
    words = {passive.verb.word, active.verb.word}
    if active.verb.word in _HAPPENS:
        return False
    if not passive.is_passive or passive.doer.heads or active.is_passive or words & _MADE:
        return False
    is_to_somebody = active.whom.heads or (words <= ASKING and active.about)
    is_the_doer = keys_of(passive.whom.heads) & keys_of(active.doer.heads)
    return bool(is_to_somebody and is_the_doer) and not passive.whom.agrees(active.whom)


def is_turned_round(claim: str, sentence: str) -> bool:
    """Whether a claim tells a deed of a sentence from the other side, with both parties in their
    places: "Hale sued Renfrew", "Renfrew was sued by Hale"; "she lost to Hale", "he beat her"."""
    return any(
        _is_other_voice(ours, theirs) or _is_converse(ours, theirs)
        for ours, theirs in _pairs(claim, sentence)
    )


def tells_conversely(claim: str, word: str, sentence: str) -> bool:
    """Whether a verb of a claim tells a deed of a sentence from the other side."""
    return tells_the_same(claim, word, sentence) or any(
        ours.verb.word == word and _is_converse(ours, theirs)
        for ours, theirs in _pairs(claim, sentence)
    )


def _pairs(claim: str, sentence: str) -> Iterator[tuple[Deed, Deed]]:
    return ((ours, theirs) for ours in deeds(claim) for theirs in deeds(sentence))


def _is_other_voice(ours: Deed, theirs: Deed) -> bool:
    is_one = ours.is_passive != theirs.is_passive and bool(ours.verb.keys & theirs.verb.keys)
    return is_one and ours.doer.agrees(theirs.doer) and ours.whom.agrees(theirs.whom)


def _is_converse(ours: Deed, theirs: Deed) -> bool:
    turned = {reverse(side) for side in sides(ours.verb.word)}
    if not turned & sides(theirs.verb.word):
        return False
    return ours.doer.agrees(theirs.others) and theirs.doer.agrees(ours.others)
