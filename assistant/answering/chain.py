"""The one LangChain (LCEL) chain of every answer: ask | find | quote or write | bind | check.

Each step gives its output whole, again each time that it has grown: the last one stands.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Protocol, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant.answering.bound import bound
from assistant.answering.draft import Draft, Evidence
from assistant.checking.similarity import Encode
from assistant.types import Answer, Question

In = TypeVar("In")
Out = TypeVar("Out")


class Writer(Protocol):
    """Whatever makes drafts of what was found: by quoting, or with a language model."""

    def write(self, evidence: Evidence, config: RunnableConfig | None) -> Iterator[Draft]:
        """Drafts that grow; `finished` is true of the last one."""
        ...

    def awrite(self, evidence: Evidence, config: RunnableConfig | None) -> AsyncIterator[Draft]:
        """The same on the caller's event loop, which it must not block."""
        ...


def answer_chain(
    ask: Callable[[Any], Question],
    find: Callable[[Question], Evidence],
    writer: Writer,
    check: Callable[[Answer], Answer],
    encode: Encode | None = None,
) -> Runnable[Any, Answer]:
    """Question -> Answer, as it grows; `check` is asked of the whole answer only."""
    asked: Runnable[Any, Question] = RunnableLambda(ask, name="ask")
    found: Runnable[Question, Evidence] = RunnableLambda(find, name="find")
    return (
        asked
        | found
        | _Write(writer)
        | _Each("bind", partial(_bound, encode))
        | _Each("check", partial(_checked, check))
    )


class _Growing(Runnable[In, Out]):
    """A step whose every output stands for all before it.

    LangChain's own RunnableGenerator would add the outputs up; and once it is closed, it still
    reads its input to the end, so that a model would go on writing for nobody.
    """

    def invoke(self, input: In, config: RunnableConfig | None = None, **_: Any) -> Out:  # noqa: A002
        *_others, last = self.transform(iter([input]), config)
        return last

    async def ainvoke(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Out:
        outputs = [output async for output in self.atransform(_only(input), config)]
        return outputs[-1]

    def stream(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Out]:
        return self.transform(iter([input]), config)

    def astream(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Out]:
        return self.atransform(_only(input), config)


class _Write(_Growing[Evidence, Draft]):
    """The step that quotes or writes."""

    def __init__(self, writer: Writer) -> None:
        self.name = "write"
        self._writer = writer

    def transform(
        self,
        input: Iterator[Evidence],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Draft]:
        for evidence in input:
            yield from self._writer.write(evidence, config)

    async def atransform(
        self,
        input: AsyncIterator[Evidence],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Draft]:
        async for evidence in input:
            async for draft in self._writer.awrite(evidence, config):
                yield draft


class _Each(_Growing[In, Out]):
    """A step that makes an output of each input, and the same of the same."""

    def __init__(self, name: str, make: Callable[[In], Out]) -> None:
        self.name = name
        self._make = make

    def transform(
        self,
        input: Iterator[In],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Out]:
        made: tuple[In, Out] | None = None
        for item in input:
            if made is None or made[0] is not item:
                made = item, self._make(item)
            yield made[1]

    async def atransform(
        self,
        input: AsyncIterator[In],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Out]:
        made: tuple[In, Out] | None = None
        async for item in input:
            if made is None or made[0] is not item:
                made = item, await asyncio.to_thread(self._make, item)
            yield made[1]


async def _only(value: In) -> AsyncIterator[In]:
    yield value


def _bound(encode: Encode | None, draft: Draft) -> Answer:
    """The answer that a draft is, its [n] bound to exact spans."""
    answer = bound(draft, encode)
    return _timed(answer, "write", draft.evidence.found_at) if draft.finished else answer


def _checked(check: Callable[[Answer], Answer], answer: Answer) -> Answer:
    """A whole answer, checked; one that still grows as it is."""
    started = time.perf_counter()
    return _timed(check(answer), "check", started) if answer.finished else answer


def _timed(answer: Answer, stage: str, started: float) -> Answer:
    return replace(answer, timings={**answer.timings, stage: time.perf_counter() - started})
