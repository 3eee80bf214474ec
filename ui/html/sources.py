"""What an answer rests on: a card for each source, its quoted words marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.types import Answer, Citation
from ui import words
from ui.act import act
from ui.escape import piece, text
from ui.html.pieces import (
    badges,
    clipped,
    copies_html,
    language,
    outlet_and_day,
    paragraphs,
    where,
)
from ui.links import Links
from vectorstore.types import Article, Passage

# Passages that are shown where the archive does not say.
NEAREST = 5
# A longer paragraph is shown in a card only as far as its passage goes.
MAX_PARAGRAPH_CHARACTERS = 1200

_Span = tuple[int, int]
_LINKS = Links()


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


def _panel(heading: str, cards: Iterable[str], question: str = "", kind: str = "cited") -> str:
    asked = f'<p class="asked" dir="auto">{text(clipped(question))}</p>' if question else ""
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
        f'<header>{badge}<p class="where">{where(passage)}{badges(article)}</p>'
        f'<h3 dir="auto"{language(article)}>{text(passage.title or words.UNTITLED)}</h3></header>'
        f'<div class="excerpt" dir="auto"{language(article)}>{_excerpt(passage, citations)}</div>'
        f"{copies_html(article, links)}"
        f'<div class="tools"><a class="read" href="{text(address)}" data-exchange="{key}"'
        f' data-number="{number}" data-spans="{spans}">{words.READ_ARTICLE}</a>'
        f"{without + alone if can_act else ''}</div></article>"
    )


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


def _marked(whole: str, start: int, end: int, spans: Sequence[_Span]) -> str:
    """whole[start:end], with <mark> around what stands in the spans."""
    parts, position = [], start
    for first, last in sorted(spans):
        first, last = max(first, position), min(last, end)
        if first < last:
            parts.append(f"{text(whole[position:first])}<mark>{text(whole[first:last])}</mark>")
            position = last
    return "".join(parts) + text(whole[position:end])
