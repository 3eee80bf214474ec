"""Answers and their sources as HTML in which every word from outside is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from ui import words
from ui.act import act
from ui.along import Along, menu_html, shared_html
from ui.asked import Asked
from ui.bidi import direction
from ui.escape import piece, text
from ui.kind import kinds
from ui.links import Links
from ui.pace import in_time
from ui.text import is_understood_otherwise
from ui.written import is_laid_out, written
from vectorstore.types import Article, Passage, in_words

# Passages that are shown where the archive does not say.
NEAREST = 5
# A longer paragraph is shown in a card only as far as its passage goes.
MAX_PARAGRAPH_CHARACTERS = 1200
MAX_SHOWN_QUESTION_CHARACTERS = 200
# Of the quoted words, what is shown where one points at their number.
MAX_PEEK_CHARACTERS = 320
# A written answer of more sentences than this is shown in paragraphs of about so many.
MAX_SENTENCES, PARAGRAPH_SENTENCES = 6, 4

_PARAGRAPH = re.compile(r"\S(?:.*?\S)?(?=\s*\Z|[^\S\n]*\n[^\S\n]*\n)", re.S)
_NOTES: dict[Verdict, str] = {"partly": words.PARTLY, "unsupported": words.UNSUPPORTED}
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+")
_TITLE_MARK = re.compile(r"#{1,6}\s+")
# What a model's Markdown sets apart inside a sentence; after escaping, which leaves these marks.
_INLINE = (
    (re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
)

_Span = tuple[int, int]
_LINKS = Links()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: an answer, which may still grow, or a problem to tell.

    `quoted` is what is quoted while, or because, no answer is written yet, by `model`; `note` says
    what it waits for. `titles` are those of the articles that were left out or asked for alone.
    `along` is where its files are. `timeline` is its evidence as dated events, where that was asked
    for, and `timeline_note` what is to be said instead. `sent` is what a model is sent, where that
    was asked for: instructions, question and passages, and where they go.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    asked: Asked | None = None
    quoted: Answer | None = None
    model: str = ""
    note: str = ""
    is_running: bool = False
    follow_ups: Sequence[str] = ()
    outlets: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    along: Along | None = None
    timeline: Answer | None = None
    timeline_note: str = ""
    sent: tuple[str, str, str] | None = None


def archive_html(articles: int, outlets: int, first: date | None, last: date | None) -> str:
    """One line that says what an archive holds."""
    if not articles:
        return '<p class="archive">This archive is empty. Add articles: dateline ingest PATH</p>'
    parts = [count(articles, "article")]
    if outlets:
        parts.append(count(outlets, "outlet"))
    if first and last:
        parts.append(_period(first, last))
    return f'<p class="archive">{" · ".join(map(text, parts))}</p>'


def filling_html(
    articles: int,
    share: float,
    seconds_left: float | None = None,
    is_reading: bool = False,
    problem: str = "",
) -> str:
    """How far an archive is that is still being filled, or why it is so no more."""
    known = count(articles, "article")
    if is_reading:
        known += " so far; more are being read"
    known += f"; {int(100 * share)}% also by meaning"
    if seconds_left is not None:
        known += f", {in_time(seconds_left)} left"
    bar = f'<progress max="100" value="{int(100 * share)}" aria-label="Also by meaning"></progress>'
    why = f'<p class="problem">{text(problem)}</p>' if problem else ""
    return f'<p class="filling">{text(known)}</p>{bar}{why}'


def exchange_parts(exchange: Exchange, key: int = 0, links: Links = _LINKS) -> list[str]:
    """A question and its answer, in pieces of which only the last ones change while it grows."""
    head = f'<h2 class="question" dir="auto">{text(_clipped(exchange.question))}</h2>'
    return [head, *_outcome(exchange, key, links), _foot(exchange, key)]


def _outcome(exchange: Exchange, key: int, links: Links) -> Iterator[str]:
    answer, told = exchange.answer, exchange.quoted
    if answer and (answer.claims or answer.abstained or not told):
        yield _understood(exchange, answer, key)
        yield from answer_parts(answer, key, links)
    elif not told and not exchange.problem and exchange.is_running:
        yield f'<div class="answer"><p class="waiting">{text(words.SEARCHING)}</p></div>'
    if exchange.problem:
        yield f'<p class="problem" role="alert">{piece(exchange.problem)}</p>'
    if told:
        yield _quoted_beside(exchange, told, key, links)
    if exchange.timeline or exchange.timeline_note:
        yield _timeline(exchange, key, links)
    if exchange.sent:
        yield _sent(*exchange.sent)


def _quoted_beside(exchange: Exchange, told: Answer, key: int, links: Links) -> str:
    """The quoted answer: open until there is a written one, then folded away beside it."""
    shown = "".join(answer_parts(told, key, links, is_aside=True))
    written = exchange.answer and (exchange.answer.claims or exchange.answer.abstained)
    if written:
        return f'<details class="quoted"><summary>{words.QUOTED_ANSWER}</summary>{shown}</details>'
    waiting = words.WRITING.format(model=text(exchange.model))
    lead = f'<p class="waiting">{waiting}</p>' if exchange.is_running else ""
    return f'<div class="quoted">{lead}{shown}</div>'


def _timeline(exchange: Exchange, key: int, links: Links) -> str:
    """What the answer rests on as dated events, under it."""
    shown = f'<p class="aside" role="status">{piece(exchange.timeline_note)}</p>'
    if exchange.timeline:
        shown = "".join(_shown(exchange.timeline, key, links))
    return (
        f'<section class="timeline aside-answer" aria-label="{words.TIMELINE_OF_ANSWER}"'
        f' tabindex="-1"><h3>{words.TIMELINE_OF_ANSWER}</h3>{shown}</section>'
    )


def _sent(instructions: str, asked: str, where: str) -> str:
    """What a model is sent, word for word."""
    return (
        f'<section class="sent" aria-label="{words.WHAT_IS_SENT}" tabindex="-1">'
        f"<h3>{words.WHAT_IS_SENT}</h3><p>{piece(where)}</p>"
        f"<h4>{words.INSTRUCTIONS}</h4><pre>{text(instructions)}</pre>"
        f"<h4>{words.QUESTION_AND_PASSAGES}</h4><pre>{text(asked)}</pre></section>"
    )


def answer_html(answer: Answer, key: int = 0, links: Links = _LINKS) -> str:
    """An answer, finished or growing; its [n] lead to the addresses of the quoted words."""
    return "".join(answer_parts(answer, key, links))


def answer_parts(answer: Answer, key: int, links: Links, is_aside: bool = False) -> Iterator[str]:
    """The paragraphs of an answer, each in an element of its own."""
    kind = "aside-answer" if is_aside else "answer"
    if answer.abstained:
        apart = f'<p class="aside">{text(words.NEAREST_APART)}</p>' if answer.passages else ""
        said = f'<p class="abstention" dir="auto">{piece(answer.text)}</p>'
        yield f'<div class="{kind}">{"".join(_remarks(answer))}{said}{apart}</div>'
    elif answer.claims:
        head = [*_remarks(answer), *_short(answer, key, links), *_mentions(answer)]
        body = "".join([*head, *_shown(answer, key, links)])
        yield f'<div class="{kind}">{body}{_scope(answer)}</div>'
        return
    else:
        yield f'<div class="{kind}"><p class="waiting">{text(words.SEARCHING)}</p></div>'
    if scope := _scope(answer):
        yield f'<div class="{kind}-scope">{scope}</div>'


def sources_html(
    answer: Answer | None, key: int = 0, links: Links = _LINKS, can_act: bool = True
) -> str:
    """A card for each number that an answer cites, the quoted words marked in their paragraph.

    Where the archive does not say: the nearest passages, named as what they are. With `can_act`
    each can be left out, and the question asked again.
    """
    if answer is None:
        return _panel(words.SOURCES, [f'<p class="aside">{text(words.SOURCES_APPEAR)}</p>'])
    if answer.abstained:
        cards = [_card(passage, (), key, links, can_act) for passage in answer.passages[:NEAREST]]
        if not cards:
            return _panel(words.SOURCES, [f'<p class="aside">{text(words.NOTHING_NEAR)}</p>'])
        return _panel(words.NEAREST, cards, answer.question, "nearest")
    cards = [_card(found[0].passage, found, key, links, can_act) for found in answer.sources]
    if answer.finished and not cards:
        cards = [f'<p class="aside">{text(words.CITES_NOTHING)}</p>']
    if not answer.finished and not cards:
        # What a model reads is there while it still writes.
        cards = [_card(passage, (), key, links, can_act) for passage in answer.passages[:NEAREST]]
    return _panel(words.SOURCES, cards, answer.question)


def newest_html(articles: Iterable[Article], links: Links) -> str:
    """The newest articles, each to be read, before anything is asked."""
    rows = "".join(
        f'<li><a class="read" href="{text(links.article(one))}"{language(one)}>'
        f"{piece(one.title or words.UNTITLED)}</a>"
        f'<span class="where">{outlet_and_day(one)}</span></li>'
        for one in articles
    )
    lead = f'<p class="aside">{text(words.SOURCES_APPEAR)}</p>'
    listed = f'<h3>{words.NEWEST_ARTICLES}</h3><ol class="newest">{rows}</ol>' if rows else ""
    return _panel(words.SOURCES, [lead, listed])


# What was understood, and where it was looked


def _understood(exchange: Exchange, answer: Answer, key: int) -> str:
    """The question as it was searched for, and the scope as chips, each to drop or to change."""
    chips = [*_read_chips(exchange, answer, key), *_set_chips(exchange, key)]
    understood = answer.understood
    is_other = is_understood_otherwise(replace(answer, question=exchange.question))
    if not chips and not is_other:
        return ""
    shown = ""
    if is_other:
        form = _form("again", key, [("understood", words.READ_AS, "text", understood)])
        shown = (
            f'<div class="understood">{words.READ_AS}: {piece(understood)}'
            f' <details class="change"><summary>{words.CHANGE}</summary>{form}</details></div>'
        )
    listed = "".join(f"<li>{chip}</li>" for chip in chips)
    if listed:
        listed = f'<ul class="chips" aria-label="{words.READ_FROM_QUESTION}">{listed}</ul>'
    return f'<div class="scoped">{shown}{listed}</div>'


def _read_chips(exchange: Exchange, answer: Answer, key: int) -> Iterator[str]:
    """What was read from the question: it is preferred, and may be made strict or dropped."""
    for window in answer.windows:
        if not window.text:
            continue
        days = {"since": _iso(window.since), "until": _iso(window.until)}
        yield (
            f'<span class="chip">{piece(window.text)} <small>{words.PREFERRED}</small>'
            + act(
                words.ONLY_THIS,
                "again",
                name=words.ONLY_THIS_LABEL.format(what=window.text),
                exchange=key,
                drop=window.text,
                **days,
            )
            + _change_days(key, **days, drop=window.text)
            + _drop(window.text, key, drop=window.text)
            + "</span>"
        )
    for outlet in exchange.outlets:
        yield (
            f'<span class="chip">{piece(outlet)} <small>{words.PREFERRED}</small>'
            + act(
                words.ONLY_THIS,
                "again",
                name=words.ONLY_THIS_LABEL.format(what=outlet),
                exchange=key,
                outlet=outlet,
            )
            + _drop(outlet, key, drop=outlet)
            + "</span>"
        )
    if answer.as_of:
        day = in_words(date.fromisoformat(answer.as_of))
        yield f'<span class="chip">{text(words.NEWEST_FIRST.format(day=day))}</span>'


def _set_chips(exchange: Exchange, key: int) -> Iterator[str]:
    """What was set: nothing else is found, until it is dropped."""
    asked = exchange.asked
    if asked is None:
        return
    for name, label in (("since", words.SINCE), ("until", words.UNTIL), ("as_of", words.AS_OF)):
        if day := getattr(asked, name):
            shown = f"{label} {day}"
            yield (
                f'<span class="chip strict">{text(label)} {piece(day)}'
                f"{_change_days(key, **{name: day})}{_drop(shown, key, **{name: ''})}</span>"
            )
    for name, listed in (("outlet", asked.outlets), ("author", asked.authors)):
        for one in listed:
            yield (
                f'<span class="chip strict"><small>{words.ONLY}</small> {piece(one)}'
                f"{_drop(one, key, **{f'not_{name}': one})}</span>"
            )
    for name, listed, said in (
        ("article", asked.articles, words.ONLY_SOURCE),
        ("exclude", asked.without, words.WITHOUT),
    ):
        for one in listed:
            title = exchange.titles.get(one, words.SOURCE_GONE)
            yield (
                f'<span class="chip strict">{said.format(what=piece(title))}'
                f"{_drop(title, key, **{f'not_{name}': one})}</span>"
            )


def _drop(what: str, key: int, **change: str) -> str:
    return act("×", "again", "drop", words.LEAVE_OUT.format(what=what), exchange=key, **change)


def _change_days(key: int, drop: str = "", **days: str) -> str:
    labels = {"since": words.SINCE, "until": words.UNTIL, "as_of": words.AS_OF}
    fields = [(name, labels[name], "date", day) for name, day in days.items()]
    hidden = {"drop": drop} if drop else {}
    form = _form("again", key, fields, **hidden)
    return f'<details class="change"><summary>{words.CHANGE}</summary>{form}</details>'


def _form(event: str, key: int, fields: Iterable[tuple[str, str, str, str]], **fixed: str) -> str:
    given = text(json.dumps({"event": event, "exchange": key, **fixed}))
    inputs = "".join(
        f'<label>{text(label)} <input type="{kind}" name="{name}" value="{text(value)}"></label>'
        for name, label, kind, value in fields
    )
    return f'<form data-act="{given}">{inputs}<button>{words.DO}</button></form>'


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


# What one can do with an exchange


def _foot(exchange: Exchange, key: int) -> str:
    if exchange.is_running:
        note = f'<p class="note" role="status">{text(exchange.note)}</p>' if exchange.note else ""
        return f'<div class="actions">{note}{act(words.STOP, "stop", exchange=key)}</div>'
    note = f'<p class="note">{text(exchange.note)}</p>' if exchange.note else ""
    told = exchange.answer or exchange.quoted
    along = exchange.along if told and told.finished else None
    copy = menu = shared = ""
    if along:
        address = text(along.file(key, "txt"))
        copy = (
            f'<button type="button" data-do="copy" data-from="{address}"'
            f' data-done="{words.COPIED}">{words.COPY}</button>'
        )
        menu, shared = menu_html(along, key), shared_html(along)
    if told and told.citations and told.form != "events":
        menu = act(words.TIMELINE_OF_ANSWER, "timeline", exchange=key) + menu
    if exchange.model:
        menu += act(words.WHAT_IS_SENT, "sent", exchange=key)
    again = act(words.RETRY, "again", exchange=key)
    edit = f'<button type="button" data-do="edit">{words.EDIT}</button>'
    shown = text(json.dumps({"event": "again", "exchange": key}))
    form = (
        f'<form class="edit" data-act="{shown}" hidden><label>{words.YOUR_CHANGED_QUESTION}'
        f' <textarea name="question" rows="2">{text(exchange.question)}</textarea></label>'
        f"<button>{words.SAVE_AND_ASK}</button>"
        f'<button type="button" data-do="unedit">{words.CANCEL}</button></form>'
    )
    thumbs = _thumbs(key) if exchange.answer else ""
    row = f'<div class="actions">{copy}{menu}{again}{edit}{thumbs}</div>{form}{shared}'
    return f'<div class="foot">{note}{row}{_follow_ups(exchange.follow_ups)}</div>'


def _thumbs(key: int) -> str:
    good = act(words.GOOD, "thumb", "thumb", words.GOOD_ANSWER, exchange=key, good=True, reason="")
    reasons = "".join(
        act(text(label), "thumb", exchange=key, good=False, reason=name)
        for name, label in words.REASONS.items()
    )
    return (
        f'{good}<details class="bad"><summary aria-label="{words.BAD_ANSWER}">{words.BAD}</summary>'
        f'<div class="reasons"><span>{words.WHY_BAD}</span>{reasons}</div></details>'
    )


def _follow_ups(questions: Sequence[str]) -> str:
    if not questions:
        return ""
    buttons = "".join(act(text(question), "ask", question=question) for question in questions)
    return f'<div class="follow-ups"><h3>{words.FOLLOW_UPS}</h3>{buttons}</div>'


# What is claimed


def _short(answer: Answer, key: int, links: Links) -> Iterator[str]:
    """The answer in a line, with who says the same and who says otherwise."""
    short = answer.short
    if short is None:
        return
    parts = [count(len(short.same), "outlet")] if len(short.same) > 1 else []
    parts += [
        words.SAYS.format(
            outlet=piece(citation.passage.article.outlet or words.ANOTHER), what=piece(said)
        )
        + _mark([citation], key, links, "")
        for said, citation in short.otherwise
    ]
    said = f'<span class="agreement">{"; ".join(parts)}</span>' if parts else ""
    yield (
        f'<p class="short" dir="auto"><strong>{piece(short.text)}</strong>'
        f"{_mark([short.citation], key, links, '')} {said}</p>"
    )


def _mentions(answer: Answer) -> Iterator[str]:
    """What was counted, by month and by outlet."""
    found = answer.mentions
    if found is None:
        return
    tables = (
        (words.MONTH, found.by_month, words.NO_DATE),
        (words.OUTLET, found.by_outlet, words.NO_OUTLET),
    )
    yield '<div class="mentions">' + "".join(_counts(*each) for each in tables) + "</div>"


def _counts(name: str, counts: Mapping[str, int], unknown: str) -> str:
    rows = "".join(
        f"<tr><td>{piece(each or unknown)}</td><td>{number:,}</td></tr>"
        for each, number in counts.items()
    )
    head = f"<thead><tr><th>{name}</th><th>{words.MENTIONS}</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _shown(answer: Answer, key: int, links: Links) -> Iterator[str]:
    """The claims in the answer's form: a dated list, columns, or one after the other."""
    if answer.form == "events" and answer.finished:
        yield '<ol class="events">'
        for claim in answer.claims:
            day = in_words(date.fromisoformat(claim.day)) if claim.day else words.DAY_UNKNOWN
            first = f' <span class="first">{text(claim.group)}</span>' if claim.group else ""
            shown = _quotation(claim, _after(claim, key, links, True))
            yield f'<li><p class="day">{text(day)}{first}</p>{shown}</li>'
        yield "</ol>"
    elif answer.form in ("comparison", "figures") and answer.finished:
        yield f'<div class="{"columns" if answer.form == "comparison" else "figures"}">'
        for group, claims in groupby(answer.claims, key=lambda claim: claim.group):
            shown = "".join(_quotation(claim, _after(claim, key, links, True)) for claim in claims)
            yield f'<section><h3 dir="auto">{piece(group)}</h3>{shown}</section>'
        yield "</div>"
    else:
        yield from _claims(answer, key, links)


