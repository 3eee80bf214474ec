"""What a language model was sent and wrote, in tokens."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler

from assistant.answering.budget import tokens

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage
    from langchain_core.outputs import LLMResult


class Usage(BaseCallbackHandler):
    """Adds up the calls of a model that came to their end.

    As its provider counts them; where that does not say, about as many as there are at most.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[UUID, int] = {}
        self.input_tokens = self.output_tokens = 0

    def on_chat_model_start(
        self,
        serialized: dict[str, Any],
        messages: list[list[BaseMessage]],
        *,
        run_id: UUID,
        **kwargs: Any,
    ) -> None:
        with self._lock:
            self._sent[run_id] = sum(tokens(str(one.text)) for sent in messages for one in sent)

    def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        [[reply, *_others], *_more] = response.generations
        counted = getattr(getattr(reply, "message", None), "usage_metadata", None)
        with self._lock:
            sent = self._sent.pop(run_id, 0)
            self.input_tokens += counted["input_tokens"] if counted else sent
            self.output_tokens += counted["output_tokens"] if counted else tokens(reply.text)
