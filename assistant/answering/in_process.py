"""A transformers model that writes in this process: nothing is sent anywhere."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

from vectorstore.errors import ModelError, first_line

# Tokens of an answer where no limit is set.
MAX_TOKENS = 1024
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


def in_process(
    name: str, max_tokens: int | None = None, temperature: float | None = None
) -> InProcess:
    """The model at a path, or of a name on the hub; ModelError where it can't be loaded."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(name)
        network = AutoModelForCausalLM.from_pretrained(name)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"The model huggingface:{name} could not be loaded: {first_line(error)} Give the folder"
            " of a transformers model, or the name of one on the hub."
        ) from error
    return InProcess(
        model_id=name,
        tokenizer=tokenizer,
        network=network,
        max_tokens=max_tokens or MAX_TOKENS,
        temperature=temperature,
    )


class InProcess(BaseChatModel):
    """Streams what a causal transformers model writes; leaving the stream ends the writing."""

    model_config = ConfigDict(arbitrary_types_allowed=True, protected_namespaces=())

    model_id: str
    tokenizer: Any
    network: Any
    max_tokens: int = MAX_TOKENS
    temperature: float | None = None

    @property
    def _llm_type(self) -> str:
        return "in-process"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = list(self._stream(messages, stop, run_manager, **kwargs))
        metadata = chunks[-1].message.response_metadata
        text = "".join(str(chunk.message.text) for chunk in chunks)
        message = AIMessage(text, response_metadata=metadata)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **_: Any,
    ) -> Iterator[ChatGenerationChunk]:
        from transformers import StoppingCriteriaList, TextIteratorStreamer

        left = threading.Event()
        streamer = TextIteratorStreamer(self.tokenizer, skip_prompt=True, skip_special_tokens=True)
        written: list[Any] = []
        given = self._encoded(messages)

        def write() -> None:
            try:
                written.append(
                    self.network.generate(
                        **given,
                        **self._sampling(),
                        max_new_tokens=self.max_tokens,
                        streamer=streamer,
                        stopping_criteria=StoppingCriteriaList([lambda *_a, **_k: left.is_set()]),
                        pad_token_id=self.tokenizer.pad_token_id or self.tokenizer.eos_token_id,
                    )
                )
            except Exception as error:  # noqa: BLE001 - raised again by whoever reads
                written.append(error)
                streamer.end()

        thread = threading.Thread(target=write, name="writes", daemon=True)
        thread.start()
        try:
            for text in streamer:
                if run_manager:
                    run_manager.on_llm_new_token(text)
                yield ChatGenerationChunk(message=AIMessageChunk(content=text))
            thread.join()
        finally:
            left.set()
        if isinstance(written[0], Exception):
            raise written[0]
        count = len(written[0][0]) - given["input_ids"].shape[1]
        reason = "length" if count >= self.max_tokens else "stop"
        yield ChatGenerationChunk(
            message=AIMessageChunk(content="", response_metadata={"finish_reason": reason})
        )

    def _sampling(self) -> dict[str, Any]:
        if self.temperature is None:
            return {}
        if self.temperature == 0:
            return {"do_sample": False}
        return {"do_sample": True, "temperature": self.temperature}

    def _encoded(self, messages: list[BaseMessage]) -> Any:
        turns = [
            {"role": _ROLES.get(message.type, "user"), "content": str(message.text)}
            for message in messages
        ]
        if self.tokenizer.chat_template:
            text = self.tokenizer.apply_chat_template(
                turns, tokenize=False, add_generation_prompt=True
            )
            return self.tokenizer(text, return_tensors="pt", add_special_tokens=False)
        text = "\n\n".join(turn["content"] for turn in turns)
        return self.tokenizer(f"{text}\n\n", return_tensors="pt")