def _claims(answer: Answer, key: int, links: Links) -> Iterator[str]:
    """Quotations as such, the sentences between them as paragraphs, each group under its name."""
    last = None if answer.finished else answer.claims[-1]
    named = ""
    for (is_quote, group), grouped in groupby(
        answer.claims, key=lambda claim: (claim.kind == "quotation", claim.group)
    ):
        claims = list(grouped)
        if not is_quote and is_laid_out(claims):
            yield from written(claims, lambda one: _after(one, key, links, one is not last))
            named = group
            continue
        if group and group != named:
            yield f'<h3 class="group" dir="auto">{text(group)}</h3>'
        named = group
        shown = [(claim, _after(claim, key, links, claim is not last)) for claim in claims]
        if is_quote:
            yield "".join(_quotation(claim, after) for claim, after in shown)
        else:
            yield from _paragraphs_of(shown)


def _quotation(claim: Claim, after: str) -> str:
    if claim.kind != "quotation":
        return "".join(_paragraphs_of([(claim, after)]))
    source, outlet = claim.attribution, claim.citations[0].passage.article.outlet
    before, named, rest = source.partition(outlet) if outlet else (source, "", "")
    return (
        f'<blockquote class="{_kind(claim)}"><p dir="auto">{text(quoted(claim.text))}</p>'
        f"<footer>{text(before)}{piece(named)}{text(rest)}{after}</footer></blockquote>"
    )


