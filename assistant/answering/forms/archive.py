"""Questions about the archive itself, answered from its catalogue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.mentions import in_words_of
from assistant.answering.told import claim_of, whole
from assistant.question import dates
from assistant.question.outlets import named_outlets
from assistant.types import Claim, Window
from vectorstore import Article, Filter

MAX_LISTED = 30
_COUNTS = re.compile(r"\bhow (?:many|big|large)\b", re.IGNORECASE)
_OUTLETS = re.compile(r"\b(?:outlets?|newspapers?|papers?|sources|publications?|media)\b", re.I)
_PERIOD = re.compile(r"\b(?:period|dates|years|days|months)\b.*\barchive\b", re.IGNORECASE)
_IN_IT = re.compile(r"\bwhat(?:'s| is) in (?:the|this|your) archive\b", re.IGNORECASE)


def archive(asked: Asked) -> Formed:
    """What the catalogue says: counts, outlets, or the articles of a period or an outlet."""
    named = named_outlets(asked.question, asked.archive.outlets())
    windows = dates.windows(asked.question, asked.today)
    where = _narrowed(asked.where, named, windows)
    articles = asked.archive.selected(where)
    if not articles:
        return NOTHING
    if _OUTLETS.search(asked.question) and not named:
        return Formed((_sentence(_by_outlet(articles)),), _notes(articles))
    if (
        _COUNTS.search(asked.question)
        or _PERIOD.search(asked.question)
        or _IN_IT.search(asked.question)
    ):
        return Formed((_sentence(_counted(articles, named)),))
    shown = articles[:MAX_LISTED]
    claims = [claim for article in shown for claim in _listed(article)]
    return Formed(tuple(claims), _notes(articles))


def _narrowed(where: Filter, outlets: Sequence[str], windows: Sequence[Window]) -> Filter:
    window = windows[0] if windows else None
    since = max((d for d in (where.since, window and window.since) if d), default=None)
    until = min((d for d in (where.until, window and window.until) if d), default=None)
    return replace(where, since=since, until=until, outlets=tuple(outlets) or where.outlets)


def _by_outlet(articles: Sequence[Article]) -> str:
    counts = Counter(article.outlet or "no outlet" for article in articles)
    return "; ".join(f"{outlet} ({count:,})" for outlet, count in sorted(counts.items())) + "."


def _counted(articles: Sequence[Article], outlets: Sequence[str]) -> str:
    of = f" of {' and '.join(outlets)}" if outlets else ""
    return f"{len(articles):,} article{'s' * (len(articles) != 1)}{of}{_between(articles)}."


def _between(articles: Sequence[Article]) -> str:
    days = sorted(article.published[:10] for article in articles if article.published)
    if not days:
        return ""
    first, last = in_words_of(days[0]), in_words_of(days[-1])
    return f", {first}" if first == last else f", {first} to {last}"


def _notes(articles: Sequence[Article]) -> tuple[str, ...]:
    more = f" The newest {MAX_LISTED} are shown." if len(articles) > MAX_LISTED else ""
    return (f"{_counted(articles, ())}{more}",)


def _sentence(text: str) -> Claim:
    return Claim(text, (), "supported", kind="sentence", reason="counted in the catalogue")


def _listed(article: Article) -> list[Claim]:
    """The first sentence of an article, under its title."""
    first = [replace_title(claim, article) for claim in map(claim_of, whole(article)[:1])]
    return [replace(claim, group=article.outlet, day=article.published[:10]) for claim in first]


def replace_title(claim: Claim, article: Article) -> Claim:
    """The claim with its article's title, where it does not hold it."""
    return replace(claim, title="" if article.title in claim.text else article.title)
