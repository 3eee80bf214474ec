"""What is claimed, with the [n] of its sources and what a claim lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from assistant.types import Answer, Citation, Claim, Verdict, quoted
from ui import words
from ui.bidi import direction
from ui.escape import piece, text
from ui.html.pieces import where
from ui.html.written import is_laid_out, written
from ui.links import Links
from vectorstore.types import in_words

# Of the quoted words, what is shown where one points at their number.
MAX_PEEK_CHARACTERS = 320
# A written answer of more sentences than this is shown in paragraphs of about so many.
MAX_SENTENCES, PARAGRAPH_SENTENCES = 6, 4

_NOTES: dict[Verdict, str] = {"partly": words.PARTLY, "unsupported": words.UNSUPPORTED}
_LIST_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+")
_TITLE_MARK = re.compile(r"#{1,6}\s+")
# What a model's Markdown sets apart inside a sentence; after escaping, which leaves these marks.
_INLINE = (
    (re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])"), r"<em>\1</em>"),
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
)


def claims_html(answer: Answer, key: int, links: Links) -> Iterator[str]:
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
        mark(list(group), key, links, note)
        for _, group in groupby(numbered, key=lambda each: each.number)
    )
    return marks + (f' <span class="verdict">{text(note)}</span>' if note else "")


def mark(citations: Sequence[Citation], key: int, links: Links, why: str) -> str:
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
        f' aria-label="{label}: {where(first.passage, text)}">[{first.number}]</a>'
    )


def _note(claim: Claim) -> str:
    """What a claim lacks, or what of it was not checked; "" where nothing is to be said."""
    if not claim.citations and claim.verdict == "unsupported":
        return words.NO_SOURCE
    return ": ".join(part for part in (_NOTES.get(claim.verdict), claim.reason) if part)
