"""A question and all that is shown of its answer, in pieces that are drawn one by one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.types import Answer
from ui import words
from ui.escape import piece, text
from ui.exchange import Exchange
from ui.html.answer import answer_parts
from ui.html.claims import claims_html
from ui.html.foot import foot_html
from ui.html.pieces import clipped, problem_html
from ui.html.scope import scope_html
from ui.links import Links

_LINKS = Links()


def exchange_parts(exchange: Exchange, key: int = 0, links: Links = _LINKS) -> list[str]:
    """A question and its answer, in pieces of which only the last ones change while it grows."""
    head = f'<h2 class="question" dir="auto">{text(clipped(exchange.question))}</h2>'
    return [head, *_outcome(exchange, key, links), foot_html(exchange, key)]


def _outcome(exchange: Exchange, key: int, links: Links) -> Iterator[str]:
    answer, told = exchange.answer, exchange.quoted
    if answer and (answer.claims or answer.abstained or not told):
        yield scope_html(exchange, answer, key)
        yield from answer_parts(answer, key, links)
    elif not told and not exchange.problem and exchange.is_running:
        yield f'<div class="answer"><p class="waiting">{text(words.SEARCHING)}</p></div>'
    if exchange.problem:
        yield problem_html(exchange.problem)
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
        shown = "".join(claims_html(exchange.timeline, key, links))
    return (
        f'<section class="timeline aside-answer" aria-label="{words.TIMELINE_OF_ANSWER}"'
        f' tabindex="-1"><h3>{words.TIMELINE_OF_ANSWER}</h3>{shown}</section>'
    )


def _sent(instructions: str, asked: str, where: str) -> str:
    """What a model is sent, word for word."""
    shown = "".join(
        f'<h4>{name}</h4><pre tabindex="0" role="region" aria-label="{name}">{text(said)}</pre>'
        for name, said in ((words.INSTRUCTIONS, instructions), (words.QUESTION_AND_PASSAGES, asked))
    )
    return (
        f'<section class="sent" aria-label="{words.WHAT_IS_SENT}" tabindex="-1">'
        f"<h3>{words.WHAT_IS_SENT}</h3><p>{piece(where)}</p>{shown}</section>"
    )
