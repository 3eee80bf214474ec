"""Why and how: the sentences that give reasons first, then the others, in their own order."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, claim_of, once

MAX_REASONS = 3
_REASON = re.compile(
    r"\bbecause\b|\bdue to\b|\bafter\b|\bsince\b|\bso that\b|\bin order to\b|\bthe (?:cause|reason)"
    r"|\bcaus(?:e|ed|es|ing)\b|\bled to\b|\bciting\b|\bblam(?:e|ed|es|ing)\b|\bthanks to\b"
    r"|\bwhat mattered\b|\bas a result\b|\bowing to\b|\bfail(?:ed|ing) to\b|\bfor fear\b"
    r"|\bconclu(?:ded|des)\b|\bto (?:avoid|prevent|protect|save|stop|make)\b|\bon the grounds\b"
    r"|\bexplain(?:ed|s)?\b|\bhad (?:not )?been\b|\bturned out\b",
    re.IGNORECASE,
)


def reasons(asked: Asked) -> Formed:
    """The best article's reasons, then what others add; each in the order of its text."""
    if not asked.is_sure:
        return NOTHING
    sentences = asked.told()
    is_why = not re.match(r"\W*how (?!come)", asked.question, re.IGNORECASE)
    weighed = [
        replace(one, score=one.score + asked.weights.reason * (is_why and _gives(one)))
        for one in sentences
    ]
    weighed.sort(key=lambda one: -one.score)
    chosen = once(weighed)[:MAX_REASONS]
    if not chosen:
        return NOTHING
    best = chosen[0]
    rank = {one.article.id: n for n, one in reversed([*enumerate(chosen)])}
    chosen.sort(
        key=lambda one: (one is not best and not _gives(one), rank[one.article.id], one.start)
    )
    chosen.sort(key=lambda one: one is not best)
    return Formed(tuple(claim_of(one) for one in chosen))


def _gives(one: Told) -> bool:
    return _REASON.search(one.text) is not None
