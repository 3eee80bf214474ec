"""Who did what to whom, and what came before what: are two sides exchanged?"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.parties.across import across
from assistant.checking.parties.backing import for_another
from assistant.checking.parties.compared import compared_otherwise
from assistant.checking.parties.doers import of_another_doer
from assistant.checking.parties.exchanging import crossed, of_another_party, of_the_owned
from assistant.checking.parties.numbered import has_other_pairs
from assistant.checking.parties.objects import have_exchanged_objects
from assistant.checking.parties.opposed import opposed
from assistant.checking.parties.order import in_other_order
from assistant.checking.parties.pairing import joined_otherwise
from assistant.checking.parties.penalties import other_kick
from assistant.checking.parties.prizes import of_another_winner
from assistant.checking.parties.pronouns import of_a_pronoun
from assistant.checking.parties.scoring import scored_otherwise
from assistant.checking.parties.ties import turned_tie
from assistant.checking.parties.weight import weighed_otherwise
from assistant.checking.speakers.standing import pieces


def exchanged(claim: str, quotes: Sequence[str]) -> str:
    """Why a claim turns its source round; "" where it doesn't seem to."""
    found = pieces(quotes)
    if crossed(claim, found):
        return "who does it and to whom it is done are exchanged"
    if has_other_pairs(claim, found):
        return "the article gives these numbers or names to others"
    if joined_otherwise(claim, found) or have_exchanged_objects(claim, found):
        return "the article joins these otherwise"
    if in_other_order(claim, found):
        return "the article has this in the other order"
    if turned := turned_tie(claim, found) or compared_otherwise(claim, found):
        return turned
    if weighed := weighed_otherwise(claim, found):
        return weighed
    if reverse := opposed(claim, found):
        return reverse
    if other := across(claim, found) or other_kick(claim, found):
        return other
    return of_another_party(claim, found) or of_another_doer(claim, found)


def of_somebody_else(claim: str, texts: Sequence[str]) -> str:
    """Why a claim has one do what another does in its source, which stands in plain texts with the
    sentences next to it; "" where none does."""
    found = pieces(texts)
    rules = (
        scored_otherwise,
        of_another_winner,
        for_another,
        of_a_pronoun,
        of_the_owned,
        across,
    )
    return next(filter(None, (rule(claim, found) for rule in rules)), "")