def _paragraphs_of(shown: Sequence[tuple[Claim, str]]) -> Iterator[str]:
    """Sentences as paragraphs and lists, as a model's Markdown sets them."""
    paragraphs: list[tuple[str, list[str], Claim]] = []
    for claim, after in shown:
        words_of, kind = claim.text, "p"
        if match := _LIST_ITEM.match(words_of):
            words_of, kind = words_of[match.end() :], "li"
        elif match := _TITLE_MARK.match(words_of):
            words_of, kind = words_of[match.end() :], "h3"
        sentence = f'<span class="{_kind(claim)}">{_markdown(words_of)}{after}</span>'
        is_full = (
            len(shown) > MAX_SENTENCES
            and bool(paragraphs)
            and paragraphs[-1][0] == "p"
            and len(paragraphs[-1][1]) >= PARAGRAPH_SENTENCES
        )
        # A further sentence belongs to the paragraph, or to the item of a list, before it.
        if kind == "p" and paragraphs and paragraphs[-1][0] != "h3" and not is_full:
            paragraphs[-1][1].append(sentence)
        else:
            paragraphs.append((kind, [sentence], claim))
    for is_list, group in groupby(paragraphs, key=lambda one: one[0] == "li"):
        # dir="auto" would look past the isolated sentences.
        made = "".join(
            f'<{kind} dir="{direction(first.text)}">{" ".join(sentences)}</{kind}>'
            for kind, sentences, first in group
        )
        yield f"<ul>{made}</ul>" if is_list else made


