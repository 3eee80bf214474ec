"""How many: each figure once, with who says it and when, the newest first."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.speech import speeches
from assistant.answering.told import Told, claim_of, once
from assistant.types import Claim
from assistant.weights import Weights
from vectorstore.text.stems import stems

MAX_FIGURES = 4
_NUMBER = re.compile(
    r"(?<![\w.,])(?:[$£€¥]\s?)?\d[\d.,]*\d?(?:\s?(?:per cent|%|million|billion|thousand|m|bn)\b)?"
    r"|\b(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)(?:-\w+)?|dozens|hundreds|thousands|a hundred|a thousand)\b",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\b|\b\d{1,2}[:.]\d\d\s?[ap]?\.?m?\b|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\b(?:one|no) (?:of|else)\b"
)
# Ages and parts of names, which answer nothing that is counted.
_NO_FIGURE = re.compile(
    r"\b[\w.,]+-(?:year|day|week|month|hour|minute|metre|page|mile|man|woman|bedroom|storey)\w*\b"
    r"|(?<=, )\d{1,3}(?=,|\.)"
)
_PAYS = re.compile(
    r"\bhow much\b.*\b(?:pa(?:y|ys|id|ying)|costs?|earns?|earned|spend|spent|price|worth|fees?"
    r"|fine[sd]?|raise[sd]?|bring in|sold|sell|bought|buy|owes?|owed|charge[sd]?|save[sd]?"
    r"|money)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$£€¥]\s?\d|\b(?:crowns?|dollars?|euros?|pounds?|yen|yuan|rupees?|francs?|pesos?|krona|kroner"
    r"|cents?|pence)\b",
    re.IGNORECASE,
)
# What news counts in other words than those in which it is asked for.
_TOLD_AS = tuple(
    (re.compile(rf"\bhow many\b.*\b(?:{asks})\b", re.I), re.compile(rf"\b(?:{tells})\b", re.I))
    for asks, tells in (
        (
            "die[ds]?|dead|kill(?:ed|s)?|deaths?|perished",
            "die[ds]?|dead|killed|deaths?|death toll|fatal(?:ly)?|bodies|perished|lost their lives",
        ),
        (
            "hurt|injured|wounded|injuries|casualties",
            "hurt|injur(?:ed|ies)|wounded|treated|in hospital|casualties",
        ),
        (
            "watched|attended|came|spectators|visitors|crowd|audience|fans",
            "watched|attended|crowd|spectators|visitors|turnout|audience|drew|tickets",
        ),
    )
)
# How near a number stands before what it counts.
_BETWEEN = r"(?:\W+[\w'’-]+){0,3}?\W+"
_COUNTED = re.compile(r"\bhow (?:many|much)\s+([a-z-]+)", re.IGNORECASE)


def figures(asked: Asked) -> Formed:
    """A sentence for each figure that answers, the best first, then the newest."""
    if not asked.is_sure:
        return NOTHING
    sentences = asked.told()
    counted = _COUNTED.search(asked.question)
    noun = counted[1] if counted and not _VERB.fullmatch(counted[1].lower()) else ""
    with_figures = [one for one in sentences if figures_of(one.text, asked.question)]
    with_figures = _as_told(with_figures, asked)
    if _PAYS.search(asked.question):
        with_figures = [one for one in with_figures if _MONEY.search(one.text)] or with_figures
    with_figures = [
        replace(one, score=one.score + _fit(one, noun, asked))
        for one in _of_story(with_figures, asked)
    ]
    with_figures.sort(key=lambda one: -one.score)
    if not with_figures:
        return NOTHING
    best, weights = with_figures[0], asked.weights
    near = [
        one
        for one in with_figures
        if (in_title(one, asked) and _is_near_title(one, best, weights))
        or (one.score >= best.score - weights.figure_behind and _counts(one, noun, best, asked))
    ]
    chosen = _each_once(once(near), asked.question)[:MAX_FIGURES]
    chosen[1:] = sorted(chosen[1:], key=lambda one: one.printed, reverse=True)
    return Formed(tuple(_claim(one, asked.question) for one in chosen))


def _as_told(sentences: list[Told], asked: Asked) -> list[Told]:
    """The sentences, those first that count what is asked for in the words of news."""
    told = [tells for asks, tells in _TOLD_AS if asks.search(asked.question)]
    gained = asked.weights.counted
    scored = [
        replace(one, score=one.score + gained * any(tells.search(one.text) for tells in told))
        for one in sentences
    ]
    return sorted(scored, key=lambda one: -one.score)


def _is_near_title(one: Told, best: Told, weights: Weights) -> bool:
    """Whether a figure of a headline belongs to the best one: that of the same always does."""
    is_same = one.article.id == best.article.id
    return is_same or one.score >= best.score - weights.figure_behind_in_title


def _fit(one: Told, noun: str, asked: Asked) -> float:
    """What a sentence gains that counts what is asked for, or has the figure of its headline."""
    weights = asked.weights
    counted = weights.counted * counts(one.text, noun)
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


def _of_story(sentences: list[Told], asked: Asked) -> list[Told]:
    """The sentences, best first, of articles that have about as much of the question as the best
    one's has."""
    if not sentences:
        return []
    articles = {one.article.id: one.article for one in sentences}
    held = stems([f"{article.title} {article.text}" for article in articles.values()])
    share = {
        name: sum(weight for stem, weight in asked.idf.items() if stem in words)
        for name, words in zip(articles, held, strict=True)
    }
    least = asked.weights.same_story * share[sentences[0].article.id]
    return [one for one in sentences if share[one.article.id] >= least]


_VERB = re.compile(
    r"did|does|do|was|were|is|are|would|will|has|have|had|of|can|could|came|went|fell|\w{3,}ed"
)


def figures_of(text: str, question: str) -> list[str]:
    """The figures of a sentence that are no dates, and not the question's own."""
    text = _NO_FIGURE.sub(lambda found: "~" * len(found[0]), text)
    bare = _NO_COUNT.sub(lambda found: "~" * len(found[0]), text)
    own = question.lower()
    found = [each[0].strip(" ,.") for each in _NUMBER.finditer(bare)]
    return [each for each in found if each.lower() not in own and each.lower() not in ("one", "no")]


def counts(text: str, noun: str) -> bool:
    """Whether a number stands before the noun that is counted."""
    if not noun:
        return False
    stem = re.escape(re.sub(r"(?:ies|es|s|y)$", "", noun.lower()))
    numbers = _NUMBER.pattern
    return re.search(rf"(?:{numbers}){_BETWEEN}{stem}\w*", text, re.IGNORECASE) is not None


def _counts(one: Told, noun: str, best: Told, asked: Asked) -> bool:
    """Whether a sentence counts the same thing as the best does."""
    [held, wanted] = stems([one.text, noun or asked.question])
    return bool(held & wanted) or one.shared >= best.shared


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
