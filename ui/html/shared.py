"""The page that shows one answer alone, and lets nothing be asked."""

from __future__ import annotations

from datetime import datetime

from ui import words
from ui.escape import piece, text
from ui.exchange import Exchange
from ui.html.answer import answer_html
from ui.html.scope import scope_in_words
from ui.html.sources import sources_html
from ui.links import Links
from ui.standalone import framed
from vectorstore.types import in_words


def shared_page(exchange: Exchange, made: datetime, links: Links, style: str) -> str:
    """An answer with its sources, in the words that the archive has of the cited versions."""
    answer = exchange.answer or exchange.quoted
    by = words.WRITTEN_BY.format(model=piece(exchange.model or words.A_MODEL))
    is_written = exchange.answer is not None and exchange.quoted is not None
    shown = answer_html(answer, 0, links) if answer else ""
    beside = sources_html(answer, 0, links, can_act=False)
    on = words.SHARED_ON.format(day=in_words(made.date()))
    scope = scope_in_words(exchange)
    looked = f'<p class="aside">{words.WHERE_TO_LOOK_WAS.format(scope=scope)}</p>' if scope else ""
    main = (
        f'<div class="shared-page"><section class="exchange">'
        f'<h1 class="question" dir="auto">{text(exchange.question)}</h1>{looked}{shown}'
        f'<p class="aside">{text(on)} {by if is_written else words.IN_QUOTES}</p></section>'
        f'<aside id="sources">{beside}</aside></div>'
    )
    return framed(exchange.question, main, links, style)