def _markdown(sentence: str) -> str:
    shown = text(sentence)
    for pattern, made in _INLINE:
        shown = pattern.sub(made, shown)
    return f"<bdi>{shown}</bdi>"


def _kind(claim: Claim) -> str:
    return f"claim {claim.verdict}"


def _after(claim: Claim, key: int, links: Links, checked: bool) -> str:
    """The [n] of a claim and, once it is checked, what it lacks."""
    note = _note(claim) if checked else ""
    numbered = sorted(claim.citations, key=lambda each: (each.number, each.start))
    marks = "".join(
        _mark(list(group), key, links, note)
        for _, group in groupby(numbered, key=lambda each: each.number)
    )
    return marks + (f' <span class="verdict">{text(note)}</span>' if note else "")


def _mark(citations: Sequence[Citation], key: int, links: Links, why: str) -> str:
    """The [n] of citations that share a number: a link to the quoted words."""
    first = citations[0]
    said = " … ".join(citation.quote for citation in citations)
    peek = said[:MAX_PEEK_CHARACTERS] + (" …" if len(said) > MAX_PEEK_CHARACTERS else "")
    label = words.SOURCE_NUMBER.format(number=first.number)
    reason = f' data-why="{text(why)}"' if why else ""
    spans = ",".join(f"{citation.start}-{citation.end}" for citation in citations)
    return (
        f'&nbsp;<a class="cite" href="{text(links.citation(first))}" data-exchange="{key}"'
        f' data-number="{first.number}" data-spans="{spans}" data-quote="{text(peek)}"{reason}'
        f' aria-label="{label}: {_where(first.passage, text)}">[{first.number}]</a>'
    )


