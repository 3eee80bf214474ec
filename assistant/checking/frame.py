"""What the cited articles give around the words that are cited: who is meant, and when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from vectorstore import Article
from vectorstore.text.calendar_names import WEEKDAY_NAMES, YEAR
from vectorstore.text.hedges import said_in
from vectorstore.text.names import names_in
from vectorstore.text.normalise import normalised
from vectorstore.text.sentences import sentences

# Characters of an article before what is cited in which whoever "he" is was named.
MAX_BEFORE = 700
# Characters before and behind what is cited that are read with it.
MAX_NEXT_BEFORE, MAX_NEXT_BEHIND = 500, 250
# Characters at the beginning of an article, which say whom it is about.
MAX_LEAD = 400
# Characters of an article whose capital letters tell names.
MAX_READ = 20_000

_DAY = re.compile(
    rf"\b(?:(next|last)\s+)?({'|'.join(WEEKDAY_NAMES)})\b|\b(yesterday|today|tomorrow)\b"
)
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_OPENING = re.compile(r"\W*(?:(?:Mr|Mrs|Ms|Miss|Dr|Captain|Judge|Mayor|Father)\s+)?([A-Z][\w'-]+)")


def surroundings(quotes: Sequence[str], articles: Sequence[Article], claim: str) -> str:
    """The text around some quotes, an article each, that may name whom they speak of.

    None of a quote that names somebody else than the claim does, and nobody as "he".
    """
    return " ".join(
        around(quote, article)
        for quote, article in zip(quotes, articles, strict=False)
        if not _speaks_of_another(quote, article, claim)
    )


def is_frame(text: str, is_name: bool, quotes: str) -> bool:
    """Whether a fact says who or in which year, which an article says but once.

    Not on which day, where the quotes have a day of their own.
    """
    if text.casefold() in WEEKDAY_NAMES and any(day in quotes.casefold() for day in WEEKDAY_NAMES):
        return False
    return is_name or bool(YEAR.fullmatch(text))


def around(quote: str, article: Article) -> str:
    """The title and the beginning of an article, and what stands before a quote and in it."""
    start = max(article.text.find(quote), 0)
    end = start + len(quote)
    lead, before = (
        article.text[: min(MAX_LEAD, end)],
        article.text[max(0, start - MAX_BEFORE) : end],
    )
    return f"{article.title}. {lead} {before}"


def naming(article: Article, quotes: str) -> str:
    """Where and when an article was printed, in words, and the days that quotes name by it."""
    parts = [article.outlet, article.title, _days_named(quotes, article.day)]
    if article.day:
        parts.append(_written_out(article.day))
    return ", ".join(filter(None, parts))


def in_context(quotes: Sequence[str], articles: Sequence[Article]) -> list[str]:
    """Some quotes, an article each, with the sentences next to them that tell whom they mean."""
    found = [_in_context(*pair) for pair in zip(quotes, articles, strict=False)]
    return list(dict.fromkeys([*found, *quotes[len(found) :]]))


def _in_context(quote: str, article: Article) -> str:
    start = article.text.find(quote)
    if start < 0:
        return quote
    first, end = max(0, start - MAX_NEXT_BEFORE), start + len(quote)
    before = article.text[first:start]
    # What is cut off in its middle is no sentence.
    whole = [a for a, _ in sentences(before)][1 if first else 0 :]
    behind = article.text[end : end + MAX_NEXT_BEHIND]
    ends = (
        [b for _, b in sentences(behind)][:-1] if len(behind) == MAX_NEXT_BEHIND else [len(behind)]
    )
    return article.text[first + whole[0] if whole else start : end + (ends[0] if ends else 0)]


def _speaks_of_another(quote: str, article: Article, claim: str) -> bool:
    plain = normalised(quote)
    opening = _OPENING.match(plain)
    if opening is None:
        return False
    name = opening[1].removesuffix("'s")
    is_doer = name in _known_names(article) and not any(name in part.who for part in said_in(plain))
    return is_doer and name.casefold() not in normalised(claim).casefold()


def _known_names(article: Article) -> frozenset[str]:
    return names_in((article.text[:MAX_READ],))


def _days_named(text: str, published: date | None) -> str:
    """The days that a text names by the day of its publication: "on Monday", "yesterday"."""
    if published is None:
        return ""
    small = text.casefold()
    found = [day for match in _DAY.finditer(small) for day in _days(match, published)]
    years = [published.year - 1] if re.search(r"\b(?:last|previous|ago)\b", small) else []
    years += [published.year + 1] if re.search(r"\bnext\b", small) else []
    return ", ".join([*map(_written_out, found), *map(str, years)])


def _days(match: re.Match[str], published: date) -> list[date]:
    if near := match[3]:
        return [published + timedelta(days=_NEAR_DAYS[near])]
    ago = (published.weekday() - WEEKDAY_NAMES.index(match[2])) % 7
    last = published - timedelta(days=ago)
    return [last - timedelta(days=7), last, last + timedelta(days=7)]


def _written_out(day: date) -> str:
    """A day as an article would write it: "5 May 2026, a Tuesday"."""
    return f"{day.day} {day:%B} {day.year}, a {day:%A}"
