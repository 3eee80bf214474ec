"""What is wrong with how sure a claim is, rule by rule."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.speakers.assured import too_sure
from assistant.checking.speakers.carried_out import told_as_done
from assistant.checking.speakers.charged import done_by_charge
from assistant.checking.speakers.conditional import without_condition
from assistant.checking.speakers.firm import less_firm
from assistant.checking.speakers.less_sure import less_sure
from assistant.checking.speakers.standing import only_attributed
from assistant.checking.speakers.themselves import told_of_themselves


def only_their_word(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim says itself what is only somebody's word; "" where it does not."""
    rules = (only_attributed, told_of_themselves, done_by_charge)
    return next(filter(None, (rule(claim, quotes) for rule in rules)), "")


def surer(claim: str, quotes: Sequence[str]) -> str:
    """Why a plain claim is surer than its source, or leaves open what is settled; "" where it is
    neither."""
    rules = (less_firm, without_condition, told_as_done, too_sure, less_sure)
    return next(filter(None, (rule(claim, quotes) for rule in rules)), "")
