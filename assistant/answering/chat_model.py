"""From "ollama:llama3.2" to a LangChain chat model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vectorstore.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


# Seconds to wait for a model's next words.
MODEL_TIMEOUT = 120.0


def chat_model(name: str, url: str | None = None, timeout: float = MODEL_TIMEOUT) -> BaseChatModel:
    """The chat model that "provider:name" names; ModelError where it can't be set up.

    `url` is its server's address, for a local one or whatever speaks its protocol; `timeout` is
    in seconds. Nothing is asked of the server yet.
    """
    from langchain.chat_models import init_chat_model

    provider, _, model = name.partition(":")
    if not provider or not model:
        raise ModelError(
            f"{name!r} names no model. Write provider:name, as in ollama:llama3.2 or"
            " openai:gpt-4o-mini."
        )
    options: dict[str, Any] = {"base_url": url} if url else {}
    if provider == "ollama":
        options["client_kwargs"] = {"timeout": timeout}
    else:
        options |= {"timeout": timeout, "max_retries": 1}
    try:
        found: BaseChatModel = init_chat_model(
            model, model_provider=provider, temperature=0, **options
        )
    # Each provider's package raises its own kind, for a missing key or a wrong address.
    except Exception as error:
        raise ModelError(f"The model {name!r} could not be set up: {error}") from error
    # OpenAI's package has a limit of its own between two pieces of text, which is fixed otherwise.
    if hasattr(found, "stream_chunk_timeout"):
        found.stream_chunk_timeout = timeout
    return found
