"""A follow-up is rewritten by the model, so that what is searched for stands alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering.failures import failures_named
from assistant.answering.reply.spoken import spoken
from assistant.answering.stream import read
from assistant.checking.marks import without_marks
from assistant.question.rewriting import rewritten
from assistant.types import Question
from prompts import render
from vectorstore.errors import ModelError
from vectorstore.text.normalise import composed

if TYPE_CHECKING:
    from assistant.answering.write import Writing

# Exchanges that a follow-up leans on.
MAX_TURNS = 4


class Rewriting:
    """One follow-up; `asked` is the question as it is understood, the quoting way's till then.

    Where the model fails, or replies with something else than a question, that stays.
    """

    def __init__(self, writing: Writing, asked: Question) -> None:
        self.asked = asked
        self._writing = writing
        self._turns = [
            replace(turn, answer=without_marks(turn.answer)) for turn in asked.history[-MAX_TURNS:]
        ]

    def wait(self) -> Iterator[None]:
        """Waits for the model: again and again nothing, so that whoever waits can leave."""
        text = ""
        try:
            with failures_named(self._writing.model):
                for part in read(self._parts()):
                    text += part or ""
                    yield
        except ModelError:
            return  # the answer's own request tells of it
        self._understand(text)

    async def wait_async(self) -> None:
        """The same on the caller's event loop."""
        text = ""
        try:
            with failures_named(self._writing.model):
                async for part in self._parts():
                    text += part
        except ModelError:
            return
        self._understand(text)

    def _parts(self) -> AsyncIterator[str]:
        asked = render("conversation", history=self._turns, question=self.asked.text)
        return self._writing.asked(render("rewrite"), asked)

    def _understand(self, text: str) -> None:
        found = rewritten(spoken(text), self.asked.text, self._turns)
        if found:
            self.asked = replace(self.asked, understood=composed(found))