def _note(claim: Claim) -> str:
    """What a claim lacks, or what of it was not checked; "" where nothing is to be said."""
    if not claim.citations and claim.verdict == "unsupported":
        return words.NO_SOURCE
    return ": ".join(part for part in (_NOTES.get(claim.verdict), claim.reason) if part)


def _remarks(answer: Answer) -> list[str]:
    """What is remarked before an answer: as of when it holds, and the like."""
    notes = [*answer.notes]
    if answer.as_of and answer.claims:
        notes.insert(0, words.HOLDS_AS_OF.format(day=in_words(date.fromisoformat(answer.as_of))))
    return [f'<p class="aside">{piece(note)}</p>' for note in notes]


def _scope(answer: Answer) -> str:
    """What was looked at for an answer, and what else is to be said of it, a line each."""
    if not answer.finished:
        return ""
    lines = []
    looked = _looked_at(answer.coverage, answer.windows)
    if looked:
        lines.append(f'<p class="scope">{looked}</p>')
    if answer.by_meaning_in_words:
        lines.append(f'<p class="aside">{text(answer.by_meaning_in_words)}</p>')
    return "".join(lines)


def _looked_at(coverage: Coverage, windows: Sequence[Window]) -> str:
    if not coverage.articles:
        return ""
    outlets = f" from {count(coverage.outlets, 'outlet')}" if coverage.outlets else ""
    period = ""
    if coverage.earliest:
        days = map(date.fromisoformat, (coverage.earliest, coverage.latest))
        period = f", {_period(*days)}"
    return text(
        words.LOOKED_AT.format(
            articles=count(coverage.articles, "article"), outlets=outlets, period=period
        )
    )


