"""The writer that uses a language model: what it writes, streamed as it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from assistant.answering.budget import fitted
from assistant.answering.chat_model import MODEL_TIMEOUT
from assistant.answering.draft import Draft, Evidence
from assistant.answering.failures import failures_named
from assistant.answering.finish import finish_signal, refuse_unfinished, signals_its_end
from assistant.answering.forms import FROM_CATALOGUE
from assistant.answering.patience import endless, in_time
from assistant.answering.place import innermost
from assistant.answering.quote import Quoting
from assistant.answering.reply.abstaining import ABSTAIN
from assistant.answering.reply.read import read_reply
from assistant.answering.reply.spoken import spoken_so_far
from assistant.answering.stream import read
from assistant.checking.marks import without_marks
from assistant.question.form import form_of, is_nothing_asked
from assistant.types import Turn
from prompts import instruction, render
from vectorstore import Passage
from vectorstore.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import RunnableConfig

# A draft is shown when it has grown by this share, so that all of them cost no more in all than
# so many times the last one.
GROWTH = 1 / 32
# A longer answer comes to no end.
MAX_ANSWER_CHARACTERS = 30_000


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is sent, and the evidence as far as that holds it."""

    system: str
    asked: str
    evidence: Evidence


class Writing:
    """Writes with a language model, from numbered passages and nothing else.

    It is waited for its next words `timeout` seconds; its prompt and an answer of `max_tokens` have
    to fit into `context` tokens, where that is known.
    """

    def __init__(
        self,
        model: BaseChatModel,
        quoting: Quoting,
        timeout: float = MODEL_TIMEOUT,
        context: int | None = None,
        max_tokens: int | None = None,
    ) -> None:
        self.model = model
        self._quoting = quoting
        self._timeout = timeout
        self._context = context or _own_context(model)
        self._max_tokens = max_tokens

    def with_callbacks(self, callbacks: Sequence[BaseCallbackHandler]) -> Writing:
        """The same writer, whose model tells LangChain callbacks of each call."""
        other = copy(self)
        other.model = cast("BaseChatModel", self.model.with_config(callbacks=list(callbacks)))
        return other

    def write(self, evidence: Evidence, config: RunnableConfig | None) -> Iterator[Draft]:
        """Drafts that grow, and the same one again while the model is silent.

        Leaving the iterator ends the model's request. ModelError where the model can't be reached,
        fails, says nothing, or stops before its own end.
        """
        if _is_counted(evidence):
            yield from self._quoting.write(evidence)
            return
        with failures_named(self.model):
            prompt = self.prompt(evidence)
            draft = Draft(prompt.evidence)
            yield draft
            text = ""
            for part in read(self._texts(prompt, config)):
                text += part or ""
                draft = grown(draft, text)
                yield draft
            yield _finished(draft, text)

    async def awrite(
        self, evidence: Evidence, config: RunnableConfig | None
    ) -> AsyncIterator[Draft]:
        """As `write`, on the caller's event loop: cancelling its task ends the model's request."""
        if _is_counted(evidence):
            async for counted in self._quoting.awrite(evidence):
                yield counted
            return
        with failures_named(self.model):
            prompt = self.prompt(evidence)
            draft = Draft(prompt.evidence)
            yield draft
            text = ""
            async for part in self._texts(prompt, config):
                text += part
                draft = grown(draft, text)
                yield draft
            yield _finished(draft, text)

    def prompt(self, evidence: Evidence) -> Prompt:
        """What the model is sent for a question, cut to its context."""
        question, passages = evidence.question, evidence.answer.passages
        system = render("system", abstain=ABSTAIN)
        form = instruction(form_of(question.understood))

        def asked(history: Sequence[Turn], shown: Sequence[Passage]) -> str:
            return render(
                "question",
                question=question.text,
                history=history,
                passages=shown,
                instruction=form,
            )

        # Their numbers were those of other passages.
        turns = [replace(turn, answer=without_marks(turn.answer)) for turn in question.history]
        fits = fitted(
            turns,
            passages,
            lambda history, shown: system + asked(history, shown),
            self._context,
            self._max_tokens,
        )
        notes = (*evidence.answer.notes, *([fits.note] if fits.note else []))
        answer = replace(evidence.answer, passages=fits.passages, notes=notes)
        return Prompt(system, asked(fits.history, fits.passages), replace(evidence, answer=answer))

    async def _texts(self, prompt: Prompt, config: RunnableConfig | None) -> AsyncIterator[str]:
        """The text in parts; the model is not asked where there are no passages."""
        if not prompt.evidence.answer.passages:
            yield ABSTAIN
            return
        async for text in self.asked(prompt.system, prompt.asked, config):
            yield text

    async def asked(
        self, system: str, asked: str, config: RunnableConfig | None = None
    ) -> AsyncIterator[str]:
        """The parts of the model's whole reply; ModelError where it ends before its own end."""
        from langchain_core.messages import HumanMessage, SystemMessage

        messages: list[BaseMessage] = [SystemMessage(system), HumanMessage(asked)]
        signal, has_ended = "", False
        replies: AsyncIterator[Any] = in_time(
            self.model.astream(messages, config), self._timeout, lambda: has_ended
        )
        async for message in replies:
            if isinstance(message, str):  # as a model without roles replies
                yield message
                continue
            text, ends = str(message.text), finish_signal(message.response_metadata)
            # Some models give the signal with each of their words.
            has_ended = not text and (has_ended or bool(ends))
            signal = ends or signal
            yield text
        refuse_unfinished(signal, signals_its_end(self.model))


def _own_context(model: Any) -> int | None:
    """How many tokens a model says that it takes; None where it does not say."""
    found = getattr(innermost(model), "num_ctx", None)
    return found if isinstance(found, int) else None


def grown(draft: Draft, text: str) -> Draft:
    """The draft with its text so far, or the same one where that has hardly grown."""
    if len(text) - len(draft.text) <= len(draft.text) * GROWTH:
        return draft
    if len(spoken_so_far(text)) > MAX_ANSWER_CHARACTERS:
        raise endless()
    return replace(draft, text=text)


def _finished(draft: Draft, text: str) -> Draft:
    if read_reply(text, draft.evidence.answer.passages).is_empty:
        raise ModelError(
            "The model gave no answer: its reply was empty"
            + (", but for reasoning or calls of tools" if text.strip() else "")
            + ". Ask again, give it more room with DATELINE_MODEL_MAX_TOKENS, or try another model."
        )
    return replace(draft, text=text, finished=True)


def _is_counted(evidence: Evidence) -> bool:
    """Whether the answer is counted in the archive, or nothing is asked: no model writes it."""
    question = evidence.question
    return form_of(question.understood) in FROM_CATALOGUE or is_nothing_asked(question.text)
