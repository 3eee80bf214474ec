"""From "ollama:llama3.2" to a LangChain chat model."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.answering.connection import client_settings, connected, http_client
from assistant.answering.failures import KEYS
from assistant.answering.place import usual_address
from vectorstore.errors import ModelError, first_line

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


# Seconds to wait for a model's next words.
MODEL_TIMEOUT = 120.0
# Ollama cuts longer prompts off without a word: its own default is too small for eight passages.
OLLAMA_CONTEXT = 8192
# Tokens of reasoning that a word asks for, where a provider counts them.
_THINKING = {"low": 1024, "medium": 4096, "high": 16384}
_NO_REASONING = ("none", "off", "false", "no")


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What is set of a model; None is not sent, so that its provider's default holds.

    `max_tokens` limits the answer, `context` is what the model takes in all, in tokens.
    `reasoning` is none, low, medium or high. `key` goes before the provider's environment variable.
    """

    max_tokens: int | None = None
    context: int | None = None
    temperature: float | None = None
    reasoning: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    key: str | None = None


def chat_model(
    name: str,
    url: str | None = None,
    timeout: float = MODEL_TIMEOUT,
    options: ModelOptions | None = None,
) -> BaseChatModel:
    """The chat model that "provider:name" names; ModelError where it can't be set up.

    `url` is its server's address, for a local one or whatever speaks its protocol; `timeout` is
    in seconds. Nothing is asked of the server yet.
    """
    options = options or ModelOptions()
    provider, _, model = name.partition(":")
    if not provider or not model:
        raise ModelError(
            f"{name!r} names no model. Write provider:name, as in ollama:llama3.2 or"
            " openai:gpt-4o-mini."
        )
    if provider == "huggingface":
        from assistant.answering.in_process import in_process

        return in_process(model, options.max_tokens, options.temperature)
    _refuse_address(provider, url)
    arguments = _arguments(provider, url, timeout, options)
    _refuse_without_key(name, provider, arguments)
    found = _made(name, provider, model, arguments, timeout)
    if provider == "anthropic":
        return connected(found, url or usual_address(provider), timeout)
    return found


def _made(
    name: str, provider: str, model: str, arguments: Mapping[str, Any], timeout: float
) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    try:
        found: BaseChatModel = init_chat_model(model, model_provider=provider, **arguments)
    except ImportError as error:
        package = f"langchain-{provider.replace('_', '-')}"
        raise ModelError(
            f"The model {name!r} needs a package that is not installed: pip install {package}"
        ) from error
    # Each provider's package raises its own kind, for a missing key or a wrong address.
    except Exception as error:
        raise ModelError(f"The model {name!r} could not be set up: {first_line(error)}") from error
    # OpenAI's package has a limit of its own between two pieces of text, which is fixed otherwise.
    if hasattr(found, "stream_chunk_timeout"):
        found.stream_chunk_timeout = timeout
    return found


def _arguments(
    provider: str, url: str | None, timeout: float, options: ModelOptions
) -> dict[str, Any]:
    common: dict[str, Any] = {"base_url": url, "temperature": options.temperature}
    if provider == "ollama":
        return _set(common | _of_ollama(url, timeout, options))
    common |= {
        "timeout": timeout,
        # One try: within the one timeout, a person would not know of the others.
        "max_retries": 0,
        "max_tokens": options.max_tokens,
        "default_headers": dict(options.headers) or None,
        "api_key": options.key or _stand_in(provider, url),
    }
    if provider == "openai":
        common["http_async_client"] = http_client(provider, url or usual_address(provider), timeout)
    if options.reasoning and provider == "anthropic":
        common |= _thinking(options)
    elif options.reasoning:
        common["reasoning_effort"] = options.reasoning
    return _set(common)


def _of_ollama(url: str | None, timeout: float, options: ModelOptions) -> dict[str, Any]:
    headers = dict(options.headers)
    if options.key:
        headers["Authorization"] = f"Bearer {options.key}"
    reasoning: Any = options.reasoning
    if reasoning is not None:
        reasoning = False if reasoning in _NO_REASONING else reasoning
    return {
        "num_ctx": options.context or OLLAMA_CONTEXT,
        "num_predict": options.max_tokens,
        "reasoning": reasoning,
        "client_kwargs": _set(
            {"timeout": timeout, "headers": headers or None}
            | client_settings(url or usual_address("ollama"))
        ),
    }


def _thinking(options: ModelOptions) -> dict[str, Any]:
    """Anthropic's reasoning is counted in tokens, beside those of the answer."""
    if options.reasoning in _NO_REASONING:
        return {"thinking": {"type": "disabled"}}
    budget = _THINKING.get(str(options.reasoning), _THINKING["medium"])
    return {
        "thinking": {"type": "enabled", "budget_tokens": budget},
        "max_tokens": budget + (options.max_tokens or 1024),
    }


def _refuse_address(provider: str, url: str | None) -> None:
    """ModelError where an address that is set is none; Ollama's package adds a missing http://."""
    if url is None:
        return
    is_bare = provider == "ollama" and "://" not in url
    try:
        parts = urlsplit(f"http://{url}" if is_bare else url)
        is_right = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
    except ValueError:
        is_right = False
    if not is_right:
        raise ModelError(
            f"{url!r} is no address of a model's server. Write it whole in DATELINE_MODEL_URL, as"
            " in http://127.0.0.1:8080/v1."
        )


def _stand_in(provider: str, url: str | None) -> str | None:
    """A key for a server of one's own, which mostly wants none; its package insists on one."""
    is_set = os.environ.get(KEYS.get(provider, ""))
    return "none" if url and provider in KEYS and not is_set else None


def _refuse_without_key(name: str, provider: str, arguments: Mapping[str, Any]) -> None:
    variable = KEYS.get(provider)
    if variable and not arguments.get("api_key") and not os.environ.get(variable):
        raise ModelError(
            f"The model {name!r} needs a key, and none is set. Put it into {variable} or"
            " DATELINE_MODEL_KEY. A server of your own that wants none is named by"
            " DATELINE_MODEL_URL."
        )


def _set(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
