"""Answers as files to take along, and the read-only page of an answer that was shared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.types import Answer, Citation
from ui import words
from ui.components import ui_file
from ui.desk import Desk
from ui.exchange import Exchange
from ui.exchanges import Exchanges
from ui.html.shared import shared_page
from ui.packet import format_of, packed, written
from ui.standalone import simple_page

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "text": "text/plain; charset=utf-8",
}
_MAX_NAME = 60


def take_routes(desk: Desk) -> list[Route]:
    """The routes /take/CONVERSATION.docx, /take/CONVERSATION/3.docx and /answer/TOKEN.

    A conversation's files are its owner's alone; an answer that was shared is whoever's may open
    the page.
    """
    exchanges = Exchanges(desk.archive)
    style = ui_file("page.css")

    async def take(request: Request) -> Response:
        file = await run_in_threadpool(_file, desk, exchanges, request)
        if file is None:
            return HTMLResponse(simple_page(words.SHARE_GONE, desk.links, style), 404)
        return file

    async def show(request: Request) -> Response:
        page = await run_in_threadpool(_page, desk, exchanges, request.path_params["token"], style)
        if page is None:
            return HTMLResponse(simple_page(words.SHARE_GONE, desk.links, style), 404)
        return HTMLResponse(page)

    methods = ["GET", "HEAD"]
    return [
        Route("/take/{talk}/{number:int}.{ending}", take, methods=methods),
        Route("/take/{talk}.{ending}", take, methods=methods),
        Route("/answer/{token}", show, methods=methods),
    ]


def _page(desk: Desk, exchanges: Exchanges, token: str, style: str) -> str | None:
    kept = desk.conversations.shared_record(token)
    if kept is None:
        return None
    record, made = kept
    return shared_page(exchanges.restored(record), datetime.fromtimestamp(made), desk.links, style)


def _file(desk: Desk, exchanges: Exchanges, request: Request) -> Response | None:
    """What is taken along, None where it is not there or is not this person's."""
    talk, number = request.path_params["talk"], request.path_params.get("number")
    form = format_of(Path(f"a.{request.path_params['ending']}"))
    if form is None or not desk.conversations.is_of(talk, desk.owner(request)):
        return None
    records = desk.conversations.records(talk)
    chosen = [record for key, record in records.items() if number in (None, key)]
    answers = list(_answers(map(exchanges.restored, chosen)))
    if not answers:
        return None
    origin = _origin(desk, request)

    def address(citation: Citation) -> str:
        return origin + desk.links.citation(citation)

    packet = packed(desk.archive, answers, address)
    desk.note_taken(desk.owner(request), form, packet.articles)
    name = answers[0].question if number is not None else desk.conversations.name(talk)
    return Response(
        written(packet, form),
        headers={
            "content-type": _TYPES[form],
            "content-disposition": f'attachment; filename="{_named(name)}.{_ENDINGS[form]}"',
            "cache-control": "no-store",
        },
    )


_ENDINGS = {"docx": "docx", "markdown": "md", "html": "html", "json": "json", "text": "txt"}


def _answers(exchanges: Iterator[Exchange]) -> Iterator[Answer]:
    """The answers as they were asked for; where a model failed, the quoted ones."""
    for exchange in exchanges:
        answer = exchange.answer or exchange.quoted
        if answer and answer.finished:
            yield replace(answer, question=exchange.question)


def _origin(desk: Desk, request: Request) -> str:
    """Where the page is, as its own address: the Host of the request was checked."""
    public = desk.site.public
    return public.origin if public else f"{request.url.scheme}://{request.url.netloc}"


def _named(question: str) -> str:
    """A file's name in ASCII that says what is in it."""
    plain = re.sub(r"[^a-z0-9]+", "-", question.lower())[:_MAX_NAME].strip("-")
    return f"dateline-{plain}" if plain else "dateline"
