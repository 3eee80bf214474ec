"""How many: each figure once, with who says it and when, the newest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.counted import Count, counted, figures_of, told_otherwise
from assistant.answering.forms.speech import speeches
from assistant.answering.told import Told, claim_of, once, titled
from assistant.finding.corrections import corrections
from assistant.types import Claim
from assistant.weights import Weights
from vectorstore.text.stems import stems
from vectorstore.text.units import units

MAX_FIGURES = 4
# Of the words of the question that the best sentence and the one before it have, another source's
# have this share.
MIN_SHARED = 0.5
# Words of a question that say what is done, and not with what.
_DONE = re.compile(
    r"\b(?:\w{3,}ed|\w{3,}ing|cost|costs|worth|pays?|paid|spend|spent|bring|raise|sell|sold|buy|money)\b",
    re.IGNORECASE,
)
# So many of the rarest words of a question say of what it asks.
RAREST = 2
# The reports of one event are printed within so many days.
DAYS_OF_A_STORY = 14


def figures(asked: Asked) -> Formed:
    """A sentence for each figure that answers: those that count the same, the newest first, then
    what else there is."""
    if not asked.is_sure:
        return NOTHING
    count = counted(asked)
    sentences = [*asked.told(None), *told_otherwise(count, asked)]
    with_figures = [one for one in sentences if figures_of(one.text, asked.question)]
    if count.units:
        with_figures = [one for one in with_figures if count.units.search(one.text)]
    scored = [
        replace(one, score=one.score + _fit(one, count, asked))
        for one in _of_story(with_figures, count, asked)
    ]
    is_wrong = _corrected(scored, asked)
    scored.sort(key=lambda one: (is_wrong(one), -one.score))
    counting = [one for one in scored if count.is_told(one)]
    if not scored or (count.told and not counting):
        return NOTHING
    best = counting[0] if counting and count.told else scored[0]
    near = [one for one in scored if one is best or _belongs(one, best, count, asked)]
    first = [one for one in near if one is best or (best in counting and one in counting)]
    first = [one for one in first if _is_of_days(one, best)]
    rest = [one for one in near if one not in first]
    chosen = sorted([*_newest_first(first), *_newest_first(rest)], key=is_wrong)
    chosen = _each_once(once(chosen), asked.question)[:MAX_FIGURES]
    with_title = titled(asked.question, asked.idf)
    return Formed(tuple(with_title(_claim(one, asked.question)) for one in chosen))


def _corrected(sentences: Sequence[Told], asked: Asked) -> Callable[[Told], bool]:
    """Tells of a sentence whether its figure was corrected later on."""
    known = corrections([each.passage for each in asked.found.candidates])
    known = [each for each in known if each.answers(asked.idf.keys())]
    held = stems([one.text for one in sentences])
    wrong = {
        (one.article.id, one.start)
        for one, words in zip(sentences, held, strict=True)
        if any(each.concerns(one.text, words) for each in known)
    }
    return lambda one: (one.article.id, one.start) in wrong


def _newest_first(sentences: Sequence[Told]) -> list[Told]:
    return sorted(sentences, key=lambda one: one.printed, reverse=True)


def _is_of_days(one: Told, best: Told) -> bool:
    """Whether two reports may be of one time: what came long after is of another event."""
    first, second = one.passage.day, best.passage.day
    return not (first and second) or abs((first - second).days) <= DAYS_OF_A_STORY


def _belongs(one: Told, best: Told, count: Count, asked: Asked) -> bool:
    """Whether a figure answers beside the best one."""
    if count.units:
        is_alike = bool(_units_of(one.text, count.units) & _units_of(best.text, count.units))
        is_alike = is_alike and _is_of_same(one, best, asked)
        enough = _shared_with_lead(one, asked) >= MIN_SHARED * _shared_with_lead(best, asked)
        enough = enough or one.shared >= best.shared > 0
        return is_alike and enough and count.is_named(one)
    if in_title(one, asked) and _is_near_title(one, best, asked.weights):
        return True
    if count.told:
        return count.is_told(one)
    if one.article.id == best.article.id and count.is_told(one):
        return True
    if one.score < best.score - asked.weights.figure_behind:
        return count.is_told(one) and _shared_with_lead(one, asked) >= MIN_SHARED * best.shared
    [held, wanted] = stems([one.text, count.noun or asked.question])
    return bool(held & wanted) or one.shared >= best.shared


def _is_of_same(one: Told, best: Told, asked: Asked) -> bool:
    """Whether its article has what is rarest of the question in that of the best."""
    [held, wanted] = stems([f"{each.article.title} {each.article.text}" for each in (one, best)])
    [things] = stems([_DONE.sub(" ", asked.question)])
    known = wanted & things & asked.idf.keys()
    return held >= {*sorted(known, key=lambda stem: -asked.idf[stem])[:RAREST]}


def _units_of(text: str, units: re.Pattern[str]) -> set[str]:
    """The units of the amounts in a sentence, with what they are for: "crowns a year"."""
    return {(found["unit"] or found[0][0]).lower() for found in units.finditer(text)}


def _shared_with_lead(one: Told, asked: Asked) -> float:
    """The share of the question's words in a sentence and in that before it, in its paragraph."""
    text = one.article.text
    paragraph = text.rfind("\n\n", 0, one.start) + 1
    before = [end for start, end in units(text) if paragraph <= start and end <= one.start][-1:]
    first = max((s for s, e in units(text) if [e] == before), default=one.start)
    [held] = stems([text[first : one.end]])
    total = sum(asked.idf.values()) or 1.0
    return sum(asked.idf[stem] for stem in held & asked.idf.keys()) / total


