"""The writer that uses a language model: a LangChain (LCEL) chain that streams."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.answering.stream import read
from assistant.types import ModelError, Turn
from prompts import render
from vectorstore import Passage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

# What the model is told to reply where the passages don't answer.
SILENCE = "NOT IN THE ARCHIVE"
# How each provider says that its model came to the end by itself.
_FINISHED = {"stop", "end_turn", "stop_sequence", "STOP", "COMPLETE"}
_FINISH_KEYS = ("finish_reason", "done_reason", "stop_reason")


def writing_chain(model: BaseChatModel) -> Runnable[dict[str, Any], str]:
    """question, history and passages -> what the model writes about them, in parts.

    It is streamed on an event loop, and each step waits for the one before it in the same task:
    cancelling that task ends the model's request.
    """
    from langchain_core.runnables import RunnableGenerator, RunnableLambda

    text: Runnable[Any, str] = RunnableGenerator(partial(_text, _says_when_finished(model)))
    return RunnableLambda(_messages) | model | text


def write(
    model: BaseChatModel, question: str, history: Sequence[Turn], passages: Sequence[Passage]
) -> Iterator[str]:
    """The text so far: first empty, then each time that it grows, and the same while it does not.

    The model is not asked where there are no passages: then SILENCE is written. Leaving the
    iterator ends the model's request. ModelError where the model can't be reached, fails, or stops
    before its own end.
    """
    text = ""
    yield text
    if not passages:
        yield SILENCE
        return
    values = {"question": question, "history": history, "passages": passages}
    try:
        for part in read(writing_chain(model).astream(values)):
            text += part or ""
            yield text
    except ModelError:
        raise
    # Each provider's package raises its own kinds, down to those of its HTTP client.
    except Exception as error:
        raise ModelError(
            f"The model failed ({type(error).__name__}: {_first_line(error)}). Is its server"
            " running, at the address that was set, and does it have this model?"
        ) from error


async def _messages(values: dict[str, Any]) -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [
        SystemMessage(render("system", silence=SILENCE)),
        HumanMessage(render("question", **values)),
    ]


def _says_when_finished(model: BaseChatModel) -> bool:
    """Whether a stream of this model must end with a signal: so it is with every provider's."""
    package = type(model).__module__.partition(".")[0]
    return package.startswith("langchain_") and package != "langchain_core"


async def _text(must_finish: bool, messages: AsyncIterator[BaseMessage]) -> AsyncIterator[str]:
    """The text of a streamed reply; ModelError where it ends without its model's finish signal."""
    reason = ""
    async for message in messages:
        metadata = message.response_metadata
        reason = next((str(metadata[key]) for key in _FINISH_KEYS if metadata.get(key)), reason)
        yield str(message.text)
    if reason in ("length", "max_tokens"):
        raise ModelError("The model's answer was cut off at its length limit.")
    if (must_finish or reason) and reason not in _FINISHED:
        raise ModelError(
            "The model's answer broke off before its end"
            + (f" ({reason})." if reason else ": the connection closed without a finish signal.")
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no message"])[0][:300]
