"""Answering for the API: in the one line of all questions, counted, and noted in the audit log."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from assistant import Assistant
from assistant.types import Answer, Filters, Turn
from ui.api.access import Caller
from ui.api.errors import ApiError, Busy
from ui.api.metrics import Metrics
from ui.desk import Desk
from vectorstore.errors import DatelineError
from vectorstore.types import Article

# Seconds between two looks at whether a client is still there.
_SIGN_OF_LIFE = 1.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Waits:
    """A question waits for its turn, behind so many."""

    before: int


class Answers:
    """Whatever is asked of the desk over the API."""

    def __init__(self, desk: Desk, metrics: Metrics) -> None:
        self.desk = desk
        self.metrics = metrics
        self.quoting = desk.assistant.with_model(None) if desk.assistant.writes else desk.assistant

    async def growing(
        self,
        caller: Caller,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters | None = None,
        assistant: Assistant | None = None,
    ) -> AsyncGenerator[Answer | Waits, None]:
        """The answer as it grows; before that, how many wait before it. Busy where too many do.

        What was shown is noted before the last one is given, or when its reader left.
        """
        filters = filters or {}
        shown: Answer | None = None
        problem, began = "left before the end", time.monotonic()
        try:
            async with self._turn() as waiting:
                async for before in waiting:
                    yield before
                asked = (assistant or self.desk.assistant).astream(question, history, **filters)
                async with aclosing(asked) as answers:  # type: ignore[type-var]
                    async for answer in answers:
                        shown = answer
                        if not answer.finished:
                            yield answer
            problem = ""
        except DatelineError as error:
            problem = str(error)
            raise
        finally:
            self._count(shown, problem, time.monotonic() - began)
            await self._note(caller, question, filters, shown, problem)
        if shown:
            yield shown

    def refuse_too_many(self) -> None:
        """Busy where too many wait, before a stream begins: after that it has its status."""
        if self.desk.line.is_full:
            raise self._busy()

    def _busy(self) -> Busy:
        self.metrics.count("dateline_answers_total", outcome="busy")
        return Busy()

    async def whole(
        self, request: Request, answers: AsyncGenerator[Answer | Waits, None]
    ) -> Answer:
        """The last of a growing answer; the work ends where its client goes away."""

        async def last() -> Answer:
            found: Answer | None = None
            async with aclosing(answers) as growing:
                async for answer in growing:
                    found = answer if isinstance(answer, Answer) else found
            assert found  # noqa: S101
            return found

        return await _while_there(request, last())

    async def done(self, request: Request, work: Callable[[], T]) -> T:
        """As `in_turn`; the work ends where its client goes away."""
        return await _while_there(request, self.in_turn(work))

    async def in_turn(self, work: Callable[[], T]) -> T:
        """What work in a thread gives, when its turn is come."""
        async with self._turn() as waiting:
            async for _ in waiting:
                pass
            return await run_in_threadpool(work)

    async def showed(
        self, caller: Caller, what: str, articles: Sequence[Article], said: Mapping[str, Any]
    ) -> None:
        """Note that articles were shown."""
        if self.desk.audit:
            await run_in_threadpool(self.desk.audit.showed, caller.name, what, articles, **said)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[AsyncIterator[Waits]]:
        ticket = self.desk.line.join()
        if ticket is None:
            raise self._busy()
        with ticket:

            async def waiting() -> AsyncIterator[Waits]:
                while not await ticket.is_called(_SIGN_OF_LIFE):
                    yield Waits(ticket.before)

            yield waiting()

    def _count(self, shown: Answer | None, problem: str, seconds: float) -> None:
        outcome = "failed" if problem or not shown else "abstained" if shown.abstained else "given"
        self.metrics.count("dateline_answers_total", outcome=outcome)
        self.metrics.took("dateline_answer_seconds", seconds, outcome=outcome)

    async def _note(
        self,
        caller: Caller,
        question: str,
        filters: Filters,
        shown: Answer | None,
        problem: str,
    ) -> None:
        if self.desk.audit:
            note = self.desk.audit.asked
            await asyncio.shield(
                run_in_threadpool(note, caller.name, question, filters, shown, problem)
            )


async def _while_there(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What some work gives; cancelled where the client goes away."""
    task = asyncio.ensure_future(work)
    try:
        while not (await asyncio.wait({task}, timeout=_SIGN_OF_LIFE))[0]:
            if await request.is_disconnected():
                raise ApiError(499, "left", "The client left.")
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