# What it rests on


def _panel(heading: str, cards: Iterable[str], question: str = "", kind: str = "cited") -> str:
    asked = f'<p class="asked" dir="auto">{text(_clipped(question))}</p>' if question else ""
    head = f"<h2>{text(heading)}</h2>{asked}"
    return f'<section class="{kind}" aria-label="{words.SOURCES}">{head}{"".join(cards)}</section>'


def _card(
    passage: Passage, citations: Sequence[Citation], key: int, links: Links, can_act: bool
) -> str:
    article = passage.article
    number = str(citations[0].number) if citations else ""
    label = words.SOURCE_NUMBER.format(number=number)
    identity = f' id="source-{key}-{number}" aria-label="{label}"' if number else ""
    badge = f'<span class="number" aria-hidden="true">{number}</span>' if number else ""
    address = links.citation(citations[0]) if citations else links.passage(passage)
    spans = ",".join(f"{c.start}-{c.end}" for c in citations)
    identity_of = links.identity(article)[0]
    without = act(words.WITHOUT_THIS, "again", exchange=key, exclude=identity_of)
    alone = act(words.ONLY_THESE, "again", exchange=key, article=identity_of)
    return (
        f'<article class="source" tabindex="-1"{identity}>'
        f'<header>{badge}<p class="where">{_where(passage)}{badges(article)}</p>'
        f'<h3 dir="auto"{language(article)}>{text(passage.title or words.UNTITLED)}</h3></header>'
        f'<div class="excerpt" dir="auto"{language(article)}>{_excerpt(passage, citations)}</div>'
        f"{copies_html(article, links)}"
        f'<div class="tools"><a class="read" href="{text(address)}" data-exchange="{key}"'
        f' data-number="{number}" data-spans="{spans}">{words.READ_ARTICLE}</a>'
        f"{without + alone if can_act else ''}</div></article>"
    )


