"""Nothing is traced: LangSmith's variables would send questions and articles away.

DATELINE_TRACING=1 allows it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextvars import Context, copy_context
from typing import Any, TypeVar

from langchain_core.runnables import Runnable, RunnableConfig

In = TypeVar("In")
Out = TypeVar("Out")


def is_traced() -> bool:
    """Whether DATELINE_TRACING allows what LangSmith's own variables ask for."""
    return os.environ.get("DATELINE_TRACING", "").strip().lower() in ("1", "true", "yes", "on")


def untraced() -> Context:
    """A context like the current one, in which LangChain traces nothing unless it is allowed."""
    context = copy_context()
    if not is_traced():
        from langsmith.run_helpers import tracing_context

        context.run(tracing_context(enabled=False).__enter__)
    return context


class Untraced(Runnable[In, Out]):
    """A chain that runs in such a context, whoever calls it; given callbacks are called."""

    def __init__(self, inner: Runnable[In, Out]) -> None:
        self.inner = inner
        self.name = inner.name

    def invoke(self, input: In, config: RunnableConfig | None = None, **_: Any) -> Out:  # noqa: A002
        return untraced().run(self.inner.invoke, input, config)

    async def ainvoke(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Out:
        work = self.inner.ainvoke(input, config)
        return await asyncio.get_running_loop().create_task(_awaited(work), context=untraced())

    def stream(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Out]:
        context = untraced()
        values = context.run(self.inner.stream, input, config)
        try:
            while (value := context.run(next, values, None)) is not None:
                yield value
        finally:
            context.run(values.close)  # type: ignore[attr-defined]

    async def astream(
        self,
        input: In,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Out]:
        context, loop = untraced(), asyncio.get_running_loop()
        values = context.run(self.inner.astream, input, config)
        try:
            while True:
                step = loop.create_task(_awaited(anext(values, None)), context=context)
                if (value := await step) is None:
                    return
                yield value
        finally:
            await loop.create_task(_awaited(values.aclose()), context=context)  # type: ignore[attr-defined]


async def _awaited(work: Any) -> Any:
    return await work
