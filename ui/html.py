"""Answers, their sources and articles as HTML in which every word from outside is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from assistant.types import (
    Answer,
    Citation,
    Claim,
    Coverage,
    Verdict,
    Window,
    quoted,
)
from ui.escape import piece as _piece
from ui.escape import text as _text
from ui.pace import in_time
from ui.text import is_understood_otherwise
from ui.web import is_loopback, parsed
from ui.written import written, written_sentence
from vectorstore.types import Article, Passage, in_words

# Passages that are shown where the archive does not say.
NEAREST = 5
# A longer paragraph is shown in a card only as far as its passage goes.
MAX_PARAGRAPH_CHARACTERS = 1200
MAX_SHOWN_QUESTION_CHARACTERS = 200

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\Z|[^\S\n]*\n[^\S\n]*\n)", re.S)
_APART = '<p class="aside">The nearest passages are shown apart. They do not answer it.</p>'
_NOTES: dict[Verdict, str] = {
    "partly": "only partly in the cited text",
    "unsupported": "not found in the cited text",
}

_Span = tuple[int, int]


def _is_of_this_machine(url: str) -> bool:
    address = parsed(url)
    return address is not None and is_loopback(address.host)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, which may still grow, or a problem to tell."""

    question: str
    answer: Answer | None = None
    problem: str = ""


def archive_html(articles: int, outlets: int, first: date | None, last: date | None) -> str:
    """One line that says what an archive holds."""
    if not articles:
        return '<p class="archive">This archive is empty. Add articles: dateline ingest PATH</p>'
    parts = [_count(articles, "article")]
    if outlets:
        parts.append(_count(outlets, "outlet"))
    if first and last:
        parts.append(_period(first, last))
    return f'<p class="archive">{" · ".join(map(_text, parts))}</p>'


def filling_html(
    articles: int,
    share: float,
    seconds_left: float | None = None,
    is_reading: bool = False,
    problem: str = "",
) -> str:
    """How far an archive is that is still being filled, or why it is so no more."""
    known = _count(articles, "article")
    if is_reading:
        known += " so far; more are being read"
    known += f"; {int(100 * share)}% also by meaning"
    if seconds_left is not None:
        known += f", {in_time(seconds_left)} left"
    bar = f'<progress max="100" value="{int(100 * share)}" aria-label="Also by meaning"></progress>'
    why = f'<p class="problem">{_text(problem)}</p>' if problem else ""
    return f'<p class="filling">{_text(known)}</p>{bar}{why}'


def conversation_html(exchanges: Sequence[Exchange]) -> str:
    """The questions and answers so far, the first one first; each is keyed by its place."""
    shown = "".join(
        f'<section class="exchange" id="exchange-{key}">'
        f'<h2 class="question" dir="auto">{_text(_clipped(exchange.question))}</h2>'
        f"{_understood(exchange.answer)}"
        f"{_outcome(exchange, str(key))}</section>"
        for key, exchange in enumerate(exchanges)
    )
    return f'<div role="log" aria-label="Questions and answers">{shown}</div>'


def _understood(answer: Answer | None) -> str:
    """How a follow-up was understood, where that is not what was asked."""
    if answer is None or not is_understood_otherwise(answer):
        return ""
    understood = _piece(_clipped(answer.understood))
    return f'<p class="aside understood">Understood as: {understood}</p>'


def answer_html(answer: Answer, key: str = "0") -> str:
    """An answer, finished or growing; its [n] lead to the cards of `sources_html` of one key."""
    if answer.abstained:
        body = f'<p class="abstention" dir="auto">{_piece(answer.text)}</p>' + (
            _APART if answer.passages else ""
        )
    elif answer.claims:
        head = _short(answer, key) + _mentions(answer)
        body = head + "".join(_shown(answer, key))
    else:
        body = '<p class="waiting">Searching the archive</p>'
    scope = _scope(answer.coverage, answer.windows) if answer.finished else ""
    if answer.finished and answer.by_meaning_in_words:
        scope += f'<p class="aside">{_text(answer.by_meaning_in_words)}</p>'
    return f'<div class="answer">{_notes(answer)}{body}{scope}</div>'