def badges(article: Article) -> str:
    """Wire, opinion, correction and the like, where the article says so."""
    return "".join(f' <span class="kind">{text(kind)}</span>' for kind in kinds(article))


def copies_html(article: Article, links: Links) -> str:
    """Who else printed the story, folded; the earliest first."""
    copies = links.copies(links.identity(article)[0])
    if not copies:
        return ""
    listed = "".join(
        f'<li><a class="read" href="{text(links.article(copy))}">{outlet_and_day(copy)}</a></li>'
        for copy in copies
    )
    said = words.ALSO_PRINTED.format(count=len(copies))
    return f'<details class="copies"><summary>{said}</summary><ol>{listed}</ol></details>'


def outlet_and_day(article: Article) -> str:
    """Who printed an article, and when."""
    outlet = piece(article.outlet) if article.outlet else text(words.UNKNOWN_OUTLET)
    return f"{outlet}, {text(article.day_in_words or words.UNKNOWN_DAY)}"


def language(article: Article) -> str:
    """The attribute that says what language an article is in."""
    return f' lang="{text(article.language)}"' if article.language else ""


def _excerpt(passage: Passage, citations: Sequence[Citation]) -> str:
    """The paragraphs that the quoted words stand in; without any, those of the passage."""
    whole = passage.article.text
    marked = [(citation.start, citation.end) for citation in citations]
    shown = marked or [(passage.start, passage.end)]
    parts = []
    for start, end in paragraphs(whole):
        if not any(start < last and first < end for first, last in shown):
            continue
        first, last = start, end
        if not marked or end - start > MAX_PARAGRAPH_CHARACTERS:
            first, last = max(start, passage.start), min(end, passage.end)
        before, after = "… " if first > start else "", " …" if last < end else ""
        parts.append(f"<p>{before}{_marked(whole, first, last, marked)}{after}</p>")
    return "".join(parts)


def paragraphs(whole: str) -> list[_Span]:
    """Where the paragraphs of a text stand; an empty line ends one."""
    return [match.span() for match in _PARAGRAPH.finditer(whole)]


def _marked(whole: str, start: int, end: int, spans: Sequence[_Span]) -> str:
    """whole[start:end], with <mark> around what stands in the spans."""
    parts, position = [], start
    for first, last in sorted(spans):
        first, last = max(first, position), min(last, end)
        if first < last:
            parts.append(f"{text(whole[position:first])}<mark>{text(whole[first:last])}</mark>")
            position = last
    return "".join(parts) + text(whole[position:end])


def _where(passage: Passage, shown: Callable[[str], str] = piece) -> str:
    article = passage.article
    outlet = shown(article.outlet) if article.outlet else words.UNKNOWN_OUTLET
    future = words.AFTER_TODAY if article.is_dated_after(date.today()) else ""
    return f"{outlet}, {passage.day_in_words or words.UNKNOWN_DAY}{future}"


def _period(first: date, last: date) -> str:
    return in_words(first) if first == last else f"{in_words(first)} – {in_words(last)}"


def count(number: int, noun: str) -> str:
    """A number of things, as in "1,234 articles"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _clipped(question: str) -> str:
    return (
        question
        if len(question) <= MAX_SHOWN_QUESTION_CHARACTERS
        else question[:MAX_SHOWN_QUESTION_CHARACTERS] + " …"
    )
