"""One turn of a conversation: it waits its turn, is answered while it is watched, and is kept."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from assistant.answering.failures import ModelFailed
from assistant.types import Answer, Turn
from ui import words
from ui.asked import Asked
from ui.conversations import Conversations
from ui.exchange import Exchange
from ui.exchanges import Exchanges
from ui.line import Line, Ticket
from ui.suggest import follow_ups
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from vectorstore.archive import Archive

# Questions of one conversation that may wait for an answer.
MAX_WAITING_OF_ONE = 8
# Exchanges that a model is told of.
MAX_TURNS = 6
# Seconds between two signs of life while one waits: only then is it seen that a tab was closed.
_SIGN_OF_LIFE = 0.5
# And between two times that somebody is told how many are before them: it moves for all at once.
_NEXT_PLACE = 2.0

_logger = logging.getLogger(__name__)


@dataclass(eq=False)
class Waiting:
    """A question that waits for the one before it, or is being answered; it may be stopped.

    `session` is the tab that asked it.
    """

    question: str
    session: str | None = None
    is_stopped: bool = False
    number: int | None = None


@dataclass(eq=False)
class Talk:
    """What goes on in one conversation: one question is answered at a time, the others wait."""

    line: Line = field(default_factory=lambda: Line(1, MAX_WAITING_OF_ONE))
    waiting: list[Waiting] = field(default_factory=list)
    running: Waiting | None = None

    def stop(self, number: int) -> None:
        """Stop the answer to an exchange."""
        if self.running and self.running.number == number:
            self.running.is_stopped = True

    def withdraw(self, place: int) -> None:
        """Take back a question that waits, by its place among those that are shown."""
        shown = [one for one in self.waiting if not one.is_stopped]
        if 0 <= place < len(shown):
            shown[place].is_stopped = True

    @contextmanager
    def place(self, waiting: Waiting) -> Iterator[Ticket | None]:
        """Its place in the conversation's line, None where too many wait."""
        ticket = self.line.join()
        if ticket is None:
            yield None
            return
        self.waiting.append(waiting)
        try:
            with ticket:
                yield ticket
        finally:
            if waiting in self.waiting:
                self.waiting.remove(waiting)
            if self.running is waiting:
                self.running = None

    def begin(self, waiting: Waiting, number: int) -> None:
        """It is its turn."""
        self.waiting.remove(waiting)
        waiting.number = number
        self.running = waiting


class Answering:
    """Answers the questions of all conversations over an archive, each when its turn is come."""

    def __init__(self, archive: Archive, conversations: Conversations, line: Line) -> None:
        self.exchanges = Exchanges(archive)
        self._conversations = conversations
        self._line = line
        self._talks: WeakValueDictionary[str, Talk] = WeakValueDictionary()

    def talk(self, conversation: str) -> Talk:
        """What goes on in a conversation."""
        found = self._talks.get(conversation)
        if found is None:
            found = self._talks[conversation] = Talk()
        return found

    async def answered(
        self,
        assistant: Assistant,
        quoting: Assistant,
        model: str,
        asked: Asked,
        history: list[Turn],
        waiting: Waiting,
    ) -> AsyncGenerator[Exchange, None]:
        """The exchange, again each time that there is more of it; the last one is whole.

        Every failure is told in it. While nothing happens it comes again, unchanged.
        """
        exchange = self.exchanges.made(asked, model=model, is_running=True)
        ticket = self._line.join()
        if ticket is None:
            yield replace(exchange, problem=words.BUSY, is_running=False)
            return
        with ticket:
            async for note in _places(ticket):
                if waiting.is_stopped:
                    yield _stopped(exchange)
                    return
                yield replace(exchange, note=note)
            yield exchange
            async with aclosing(
                self._written(assistant, quoting, asked, history, exchange)
            ) as growing:
                async for exchange in growing:
                    if waiting.is_stopped and exchange.is_running:
                        yield _stopped(exchange)
                        return
                    yield exchange

    async def _written(
        self,
        assistant: Assistant,
        quoting: Assistant,
        asked: Asked,
        history: list[Turn],
        exchange: Exchange,
    ) -> AsyncGenerator[Exchange, None]:
        """First in quotes, then, where a model writes, in its words."""
        try:
            writers = [(quoting, "quoted"), (assistant, "answer")]
            for writer, kind in writers if assistant.writes else [(quoting, "answer")]:
                async with aclosing(_stream(writer, asked, history)) as growing:
                    async for answer in growing:
                        if answer is not None:
                            grown: dict[str, Any] = {kind: answer}
                            exchange = replace(exchange, **grown)
                        yield exchange
            yield self._finished(exchange)
        except ModelFailed as failed:
            quoted = failed.quotes or exchange.quoted
            yield self._failed(replace(exchange, quoted=quoted), str(failed))
        except DatelineError as error:
            yield self._failed(exchange, str(error))
        except Exception:
            # The page stays; whoever runs it finds the cause on stderr.
            _logger.exception("A question could not be answered")
            yield self._failed(exchange, words.WENT_WRONG)

    def _finished(self, exchange: Exchange) -> Exchange:
        suggested = follow_ups(exchange.answer) if exchange.answer else []
        return replace(exchange, is_running=False, follow_ups=suggested)

    def _failed(self, exchange: Exchange, problem: str) -> Exchange:
        """What failed is told; of what a model had begun nothing stays, but what was quoted."""
        return replace(exchange, answer=None, problem=problem, is_running=False)

    def history(self, conversation: str, before: int) -> list[Turn]:
        """What was said before an exchange, as follow-up questions need it."""
        told = self._conversations.records(conversation, before, MAX_TURNS).values()
        turns = []
        for exchange in map(self.exchanges.restored, told):
            answer = exchange.answer
            if answer and not exchange.problem:
                turns.append(replace(answer.turn, question=exchange.question))
        return turns


async def _stream(
    assistant: Assistant, asked: Asked, history: list[Turn]
) -> AsyncGenerator[Answer | None, None]:
    """The answer as it grows, and None as a sign of life while it does not.

    Leaving it ends the work behind it, even while a model is silent.
    """
    question, told = asked.told(history)
    answers: Any = assistant.astream(question, told, **asked.filters)
    coming: asyncio.Future[Answer] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(anext(answers))
            await asyncio.wait({coming}, timeout=_SIGN_OF_LIFE)
            if not coming.done():
                yield None
                continue
            arrived, coming = coming, None
            try:
                answer = arrived.result()
            except StopAsyncIteration:
                return
            yield answer
    finally:
        if coming:
            coming.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await coming
        await answers.aclose()


def _stopped(exchange: Exchange) -> Exchange:
    has_answer = exchange.answer is not None and bool(exchange.answer.claims)
    note = words.STOPPED if has_answer else words.STOPPED_BEFORE
    answer = exchange.answer if has_answer else None
    return replace(exchange, answer=answer, note=note, is_running=False)


async def _places(ticket: Ticket) -> AsyncGenerator[str, None]:
    """A ticket's place in the line, as a sign of life until it is called."""
    note, told = "", -_NEXT_PLACE
    while not ticket.called.is_set():
        if monotonic() - told >= _NEXT_PLACE:
            note, told = _place(ticket.before), monotonic()
        yield note
        await ticket.is_called(_SIGN_OF_LIFE)


def _place(before: int) -> str:
    return words.BEFORE_YOU.format(count=before) if before else words.NEXT_IN_LINE
