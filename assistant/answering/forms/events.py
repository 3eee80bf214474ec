"""What happened: dated events in their order, each a quote."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import timedelta

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.quotable import leans
from assistant.answering.told import MIN_SENTENCE_WORDS, Told, claim_of, event_day, once, told
from assistant.finding.found import Candidate
from assistant.question import dates
from assistant.question.form import latest_of
from assistant.types import Claim, Window
from vectorstore import Article, Filter
from vectorstore.text.stems import stems

# Passages of which events are taken, and events that are shown at most.
CANDIDATES = 40
MAX_EVENTS = 20
# And where only what came last is asked for.
MAX_LATEST = 4
# Of the words of a question, a story's article holds this share.
MIN_SHARED = 0.6
# Or its title this share, if it came after the story's first report.
MIN_OF_TITLE = 0.4
# A title of so many words is named by no other article by chance.
MIN_TITLE_WORDS = 5
# What a sentence gains that says on which day it was.
DATED = 0.3
# Events are printed up to so many days after they were.
DAYS_AFTER = 2
PER_ARTICLE = 2
_FORM_WORDS = re.compile(
    r"\b(?:can|could|you|please|give|show|me|us|an?|the|timeline|chronology|of|for|what|has|have|had|did|does"
    r"|happen(?:s|ed|ing)?|how|story|develop(?:ed)?|unfold(?:ed)?|evolve(?:d)?|is|was|going|on"
    r"|sequence|events|course|with|in|to|about|case|at|since|during|last|this|week|month|year"
    r"|yesterday|today)\b|\W+",
    re.IGNORECASE,
)


def events(asked: Asked) -> Formed:
    """The events of a story, or of a period, the earliest first, with the first report marked.

    Or the latest of them, one an article, the newest first.
    """
    # Of New York nothing is told by an archive in which much is new.
    if any(each[:1].isupper() for each in asked.found.missing):
        return NOTHING
    windows = [w for w in dates.windows(asked.question, asked.today) if w.since or w.until]
    story = latest_of(asked.question)
    topic = _topic(story or asked.question, windows)
    found = asked.find(topic or asked.question, CANDIDATES, asked.where)
    idf = {stem: asked.idf.get(stem, weight) for stem, weight in asked.archive.idf(topic).items()}
    candidates = list(found.candidates)
    if windows:
        candidates += [each for one in windows for each in _printed_in(asked, one, topic)]
    elif not idf:
        return NOTHING
    every = replace(found, candidates=candidates, windows=())
    sentences = _of_story(told(topic, idf, every, asked.weights), idf)
    if windows:
        sentences = [one for one in sentences if any(w.contains_day(one.day) for w in windows)]
    chosen = _chosen(sentences)
    if not chosen:
        return NOTHING
    if story:
        newest = sorted(_best_of_each(chosen), key=_moment, reverse=True)[:MAX_LATEST]
        return Formed(tuple(_titled([claim_of(one, day=one.day) for one in newest])))
    ordered = sorted(chosen, key=_moment)
    claims = _titled([claim_of(one, day=one.day) for one in ordered])
    first = min(range(len(ordered)), key=lambda n: ordered[n].printed or "9")
    claims[first] = replace(claims[first], group="first report")
    return Formed(tuple(claims))


def _best_of_each(chosen: Sequence[Told]) -> list[Told]:
    """The first sentence of each article: they are chosen by their weight."""
    return list({one.article.id: one for one in reversed(chosen)}.values())


def _titled(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, the first of each article under its title."""
    titled, seen = [], set()
    for claim in claims:
        article = claim.citations[0].passage.article
        is_new = article.id not in seen and not article.entries and article.title not in claim.text
        titled.append(replace(claim, title=article.title) if is_new else claim)
        seen.add(article.id)
    return titled


def _moment(one: Told) -> tuple[str, str, str, int]:
    """Sort key: the event's day, then when it was printed, to the minute in a live blog."""
    return one.day, one.passage.published, one.article.id, one.start


def _topic(question: str, windows: Sequence[Window]) -> str:
    """The question less what asks for the form, and less its period."""
    for window in windows:
        question = question.replace(window.text, " ")
    words = [word for word in _FORM_WORDS.split(question) if word]
    return " ".join(words)


def _printed_in(asked: Asked, window: Window, topic: str) -> list[Candidate]:
    """What was printed in a period, or just after it, of the topic: passages of its own search."""
    since, until = window.since, window.until
    late = until + timedelta(days=DAYS_AFTER) if until else None
    where: Filter = replace(asked.where, since=since, until=late)
    return [*asked.find(topic or asked.question, CANDIDATES, where).candidates]


def _of_story(sentences: Sequence[Told], idf: Mapping[str, float]) -> list[Told]:
    """The sentences whose article is of the story that is asked for."""
    articles = {one.article.id: one.article for one in sentences}
    held = stems([f"{article.title} {article.text}" for article in articles.values()])
    # a word that is in none of them, as "dispute", says nothing of which are of the story
    known = {stem: weight for stem, weight in idf.items() if any(stem in words for words in held)}
    total = sum(known.values()) or 1.0
    titled = stems([article.title for article in articles.values()])

    def share(words: set[str]) -> float:
        return sum(w for stem, w in known.items() if stem in words) / total

    of = {
        name
        for name, words in zip(articles, held, strict=True)
        if not idf or share(words) >= MIN_SHARED
    }
    first = min((articles[name].published for name in of), default="")
    of |= {
        name
        for name, title in zip(articles, titled, strict=True)
        if share(title) >= MIN_OF_TITLE and articles[name].published > first
    }
    of |= {name for name, article in articles.items() if _names_one(article, of, articles)}
    return [one for one in sentences if one.article.id in of]


def _names_one(article: Article, of: AbstractSet[str], articles: Mapping[str, Article]) -> bool:
    """Whether an article names another of the story by its title, as a correction does."""
    titles = [articles[name].title for name in of if name != article.id]
    return any(len(title.split()) >= MIN_TITLE_WORDS and title in article.text for title in titles)


def _chosen(sentences: Sequence[Told]) -> list[Told]:
    """The best of each article, and of each entry of a live blog the sentence that opens it."""
    count: dict[tuple[str, int], int] = {}
    kept: list[Told] = []
    opening = _opening_entries(sentences)
    for one in sorted(sentences, key=_weight, reverse=True):
        entry = one.article.entry_at(one.start)
        if one.article.entries and not entry:
            continue  # what stands around a live blog's entries
        if len(one.text.split()) < MIN_SENTENCE_WORDS and not leans(one.text):
            continue
        if entry and one.start != opening.get((one.article.id, entry.start)):
            continue
        key = (one.article.id, entry.start if entry else -1)
        if count.get(key, 0) < (1 if entry else PER_ARTICLE):
            count[key] = count.get(key, 0) + 1
            kept.append(one)
    return once(kept)[:MAX_EVENTS]


def _weight(one: Told) -> float:
    return one.score + DATED * bool(event_day(one.text, one.passage.day))


def _opening_entries(sentences: Sequence[Told]) -> dict[tuple[str, int], int]:
    """Where the first sentence of each entry begins that tells something."""
    first: dict[tuple[str, int], int] = {}
    for one in sentences:
        entry = one.article.entry_at(one.start)
        if entry and len(one.text.split()) >= MIN_SENTENCE_WORDS:
            key = one.article.id, entry.start
            first[key] = min(one.start, first.get(key, one.start))
    return first
