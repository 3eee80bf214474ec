"""The writer that uses a language model: a LangChain (LCEL) retrieval chain that streams."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.types import ModelError, QuestionError, Turn
from prompts import render
from vectorstore import ArchiveError, Passage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

# What the model is told to reply where the passages don't answer.
SILENCE = "NOT IN THE ARCHIVE"
# How each provider says that its model came to the end by itself.
_FINISHED = {"stop", "end_turn", "stop_sequence", "STOP", "COMPLETE"}
_FINISH_KEYS = ("finish_reason", "done_reason", "stop_reason")

Retrieve = Callable[[dict[str, Any]], list[Passage]]


def retrieval_chain(model: BaseChatModel, retrieve: Retrieve) -> Runnable[dict[str, Any], Any]:
    """question and history -> the same, with passages and what the model writes about them.

    The model is not called where nothing was retrieved: then SILENCE is written.
    """
    from langchain_core.runnables import (
        RunnableBranch,
        RunnableGenerator,
        RunnableLambda,
        RunnablePassthrough,
    )

    parser: Runnable[Any, str] = RunnableGenerator(partial(_text, _says_when_finished(model)))
    write = RunnableLambda(_messages) | model | parser
    written: Runnable[dict[str, Any], str] = RunnableBranch(
        (lambda values: not values["passages"], lambda _: SILENCE), write
    )
    return RunnablePassthrough.assign(passages=RunnableLambda(retrieve)).assign(written=written)


def write(
    model: BaseChatModel, retrieve: Retrieve, question: str, history: Sequence[Turn] = ()
) -> Iterator[str]:
    """The text so far, first empty when the passages are there, then each time that it grows.

    ModelError where the model can't be reached, fails, or stops before its own end.
    """
    text = ""
    try:
        for part in retrieval_chain(model, retrieve).stream(
            {"question": question, "history": list(history)}
        ):
            text += part.get("written", "")
            if "passages" in part or "written" in part:
                yield text
    except (ArchiveError, ModelError, QuestionError):
        raise
    # Each provider's package raises its own kinds, down to those of its HTTP client.
    except Exception as error:
        raise ModelError(
            f"The model failed ({type(error).__name__}: {_first_line(error)}). Is its server"
            " running, at the address that was set, and does it have this model?"
        ) from error


def _messages(values: dict[str, Any]) -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage, SystemMessage

    return [
        SystemMessage(render("system", silence=SILENCE)),
        HumanMessage(
            render(
                "question",
                question=values["question"],
                history=values["history"],
                passages=values["passages"],
            )
        ),
    ]


def _says_when_finished(model: BaseChatModel) -> bool:
    """Whether a stream of this model must end with a signal: so it is with every provider's."""
    package = type(model).__module__.partition(".")[0]
    return package.startswith("langchain_") and package != "langchain_core"


def _text(must_finish: bool, messages: Iterator[BaseMessage]) -> Iterator[str]:
    """The text of a streamed reply; ModelError where it ends without its model's finish signal."""
    reason = ""
    for message in messages:
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