def _notes(answer: Answer) -> str:
    """What is remarked before an answer: as of when it holds, and the like."""
    notes = [*answer.notes]
    if answer.as_of and answer.claims:
        notes.insert(0, f"As of {in_words(date.fromisoformat(answer.as_of))}.")
    return "".join(f'<p class="aside">{_piece(note)}</p>' for note in notes)


def sources_html(
    answer: Answer | None, key: str = "0", is_own: Callable[[str], bool] = _is_of_this_machine
) -> str:
    """A card for each number that an answer cites, the quoted words marked in their paragraph.

    Where the archive does not say: the nearest passages, named as what they are. No link leads to
    an address that `is_own` calls this server's.
    """
    if answer is None:
        cards = ['<p class="aside">The passages that an answer rests on appear here.</p>']
        return _panel("Sources", cards)
    if answer.abstained:
        cards = [_card(passage, (), key, is_own) for passage in answer.passages[:NEAREST]]
        if not cards:
            return _panel("Sources", ['<p class="aside">Nothing in the archive comes near.</p>'])
        return _panel("Nearest passages, which do not answer it", cards, answer.question, "nearest")
    cards = [_card(found[0].passage, found, key, is_own) for found in answer.sources]
    if answer.finished and not cards:
        cards = ['<p class="aside">The answer cites nothing in the archive.</p>']
    return _panel("Sources", cards, answer.question)


def article_html(
    article: Article,
    citations: Sequence[Citation] = (),
    is_own: Callable[[str], bool] = _is_of_this_machine,
    url: str = "",
) -> str:
    """A whole article with the quoted words marked in it: author, address and text.

    `url` is the place in its page that is linked to, the page itself where it is "".
    """
    marked = [(citation.start, citation.end) for citation in citations]
    facts = []
    if article.author:
        facts.append(f"By {_piece(article.author)}")
    if article.updated and article.updated[:10] != article.published[:10]:
        facts.append(f"Updated {_text(in_words(date.fromisoformat(article.updated[:10])))}")
    if url := url or article.url:
        facts.append(_address(url, is_own))
    byline = "".join(f"<span>{fact}</span>" for fact in facts)
    paragraphs = "".join(
        f"{_entry_head(article, start)}<p>{_marked(article.text, start, end, marked)}</p>"
        for start, end in _paragraphs(article.text)
    )
    return f'<div class="article"><p class="byline">{byline}</p>{paragraphs}</div>'


def _entry_head(article: Article, start: int) -> str:
    """When an entry of a live blog that begins here was written, and by whom."""
    entry = article.entry_at(start)
    if entry is None or entry.start != start:
        return ""
    when = ""
    if entry.published:
        when = in_words(date.fromisoformat(entry.published[:10]))
        when += f", {entry.published[11:16]}" if len(entry.published) > 10 else ""
    known = [_text(when), _piece(entry.author) if entry.author else ""]
    shown = "".join(f"<span>{part}</span>" for part in known if part)
    return f'<p class="byline">{shown}</p>' if shown else ""


def _outcome(exchange: Exchange, key: str) -> str:
    if exchange.problem:
        told = f'<p class="problem" role="alert">{_piece(exchange.problem)}</p>'
        return told + (answer_html(exchange.answer, key) if exchange.answer else "")
    return answer_html(exchange.answer or Answer(exchange.question), key)


def _short(answer: Answer, key: str) -> str:
    """The answer in a line, with who says the same and who says otherwise; "" without one."""
    short = answer.short
    if short is None:
        return ""
    parts = [_count(len(short.same), "outlet")] if len(short.same) > 1 else []
    parts += [
        f"{_piece(citation.passage.article.outlet or 'another')} says {_piece(text)}"
        f"{_mark(citation, key)}"
        for text, citation in short.otherwise
    ]
    said = f'<span class="agreement">{"; ".join(parts)}</span>' if parts else ""
    return (
        f'<p class="short" dir="auto"><strong><bdi>{_text(short.text)}</bdi></strong>'
        f"{_mark(short.citation, key)} {said}</p>"
    )


def _mark(citation: Citation, key: str) -> str:
    number = citation.number
    return (
        f'&nbsp;<a class="cite" href="#source-{key}-{number}" data-exchange="{key}"'
        f' aria-label="Source {number}: {_where(citation.passage, _text)}">[{number}]</a>'
    )


