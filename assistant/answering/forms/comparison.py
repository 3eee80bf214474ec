"""Two sides beside each other: outlets, people or things, never mixed."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.statements import said_by
from assistant.answering.told import Told, claim_of, once
from assistant.question.outlets import named_outlets
from assistant.types import Claim
from vectorstore.text.stems import stems

PER_SIDE = 2
CANDIDATES = 8
_SIDES = re.compile(
    r"\b(?:compare|difference between|differences between|how (?:do|does|did)|what (?:do|did|have))"
    r"\s+(?:what )?(?P<one>.+?) (?:and|with|to) (?P<two>.+?)"
    r"(?P<about> (?:on|about|say|said|write|wrote|differ|disagree|over|have|report|in)\b.*|\W*$)"
    r"|^(?P<one2>.+?) (?:vs\.?|versus) (?P<two2>.+?)(?P<about2> (?:on|about|over|in)\b.*|\W*$)",
    re.IGNORECASE,
)


def comparison(asked: Asked) -> Formed:
    """What each side says or is, a group each; nothing unless two sides have something."""
    outlets = named_outlets(asked.question, asked.archive.outlets())
    sides = _outlets(asked, outlets) if len(outlets) > 1 else _parties(asked)
    if sum(bool(side) for side in sides) < 2:
        return NOTHING
    return Formed(tuple(claim for side in sides for claim in side))


def _outlets(asked: Asked, outlets: list[str]) -> list[list[Claim]]:
    topic = asked.question
    for outlet in outlets:
        topic = re.sub(re.escape(re.sub(r"^The ", "", outlet)), " ", topic, flags=re.IGNORECASE)
    topic = re.sub(
        r"\b(?:compare|what|do|does|did|the|and|say|says|write|report|about)\b", " ", topic
    )
    topic = " ".join(topic.split())
    idf = asked.archive.idf(topic)
    sides = []
    for outlet in outlets:
        found = asked.find(topic, CANDIDATES, replace(asked.where, outlets=(outlet,)))
        here = replace(asked, question=topic, idf=idf, found=found)
        best = [one for one in here.told() if one.shared > 0]
        sides.append([claim_of(one, group=outlet) for one in once(best)[:PER_SIDE]])
    return sides


def _parties(asked: Asked) -> list[list[Claim]]:
    found = _SIDES.search(asked.question)
    if not found:
        return []
    one, two = (found["one"] or found["one2"]), (found["two"] or found["two2"])
    about = found["about"] or found["about2"] or ""
    one, two = (re.sub(r"[:,;].*", "", name).strip(" ?") for name in (one, two))
    return [_party(asked, one, two, about), _party(asked, two, one, about)]


def _party(asked: Asked, name: str, other: str, about: str) -> list[Claim]:
    """What a person said, or else the best sentences that name a thing by what the other is not.

    A sentence of an article about it need not name it, unless it names the other.
    """
    question = f"{name} {about}".strip(" ?")
    found = asked.find(question, CANDIDATES, asked.where)
    here = replace(asked, found=found, question=question, idf=asked.archive.idf(question))
    if re.match(r"[A-Z]", name) and (said := said_by(here, name, about)):
        return [replace(claim, group=name) for claim in said[: PER_SIDE + 1]]
    [own, others] = stems([name, other])
    key, opposite = own - others or own, others - own

    def is_of_it(one: Told) -> bool:
        [held, titled] = stems([one.text, one.article.title])
        return bool(held & key) or (bool(titled & key) and not held & opposite)

    best = [each for each in here.told() if is_of_it(each)]
    return [claim_of(one, group=name) for one in once(best)[:PER_SIDE]]
