"""Why and how: the sentences that give reasons first, then the others, in their own order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, claim_of, once
from vectorstore.text.stems import stems

MAX_REASONS = 3
# What says that something else came of it; and what often does.
_REASON = re.compile(
    r"\bbecause\b|\bdue (?:\w+ ){0,2}to\b|\b(?:cause|reason)s?\b|\bcaus(?:ed|es|ing)\b|\bled to\b"
    r"|\bciting\b|\bblam(?:e|ed|es|ing)\b|\bthanks to\b|\bwhat mattered\b|\bas a result\b"
    r"|\bowing to\b|\bfor fear\b|\bon the grounds\b|\baccount(?:s|ed) for\b|\bneed(?:s|ed) for\b"
    r"|\bfor lack of\b|\bso that\b|\bin order to\b|\bprompted by\b|\bdriven by\b"
    r"|\battribut(?:ed|es)\b|\bresult(?:s|ed) from\b|\bstem(?:s|med) from\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\bafter\b|\bsince\b|\bfollowing\b|\bfail(?:ed|ing) to\b|\bconclu(?:ded|des)\b"
    r"|\bto (?:avoid|prevent|protect|save|stop|make)\b|\bexplain(?:ed|s)?\b|\bhad (?:not )?been\b"
    r"|\bturned out\b",
    re.IGNORECASE,
)
# It speaks of a reason, and gives none.
_NOT_GIVEN = re.compile(
    r"\b(?:cause|reason)s? (?:\w+ ){0,3}?(?:is|was|are|were|has|have|remains?)"
    r" (?:not\b|un\w+|still\b)"
    r"|\b(?:no|unknown|without) (?:cause|reason)\b|\bnot because\b",
    re.IGNORECASE,
)
# It says how many there are, and those that follow tell them: "Two mistakes accounted for it."
_NUMBERED = re.compile(
    r"\b(?P<many>two|three|four|several|both|these|following)\s+(?:\w+\s+)?(?:mistakes|errors|reasons|causes|factors"
    r"|faults|failures|problems|grounds|things)\b",
    re.IGNORECASE,
)
MAX_TOLD_OF_THEM = 3
# What a sentence is worth that may give a reason, beside one that says that it does.
PERHAPS = 0.4


def reasons(asked: Asked) -> Formed:
    """The reasons first, then what else is best, the best article's before those of others; each
    in the order of its text."""
    if not asked.is_sure:
        return NOTHING
    sentences = asked.told()
    is_why = not re.match(r"\W*how (?!come)", asked.question, re.IGNORECASE)
    titled = _titled(sentences, asked)
    weighed = [
        replace(
            one,
            score=one.score
            + (asked.weights.gives_reason * _gives(one) if is_why else 0.0)
            + asked.weights.of_title * titled[one.article.id],
        )
        for one in sentences
    ]
    weighed.sort(key=lambda one: -one.score)
    every = once(weighed)
    chosen = every[:MAX_REASONS]
    if not chosen:
        return NOTHING
    best = chosen[0]
    given = _given_beside(every, chosen) if is_why else []
    chosen = chosen[: MAX_REASONS - len(given)]
    told = _told_of_them(best, sentences) if is_why else []
    if told:
        return Formed(tuple(claim_of(one, alone=True) for one in (best, *told)))
    rank = {one.article.id: n for n, one in reversed([*enumerate(chosen)])}
    chosen.sort(key=lambda one: (rank[one.article.id], one.start))
    chosen.sort(key=lambda one: one is not best)
    if is_why:
        chosen.sort(key=lambda one: _gives(one) < 1)
    return Formed(asked.quoted([*chosen, *given]))


def _given_beside(every: Sequence[Told], chosen: Sequence[Told]) -> list[Told]:
    """The best one's article's sentence that gives a reason, where none that is chosen does."""
    if any(_gives(one) == 1 for one in chosen):
        return []
    article = chosen[0].article.id
    return [one for one in every if _gives(one) == 1 and one.article.id == article][:1]


def _gives(one: Told) -> float:
    """How surely a sentence gives a reason, from 0 to 1."""
    if _NOT_GIVEN.search(one.text):
        return 0.0
    return 1.0 if _REASON.search(one.text) else PERHAPS * bool(_PERHAPS.search(one.text))


def _told_of_them(best: Told, sentences: Sequence[Told]) -> list[Told]:
    """The sentences in its paragraph that tell the reasons of which the best says how many."""
    if not _NUMBERED.search(best.text):
        return []
    text = best.article.text
    end = text.find("\n\n", best.end)
    behind = [
        one
        for one in sentences
        if one.article.id == best.article.id
        and best.end <= one.start
        and (end < 0 or one.end <= end)
    ]
    return sorted(behind, key=lambda one: one.start)[:MAX_TOLD_OF_THEM]


def _titled(sentences: Sequence[Told], asked: Asked) -> dict[str, float]:
    """The share of the question's words that each article's title has: it tells of that."""
    titles = {one.article.id: one.article.title for one in sentences}
    total = sum(asked.idf.values()) or 1.0
    held = stems([*titles.values()])
    return {
        name: sum(asked.idf[stem] for stem in words & asked.idf.keys()) / total
        for name, words in zip(titles, held, strict=True)
    }
