"""A packet as a page of HTML that checks itself: it needs no network, and no Dateline."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterator
from itertools import count

from assistant.types import Answer, Citation
from ui.components import ui_file
from ui.packet.contents import (
    Packet,
    digest,
    doubt,
    headline,
    lines_of,
    live_address,
    numbers,
    where,
)
from ui.packet.json import packet_json
from ui.packet.reading import shown_text
from vectorstore.types import Article


def as_html(packet: Packet) -> str:
    """One page; its script recomputes each SHA-256 and says whether all is as it was made.

    Nothing in it loads anything, and a policy of its own forbids it to.
    """
    main = f"<main>{''.join(_main(packet))}</main>"
    # Inside a script element only "<" could end it.
    record = json.dumps(packet_json(packet), ensure_ascii=False).replace("<", "\\u003c")
    style, script = ui_file("packet/packet.css"), ui_file("packet/check.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)};"
        " base-uri 'none'; form-action 'none'"
    )
    title = packet.answers[0].question if packet.answers else "Dateline"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{_text(title)}</title><style>{style}</style></head><body>"
        '<header><p class="name">Dateline</p><div id="verdict" role="status">'
        "Not checked: this browser runs no scripts.</div></header>"
        f"{main}"
        f'<script type="application/json" id="record" data-sha256="{digest(record)}"'
        f' data-shown="{digest(shown_text(main))}">{record}</script>'
        f"<script>{script}</script></body></html>\n"
    )


def _main(packet: Packet) -> Iterator[str]:
    places = {article.id: index for index, article in enumerate(packet.articles)}
    for index, answer in enumerate(packet.answers):
        yield from _answer(packet, answer, index, places)
    if packet.articles:
        yield '<section class="articles"><h2>The articles, whole</h2>'
        for index, article in enumerate(packet.articles):
            yield _article(packet, article, index)
        yield "</section>"
    yield f'<p class="made">Taken from a Dateline archive on {packet.made:%d %B %Y at %H:%M}.</p>'


def _answer(packet: Packet, answer: Answer, index: int, places: dict[str, int]) -> Iterator[str]:
    level = "h1" if index == 0 else "h2"
    yield f'<section class="answer"><{level} dir="auto">{_text(answer.question)}</{level}>'
    for claim, said in lines_of(answer):
        if claim is None:
            yield f'<p class="remark">{_piece(said)}</p>'
            continue
        marks = "".join(
            f' <a class="cite" href="#source-{index}-{n}" aria-label="Source {n}">[{n}]</a>'
            for n in numbers(claim)
        )
        doubted = f' <em class="doubt">{_piece(doubt(claim))}</em>' if doubt(claim) else ""
        yield f'<p class="{claim.kind} {claim.verdict}">{_piece(said)}{marks}{doubted}</p>'
    order = {id(citation): at for at, citation in enumerate(answer.citations)}
    if answer.sources:
        yield '<ol class="sources" aria-label="Sources">'
    for citations in answer.sources:
        first = citations[0]
        yield f'<li id="source-{index}-{first.number}" value="{first.number}">'
        yield f'<p class="where">{_piece(where(first))}</p>'
        yield f'<p class="headline">{_piece(headline(first))}</p>'
        for citation in citations:
            at = f"answers/{index}/citations/{order[id(citation)]}/quote"
            yield _quote(packet, citation, at, places[citation.passage.article.id])
        yield "</li>"
    yield "</ol></section>" if answer.sources else "</section>"


def _quote(packet: Packet, citation: Citation, at: str, article: int) -> str:
    url, live = citation.passage.url, live_address(citation)
    shown = _piece(url)
    if live:
        shown = f'<a href="{_text(live)}" rel="noopener noreferrer nofollow">{shown}</a>'
    address = f'<dt>Address</dt><dd class="address">{shown}</dd>' if url else ""
    version = _piece(packet.version(citation))
    return (
        f'<blockquote><bdi data-is="{at}">{_text(citation.quote)}</bdi></blockquote><dl>{address}'
        f'<dt>Article</dt><dd><a href="#article-{article}">{version}</a>, characters'
        f" {citation.start} to {citation.end}</dd>"
        f"<dt>SHA-256</dt><dd><code>{digest(citation.quote)}</code></dd></dl>"
    )


def _article(packet: Packet, article: Article, index: int) -> str:
    spans = sorted(
        (citation.start, citation.end)
        for answer in packet.answers
        for citation in answer.citations
        if citation.passage.article.id == article.id
    )
    parts, position = [], 0
    names = count(1)
    for start, end in spans:
        first = max(start, position)
        if first < end:
            parts.append(_text(article.text[position:first]))
            name = f"words-{index}-{next(names)}"
            parts.append(f'<mark id="{name}">{_text(article.text[first:end])}</mark>')
            position = end
    parts.append(_text(article.text[position:]))
    version = packet.versions[article.id]
    return (
        f'<details id="article-{index}"><summary>{_piece(article.title or "Untitled")}</summary>'
        f'<p class="where">{_piece(article.outlet or "Unknown outlet")},'
        f" {article.day_in_words or 'date unknown'}</p>"
        f'<div class="text" dir="auto" data-is="articles/{index}/text">{"".join(parts)}</div>'
        f"<dl><dt>Article</dt><dd>{_piece(version)}</dd>"
        f"<dt>SHA-256</dt><dd><code>{digest(article.text)}</code></dd></dl></details>"
    )


def _text(text: str) -> str:
    """Text that stays text, letter for letter: a parser would make a line's end of "\\r"."""
    return html.escape(text.encode(errors="replace").decode()).replace("\r", "&#13;")


def _piece(text: str) -> str:
    return f"<bdi>{_text(text)}</bdi>"


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
