"""The writer that uses a language model: what it writes, streamed as it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.draft import Draft, Evidence
from assistant.answering.forms import FROM_CATALOGUE
from assistant.answering.quote import Quoting
from assistant.answering.stream import read
from assistant.question.form import form_of, is_nothing_asked
from assistant.types import Form, Turn
from prompts import instruction, render
from vectorstore import Passage
from vectorstore.errors import ModelError, first_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig

# What the model is told to reply where the passages don't answer.
ABSTAIN = "NOT IN THE ARCHIVE"
# How each provider says that its model came to the end by itself.
_FINISHED = {"stop", "end_turn", "stop_sequence", "STOP", "COMPLETE"}
_FINISH_KEYS = ("finish_reason", "done_reason", "stop_reason")


class Writing:
    """Writes with a language model, from numbered passages and nothing else."""

    def __init__(self, model: BaseChatModel, quoting: Quoting) -> None:
        self._model = model
        self._quoting = quoting

    def write(self, evidence: Evidence, config: RunnableConfig | None) -> Iterator[Draft]:
        """Drafts that grow, and the same one again while the model is silent.

        Leaving the iterator ends the model's request. ModelError where the model can't be reached,
        fails, or stops before its own end.
        """
        if _is_counted(evidence):
            yield from self._quoting.write(evidence)
            return
        draft = Draft(evidence)
        yield draft
        with _failures_named():
            for part in read(self._texts(evidence, config)):
                draft = replace(draft, text=draft.text + part) if part else draft
                yield draft
        yield replace(draft, finished=True)

    async def awrite(
        self, evidence: Evidence, config: RunnableConfig | None
    ) -> AsyncIterator[Draft]:
        """As `write`, on the caller's event loop: cancelling its task ends the model's request."""
        if _is_counted(evidence):
            async for draft in self._quoting.awrite(evidence):
                yield draft
            return
        draft = Draft(evidence)
        yield draft
        with _failures_named():
            async for part in self._texts(evidence, config):
                draft = replace(draft, text=draft.text + part) if part else draft
                yield draft
        yield replace(draft, finished=True)

    async def _texts(self, evidence: Evidence, config: RunnableConfig | None) -> AsyncIterator[str]:
        """The text in parts; the model is not asked where there are no passages."""
        passages = evidence.answer.passages
        if not passages:
            yield ABSTAIN
            return
        question = evidence.question
        form = form_of(question.understood)
        messages = _messages(question.text, question.history, passages, form)
        replies = self._model.astream(messages, config)
        async for text in _text(_says_when_finished(self._model), replies):
            yield text


def _is_counted(evidence: Evidence) -> bool:
    """Whether the answer is counted in the archive, or nothing is asked: no model writes it."""
    question = evidence.question
    return form_of(question.understood) in FROM_CATALOGUE or is_nothing_asked(question.text)


def is_abstaining(text: str) -> bool:
    """Whether a whole text says that the passages do not answer."""
    return not text.strip() or text.strip().startswith(ABSTAIN)


def may_be_abstaining(text: str) -> bool:
    """Whether a text that still grows may come to say so."""
    return ABSTAIN.startswith(text.strip()[: len(ABSTAIN)])


@contextmanager
def _failures_named() -> Iterator[None]:
    try:
        yield
    except ModelError:
        raise
    # Each provider's package raises its own kinds, down to those of its HTTP client.
    except Exception as error:
        raise ModelError(
            f"The model failed ({type(error).__name__}: {first_line(error)[:300]}). Is its server"
            " running, at the address that was set, and does it have this model?"
        ) from error


def _messages(
    question: str, history: Sequence[Turn], passages: Sequence[Passage], form: Form
) -> list[BaseMessage]:
    from langchain_core.messages import HumanMessage, SystemMessage

    asked = render(
        "question",
        question=question,
        history=history,
        passages=passages,
        instruction=instruction(form),
    )
    return [SystemMessage(render("system", abstain=ABSTAIN)), HumanMessage(asked)]


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