def _mentions(answer: Answer) -> str:
    """What was counted, by month and by outlet; "" where nothing was."""
    found = answer.mentions
    if found is None:
        return ""
    tables = (("Month", found.by_month, "no date"), ("Outlet", found.by_outlet, "no outlet"))
    return '<div class="mentions">' + "".join(_counts(*each) for each in tables) + "</div>"


def _counts(name: str, counts: Mapping[str, int], unknown: str) -> str:
    rows = "".join(
        f"<tr><td>{_piece(each or unknown)}</td><td>{count:,}</td></tr>"
        for each, count in counts.items()
    )
    head = f"<thead><tr><th>{name}</th><th>Mentions</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _shown(answer: Answer, key: str) -> Iterator[str]:
    """The claims in the answer's form: a dated list, columns, or one after the other."""
    if answer.form == "events" and answer.finished:
        yield '<ol class="events">'
        for claim in answer.claims:
            day = in_words(date.fromisoformat(claim.day)) if claim.day else "Day unknown"
            first = f' <span class="first">{_text(claim.group)}</span>' if claim.group else ""
            shown = _quotation(claim, _after(claim, key, True))
            yield f'<li><p class="day">{_text(day)}{first}</p>{shown}</li>'
        yield "</ol>"
    elif answer.form in ("comparison", "figures") and answer.finished:
        yield '<div class="columns">'
        for group, claims in groupby(answer.claims, key=lambda claim: claim.group):
            shown = "".join(_quotation(claim, _after(claim, key, True)) for claim in claims)
            yield f'<section><h3 dir="auto">{_piece(group)}</h3>{shown}</section>'
        yield "</div>"
    else:
        yield from _claims(answer, key)


def _claims(answer: Answer, key: str) -> Iterator[str]:
    """Quotations as such, the sentences between them as paragraphs."""
    last = None if answer.finished else answer.claims[-1]
    for is_quote, group in groupby(answer.claims, key=lambda claim: claim.kind == "quotation"):
        claims = list(group)
        if is_quote:
            yield "".join(
                _quotation(claim, _after(claim, key, claim is not last)) for claim in claims
            )
        else:
            yield from written(claims, lambda claim: _after(claim, key, claim is not last))


def _quotation(claim: Claim, after: str) -> str:
    if claim.kind != "quotation":
        return f"<p>{_sentence(claim, after)}</p>"
    source, outlet = claim.attribution, claim.citations[0].passage.article.outlet
    before, named, rest = source.partition(outlet) if outlet else (source, "", "")
    return (
        f'<blockquote class="{_kind(claim)}"><p dir="auto">{_text(quoted(claim.text))}</p>'
        f"<footer>{_text(before)}{_piece(named)}{_text(rest)}{after}</footer></blockquote>"
    )


def _sentence(claim: Claim, after: str) -> str:
    return written_sentence(claim, after)


def _kind(claim: Claim) -> str:
    return f"claim {claim.verdict}"


def _after(claim: Claim, key: str, checked: bool) -> str:
    """The [n] of a claim and, once it is checked, what it lacks."""
    passages = {citation.number: citation.passage for citation in claim.citations}
    marks = "".join(
        f'&nbsp;<a class="cite" href="#source-{key}-{number}" data-exchange="{key}"'
        f' aria-label="Source {number}: {_where(passage, _text)}">[{number}]</a>'
        for number, passage in sorted(passages.items())
    )
    note = _note(claim) if checked else ""
    return marks + (f' <span class="verdict">{_text(note)}</span>' if note else "")


def _note(claim: Claim) -> str:
    """What a claim lacks, or what of it was not checked; "" where nothing is to be said."""
    if not claim.citations and claim.verdict == "unsupported":
        return "no source for this"
    return ": ".join(part for part in (_NOTES.get(claim.verdict), claim.reason) if part)


