"""Version 1 of the HTTP API, with the names and the JSON of the command line and of Python."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated, Any
from urllib.parse import unquote_to_bytes

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from assistant.finding.filters import parsed
from assistant.types import Answer
from ui.api.access import Caller, caller_of, may_add
from ui.api.adding import Adder
from ui.api.answers import Answers, Waits
from ui.api.errors import error_json
from ui.api.events import event, streamed
from ui.api.forms import Ask, Ingest, MentionsOf, Search, Text, Timeline
from ui.api.shapes import (
    AnswerShape,
    ArticleShape,
    ErrorShape,
    MentionsShape,
    QuotesShape,
    ReportShape,
    SearchShape,
    VerifiedShape,
)
from ui.json import answer_json, article_json, mentions_json, quotes_json, search_json
from ui.verified import verified_json

PREFIX = "/api/v1"
INGEST = f"{PREFIX}/ingest"
_ARTICLE = f"{PREFIX}/article/"

Who = Annotated[Caller, Depends(caller_of)]
Adds = Annotated[Caller, Depends(may_add)]
_FAILS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorShape, "description": said}
    for status, said in {
        400: "what was asked can't be",
        401: "nobody who may ask",
        429: "busy: ask again in as many seconds as Retry-After says",
        502: "the language model failed",
        503: "the archive can't be read",
    }.items()
}


def router(answers: Answers, adder: Adder) -> APIRouter:
    """The routes over what answers."""
    routes = APIRouter(prefix=PREFIX)
    _asking(routes, answers)
    _looking(routes, answers)
    _checking(routes, answers)

    @routes.post("/ingest", **_gives(ReportShape, {403: "may not add", 409: "being written"}))
    async def ingest(form: Ingest, caller: Adds) -> Response:
        """Keep articles. They are found by words when this answers, by meaning a while after."""
        return JSONResponse(await run_in_threadpool(adder.add, caller, form))

    return routes


def _asking(routes: APIRouter, answers: Answers) -> None:
    assistant = answers.desk.assistant

    @routes.post("/ask", **_gives(AnswerShape))
    async def ask(form: Ask, request: Request, caller: Who) -> Response:
        """Answer a question; as server-sent events where `stream` is true.

        The events: `waiting` {before}, `growing` (the answer so far, without its passages),
        `answer` (the whole answer, the last one), or `error`.
        """
        answers.refuse_too_many()
        history = [turn.turn() for turn in form.history]
        growing = answers.growing(caller, form.question, history, form.filters())
        if form.stream:
            return streamed(_events(growing))
        return JSONResponse(answer_json(await answers.whole(request, growing)))

    @routes.post("/timeline", **_gives(AnswerShape))
    async def timeline(form: Timeline, request: Request, caller: Who) -> Response:
        """The dated events of a story, the earliest first."""
        found = await answers.done(
            request, lambda: assistant.timeline(form.question, **form.filters())
        )
        cited = [citation.passage.article for citation in found.citations]
        await answers.showed(caller, "timeline", cited, {"question": form.question})
        return JSONResponse(answer_json(found))


async def _events(growing: AsyncGenerator[Answer | Waits, None]) -> AsyncGenerator[str, None]:
    said = ""
    try:
        async with aclosing(growing) as answers:
            async for answer in answers:
                if isinstance(answer, Waits):
                    now = event({"before": answer.before}, "waiting")
                elif answer.finished:
                    now = event(answer_json(answer), "answer")
                else:
                    now = event({**answer_json(answer), "passages": [], "timings": {}}, "growing")
                if now != said:
                    yield now
                said = now
    except Exception as error:  # noqa: BLE001 - told to the client, and logged where it is ours
        yield event(error_json(error)[1], "error")


def _looking(routes: APIRouter, answers: Answers) -> None:
    assistant, archive = answers.desk.assistant, answers.desk.archive

    @routes.post("/search", **_gives(SearchShape))
    async def search(form: Search, request: Request, caller: Who) -> Response:
        """The passages that come nearest to a question, best first."""
        found = await answers.done(
            request, lambda: assistant.search(form.question, form.k, **form.filters())
        )
        shown = [passage.article for passage in found]
        await answers.showed(caller, "search", shown, {"question": form.question})
        return JSONResponse(search_json(form.question, found))

    @routes.get("/article/{article_id:path}", **_gives(ArticleShape, {404: "no such article"}))
    async def article(article_id: str, request: Request, caller: Who) -> Response:
        """A whole article: the newest version of an id, or the one that "ID@2" names."""
        # An id may hold slashes, encoded or not: what was sent says it.
        sent = request.scope["raw_path"].partition(b"?")[0]
        name = unquote_to_bytes(sent.removeprefix(_ARTICLE.encode())).decode(errors="replace")
        found = await run_in_threadpool(archive.article, name)
        await answers.showed(caller, "article", [found], {})
        return JSONResponse(article_json(found))

    @routes.post("/mentions", **_gives(MentionsShape))
    async def mentions(form: MentionsOf, request: Request, caller: Who) -> Response:
        """Every mention of a name or words, counted by month and outlet."""
        found = await answers.done(
            request, lambda: archive.mentions(form.words, parsed(archive, form.filters()))
        )
        shown = [each.article for each in found.articles]
        await answers.showed(caller, "mentions", shown, {"words": form.words})
        return JSONResponse(mentions_json(found))


def _checking(routes: APIRouter, answers: Answers) -> None:
    assistant = answers.desk.assistant

    @routes.post("/verify", **_gives(VerifiedShape))
    async def verify(form: Text, request: Request, caller: Who) -> Response:
        """Each sentence of a draft: does the archive say it?"""
        found = await answers.done(request, lambda: assistant.verify(form.text))
        shown = [c.passage.article for each in found for c in each.citations]
        await answers.showed(caller, "verify", shown, {"sentences": len(found)})
        return JSONResponse(verified_json(found))

    @routes.post("/verify_quote", **_gives(QuotesShape))
    async def verify_quote(form: Text, request: Request, caller: Who) -> Response:
        """Where these exact words stand, in whatever article; `citations` is empty: nowhere."""
        found = await answers.done(request, lambda: assistant.verify_quote(form.text))
        shown = [citation.passage.article for citation in found]
        await answers.showed(caller, "verify_quote", shown, {"text": form.text})
        return JSONResponse(quotes_json(form.text, found))


def _gives(shape: Any, fails: dict[int, str] | None = None) -> dict[str, Any]:
    """How a route is documented. Its response is made by ui/json.py and sent as it is."""
    more = {n: {"model": ErrorShape, "description": said} for n, said in (fails or {}).items()}
    return {"responses": {200: {"model": shape}, **_FAILS, **more}, "response_model": None}
