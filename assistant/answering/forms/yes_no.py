"""Yes or no: the evidence for and against, the newest first; never a bare yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.told import Told, once
from assistant.question.subject import without_taken_along
from vectorstore.text.stems import stems

MAX_EVIDENCE = 4
# What says that something is not so.
_DENIES = re.compile(
    r"\b(?:not|no|never|nothing|nobody|none|neither|nor|without|den(?:y|ies|ied)|reject(?:s|ed)?"
    r"|dismiss(?:es|ed)?|cleared|false|untrue|wrong|wrongly|mistaken|refus(?:es|ed)|ruled out"
    r"|acquitted|innocent|instead|no longer|cannot|unlikely|cancel(?:s|led)?)\b|n['’]t\b",
    re.IGNORECASE,
)
# What is denied in so many words: "has not been charged".
_DENIED = re.compile(
    r"(?:\b(?:not|never|nobody|no one|no longer)|n['’]t)\s(?P<what>(?:[\w'’-]+\s?){1,3})",
    re.IGNORECASE,
)


def yes_no(asked: Asked) -> Formed:
    """The sentences that bear on the question most, of both sides; the newest first, those of one
    article in its order."""
    if not asked.is_sure:
        return NOTHING
    sentences = once(asked.told())
    if not sentences:
        return NOTHING
    best = sentences[0].score
    near = [one for one in sentences if one.score >= best - asked.weights.evidence_behind]
    chosen = near[:MAX_EVIDENCE]
    own = asked.archive.idf(without_taken_along(asked.question)).keys()
    others = [
        next((one for one in sentences if _is_other_side(one, chosen, asked)), None),
        next((one for one in sentences if _denies_outright(one, chosen, own)), None),
    ]
    more = [one for one in dict.fromkeys(others) if one and one not in chosen]
    chosen = [*chosen[: MAX_EVIDENCE - len(more)], *more]
    rank = {one.article.id: n for n, one in reversed([*enumerate(chosen)])}
    chosen.sort(key=lambda one: (rank[one.article.id], one.start))
    chosen.sort(key=lambda one: one.printed, reverse=True)
    return Formed(asked.quoted(chosen))


def _denies_outright(one: Told, chosen: Sequence[Told], own: AbstractSet[str]) -> bool:
    """Whether a sentence of the best one's article says that what is asked is not so."""
    if one.article.id != chosen[0].article.id:
        return False
    denied = stems([found["what"] for found in _DENIED.finditer(one.text)])
    return any(words & own for words in denied)


def _is_other_side(one: Told, chosen: Sequence[Told], asked: Asked) -> bool:
    """Whether a sentence denies what all that are chosen say, or says what they deny, and has as
    much of the question as one of them."""
    sides = {_DENIES.search(each.text) is not None for each in chosen}
    enough = one.score >= chosen[0].score - asked.weights.other_side_behind
    return (
        len(sides) == 1
        and (_DENIES.search(one.text) is not None) not in sides
        and enough
        and one.shared >= min(each.shared for each in chosen)
    )
