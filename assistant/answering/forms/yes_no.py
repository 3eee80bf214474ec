"""Yes or no: the evidence for and against, the newest first; never a bare yes."""

from __future__ import annotations

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import claim_of, once

MAX_EVIDENCE = 4


def yes_no(asked: Asked) -> Formed:
    """The sentences that bear on the question most, the newest first."""
    if not asked.is_sure:
        return NOTHING
    sentences = once(asked.told())
    if not sentences:
        return NOTHING
    best = sentences[0].score
    chosen = [one for one in sentences if one.score >= best - asked.weights.evidence_behind][
        :MAX_EVIDENCE
    ]
    chosen.sort(key=lambda one: one.printed, reverse=True)
    return Formed(tuple(claim_of(one) for one in chosen))