def _is_near_title(one: Told, best: Told, weights: Weights) -> bool:
    """Whether a figure of a headline belongs to the best one: that of the same always does."""
    is_same = one.article.id == best.article.id
    return is_same or one.score >= best.score - weights.figure_behind_in_title


def _fit(one: Told, count: Count, asked: Asked) -> float:
    """What a sentence gains that counts what is asked for, or has the figure of its headline, less
    what it loses that has no word of the question."""
    weights = asked.weights
    counted = weights.counted * count.is_told(one) - weights.nothing_shared * (not one.shared)
    return counted + weights.figure_of_title * in_title(one, asked)


def in_title(one: Told, asked: Asked) -> bool:
    """Whether its article's title has its figure, and something of the question."""
    title = one.article.title
    [held] = stems([title])
    own = {each.lower() for each in figures_of(one.text, asked.question)}
    return bool(
        held & asked.idf.keys()
        and own & {each.lower() for each in figures_of(title, asked.question)}
    )


def _of_story(sentences: list[Told], count: Count, asked: Asked) -> list[Told]:
    """The sentences, best first, of articles that have about as much of the question as the best
    one's has, and those that tell it of what the question names in other words."""
    if not sentences:
        return []
    articles = {one.article.id: one.article for one in sentences}
    held = stems([f"{article.title} {article.text}" for article in articles.values()])
    share = {
        name: sum(weight for stem, weight in asked.idf.items() if stem in words)
        for name, words in zip(articles, held, strict=True)
    }
    least = asked.weights.same_story * share[sentences[0].article.id]
    return [
        one
        for one in sentences
        if share[one.article.id] >= least or (count.told and count.names and count.is_told(one))
    ]


def _each_once(sentences: list[Told], question: str) -> list[Told]:
    seen: set[str] = set()
    kept = []
    for one in sentences:
        new = {each.lower() for each in figures_of(one.text, question)} - seen
        if new:
            seen |= new
            kept.append(one)
    return kept


def _claim(one: Told, question: str) -> Claim:
    said = next((s for s in speeches(one.article) if s.told.start == one.start), None)
    group = ", ".join(dict.fromkeys(figures_of(one.text, question)))
    return claim_of(one, group=group, speaker=said.speaker if said else "")
