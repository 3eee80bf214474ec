"""Two sides beside each other: outlets, people or things, never mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.counted import figures_of
from assistant.answering.forms.statements import said_by
from assistant.answering.told import Told, claim_of, once
from assistant.question.measure import is_of_money, units_in
from assistant.question.outlets import named_outlets
from assistant.types import Claim
from vectorstore.text.stems import stems

PER_SIDE = 2
CANDIDATES = 8
# Sentences of a side among which one is looked for that measures what the other side's does.
MEASURED = 12
# What a sentence gains that has a figure, where sizes are compared, and if it is its headline's or
# in the other's units.
OF_FIGURE, OF_BEST_FIGURE = 1.0, 1.5
_SIZES = re.compile(
    r"\b(?:size|number|count|counts|figures?|total|death toll|turnout|costs?|price|amount"
    r"|how (?:many|much|big|large)|estimates?|strength|speed|length|height"
    r"|(?:strong|big|larg|high|fast|long|heav|old|dear|cheap|tall)(?:i?er|i?est))\b",
    re.IGNORECASE,
)
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
    of_size = _SIZES.search(asked.question) is not None
    told = []
    for outlet in outlets:
        found = asked.find(topic, CANDIDATES, replace(asked.where, outlets=(outlet,)))
        here = replace(asked, question=topic, idf=idf, found=found)
        told.append([one for one in here.told() if one.shared > 0 or of_size])
    if of_size:
        told = _measured_alike(told, topic)
    return [
        [claim_of(one, group=outlet) for one in once(best)[:PER_SIDE]]
        for outlet, best in zip(outlets, told, strict=True)
    ]


def _parties(asked: Asked) -> list[list[Claim]]:
    found = _SIDES.search(asked.question)
    if not found:
        return []
    one, two = (found["one"] or found["one2"]), (found["two"] or found["two2"])
    about = found["about"] or found["about2"] or ""
    one, two = (re.sub(r"[:,;].*", "", name).strip(" ?") for name in (one, two))
    one, two, about = _shared_end(one, two, about)
    here = [_searched(asked, name, about) for name in (one, two)]
    told = [_told(here[0], one, two), _told(here[1], two, one)]
    if _SIZES.search(asked.question):
        told = _measured_alike(told, asked.question)
        said: list[list[Claim]] = [[], []]
    else:
        said = [_said(side, name, about) for side, name in zip(here, (one, two), strict=True)]
    return [
        claims or [claim_of(each, group=name) for each in once(best)[:PER_SIDE]]
        for name, claims, best in zip((one, two), said, told, strict=True)
    ]


def _shared_end(one: str, two: str, about: str) -> tuple[str, str, str]:
    """Two sides and their topic, where the second ends with what belongs to both: "the drone count
    and the wardens' count of the seals"."""
    head, of, end = two.partition(" of ")
    if of and " of " not in one and head.split()[-1:] == one.split()[-1:]:
        return one, head, f" of {end}{about}"
    return one, two, about


def _measured_alike(told: Sequence[Sequence[Told]], question: str) -> list[list[Told]]:
    """The sides' sentences, best first, where what has a figure leads, and best of all that of its
    headline, or one in the units in which the others measure."""
    units = [{unit for one in side[:MEASURED] for unit in units_in(one.text)} for side in told]
    alike = set.intersection(*units) if units else set()
    if not is_of_money(question):
        alike = {unit for unit in alike if not is_of_money(unit)}

    def weight(one: Told) -> float:
        own, titled = (figures_of(text, question) for text in (one.text, one.article.title))
        best = bool(units_in(one.text) & alike or {*own} & {*titled})
        return one.score + OF_FIGURE * bool(own) + OF_BEST_FIGURE * best

    return [sorted(side, key=lambda one: -weight(one)) for side in told]


def _said(here: Asked, name: str, about: str) -> list[Claim]:
    """What a person who is a side says."""
    if not re.match(r"[A-Z]", name):
        return []
    return [replace(each, group=name) for each in said_by(here, name, about)[: PER_SIDE + 1]]


def _searched(asked: Asked, name: str, about: str) -> Asked:
    question = f"{name} {about}".strip(" ?")
    found = asked.find(question, CANDIDATES, asked.where)
    return replace(asked, found=found, question=question, idf=asked.archive.idf(question))


def _told(here: Asked, name: str, other: str) -> list[Told]:
    """The sentences that name a thing by what the other is not, best first, those that name the
    other behind them.

    A sentence of an article about it need not name it, unless it names the other.
    """
    [own, others] = stems([name, other])
    key, opposite = own - others or own, others - own

    def is_of_it(one: Told) -> bool:
        [held, titled] = stems([one.text, one.article.title])
        return bool(held & key) or (bool(titled & key) and not held & opposite)

    best = [each for each in here.told() if is_of_it(each)]
    held = stems([each.text for each in best])
    mixed = [bool(words & opposite) for words in held]
    return [each for _, each in sorted(zip(mixed, best, strict=True), key=lambda pair: pair[0])]