def _scope(coverage: Coverage, windows: Sequence[Window]) -> str:
    """What was looked at for an answer, in a line."""
    parts = []
    if coverage.articles:
        looked = f"Looked at {_count(coverage.articles, 'article')}"
        if coverage.outlets:
            looked += f" from {_count(coverage.outlets, 'outlet')}"
        if coverage.earliest:
            first, last = map(date.fromisoformat, (coverage.earliest, coverage.latest))
            looked += f", {_period(first, last)}"
        parts.append(f"{looked}.")
    if periods := [_piece(window.text) for window in windows if window.text]:
        parts.append(f"Period read from the question: {'; '.join(periods)}.")
    return f'<p class="scope">{" ".join(parts)}</p>' if parts else ""


def _panel(heading: str, cards: Iterable[str], question: str = "", kind: str = "cited") -> str:
    asked = f'<p class="asked" dir="auto">{_text(_clipped(question))}</p>' if question else ""
    head = f"<h2>{_text(heading)}</h2>{asked}"
    return f'<section class="{kind}" aria-label="Sources">{head}{"".join(cards)}</section>'


def _card(
    passage: Passage, citations: Sequence[Citation], key: str, is_own: Callable[[str], bool]
) -> str:
    article = passage.article
    number = str(citations[0].number) if citations else ""
    identity = f' id="source-{key}-{number}" aria-label="Source {number}"' if number else ""
    badge = f'<span class="number" aria-hidden="true">{number}</span>' if number else ""
    language = f' lang="{_text(article.language)}"' if article.language else ""
    return (
        f'<article class="source" tabindex="-1"{identity}>'
        f'<header>{badge}<p class="where">{_where(passage)}</p>'
        f'<h3 dir="auto"{language}>{_text(passage.title or "Untitled")}</h3></header>'
        f'<div class="excerpt" dir="auto"{language}>{_excerpt(passage, citations)}</div>'
        f'<details><summary>Read the whole article</summary><div dir="auto"{language}>'
        f"{article_html(article, citations, is_own, passage.url)}</div></details>"
        f'<a class="back" href="#exchange-{key}">Back to the answer</a></article>'
    )


def _excerpt(passage: Passage, citations: Sequence[Citation]) -> str:
    """The paragraphs that the quoted words stand in; without any, those of the passage."""
    text = passage.article.text
    marked = [(citation.start, citation.end) for citation in citations]
    shown = marked or [(passage.start, passage.end)]
    parts = []
    for start, end in _paragraphs(text):
        if not any(start < last and first < end for first, last in shown):
            continue
        first, last = start, end
        if not marked or end - start > MAX_PARAGRAPH_CHARACTERS:
            first, last = max(start, passage.start), min(end, passage.end)
        before, after = "… " if first > start else "", " …" if last < end else ""
        parts.append(f"<p>{before}{_marked(text, first, last, marked)}{after}</p>")
    return "".join(parts)


def _paragraphs(text: str) -> list[_Span]:
    """Where the paragraphs of a text stand; an empty line ends one."""
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def _marked(text: str, start: int, end: int, spans: Sequence[_Span]) -> str:
    """text[start:end], with <mark> around what stands in the spans."""
    parts, position = [], start
    for first, last in sorted(spans):
        first, last = max(first, position), min(last, end)
        if first < last:
            parts.append(f"{_text(text[position:first])}<mark>{_text(text[first:last])}</mark>")
            position = last
    return "".join(parts) + _text(text[position:end])


def _where(passage: Passage, shown: Callable[[str], str] = _piece) -> str:
    article = passage.article
    outlet = shown(article.outlet) if article.outlet else "Unknown outlet"
    future = " (dated after today)" if article.is_dated_after(date.today()) else ""
    return f"{outlet}, {passage.day_in_words or 'date unknown'}{future}"


def _address(url: str, is_own: Callable[[str], bool]) -> str:
    """A link that needs a click, for web addresses of others; anything else as text."""
    if not parsed(url) or is_own(url):
        return _piece(url)
    return (
        f'<a href="{_text(url)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{_piece(url)}</a>"
    )


def _period(first: date, last: date) -> str:
    return in_words(first) if first == last else f"{in_words(first)} – {in_words(last)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _clipped(question: str) -> str:
    return (
        question
        if len(question) <= MAX_SHOWN_QUESTION_CHARACTERS
        else question[:MAX_SHOWN_QUESTION_CHARACTERS] + " …"
    )
