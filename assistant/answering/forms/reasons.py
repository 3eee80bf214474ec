"""Why and how: the sentences that give reasons first, then the others, in their own order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, claim_of, once
from vectorstore.text.stems import stems

MAX_REASONS = 3
_REASON = re.compile(
    r"\bbecause\b|\bdue to\b|\bafter\b|\bsince\b|\bso that\b|\bin order to\b|\bthe (?:cause|reason)"
    r"|\bcaus(?:e|ed|es|ing)\b|\bled to\b|\bciting\b|\bblam(?:e|ed|es|ing)\b|\bthanks to\b"
    r"|\bwhat mattered\b|\bas a result\b|\bowing to\b|\bfail(?:ed|ing) to\b|\bfor fear\b"
    r"|\bconclu(?:ded|des)\b|\bto (?:avoid|prevent|protect|save|stop|make)\b|\bon the grounds\b"
    r"|\baccount(?:s|ed) for\b|\bneed(?:s|ed) for\b|\bfor lack of\b"
    r"|\bexplain(?:ed|s)?\b|\bhad (?:not )?been\b|\bturned out\b",
    re.IGNORECASE,
)


def reasons(asked: Asked) -> Formed:
    """The best article's reasons, then what others add; each in the order of its text."""
    if not asked.is_sure:
        return NOTHING
    sentences = asked.told()
    is_why = not re.match(r"\W*how (?!come)", asked.question, re.IGNORECASE)
    titled = _titled(sentences, asked)
    weighed = [
        replace(
            one,
            score=one.score
            + asked.weights.reason * (is_why and _gives(one))
            + asked.weights.of_title * titled[one.article.id],
        )
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


def _titled(sentences: Sequence[Told], asked: Asked) -> dict[str, float]:
    """The share of the question's words that each article's title has: it tells of that."""
    titles = {one.article.id: one.article.title for one in sentences}
    total = sum(asked.idf.values()) or 1.0
    held = stems([*titles.values()])
    return {
        name: sum(asked.idf[stem] for stem in words & asked.idf.keys()) / total
        for name, words in zip(titles, held, strict=True)
    }
