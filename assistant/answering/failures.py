"""What a provider's error means, and what to do about it, each in a sentence of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from json import JSONDecodeError
from typing import Any

from assistant.answering.place import address, innermost, provider
from assistant.types import Answer
from vectorstore.errors import ModelError, first_line

# Where each provider's package looks for its key.
KEYS = {
    "openai": "OPENAI_API_KEY",
    "anthropic": "ANTHROPIC_API_KEY",
    "google_genai": "GOOGLE_API_KEY",
    "mistralai": "MISTRAL_API_KEY",
    "groq": "GROQ_API_KEY",
    "deepseek": "DEEPSEEK_API_KEY",
    "together": "TOGETHER_API_KEY",
    "fireworks": "FIREWORKS_API_KEY",
    "cohere": "COHERE_API_KEY",
    "xai": "XAI_API_KEY",
    "openrouter": "OPENROUTER_API_KEY",
}
MAX_MESSAGE_CHARACTERS = 300
MAX_MODELS_NAMED = 20
# Seconds to ask a server what it has.
_ASKING = 3.0
_TOO_LONG = re.compile(
    r"context|too (?:long|large|many tokens)|maximum.{0,20}(?:length|tokens)|exceed"
    r"|prompt is longer",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model.{0,80}(?:not found|does ?n[o']t exist|unknown|not exist|not loaded|invalid)"
    r"|no such model|unknown model",
    re.I,
)
_NOT_THE_PROTOCOL = re.compile(
    r"<(?:!doctype|html|head|body)|no generation|expecting value|failed to parse|invalid json"
    r"|not valid json|unexpected token|no data received|has no attribute 'model_dump'"
    r"|'str' object|null value for .choices|decode",
    re.IGNORECASE,
)
# What HTTP clients raise once they were connected.
_BROKEN = {"ReadError", "WriteError", "RemoteProtocolError", "ConnectionResetError"}
# How a stream ends that was cut in the middle of a character or of a line.
_CUT_SHORT = re.compile(r"unexpected end of data|unterminated string", re.IGNORECASE)
_NOT_SECURE = re.compile(r"\bssl\b|\btls\b|certificate", re.IGNORECASE)
_REDIRECTS = (301, 302, 303, 307, 308)
_SAYS_NOTHING = ("Connection error.",)
_LOGIN = re.compile(r"//[^/@]*@")
_UNREACHED = re.compile(r"connect|refused|unreachable|name or service|getaddrinfo|resolve", re.I)


class ModelFailed(ModelError):
    """A language model failed to answer; `quotes` is the answer by quoting, where there is one."""

    def __init__(self, message: str, quotes: Answer | None = None) -> None:
        super().__init__(message)
        self.quotes = quotes


@contextmanager
def failures_named(model: Any) -> Iterator[None]:
    """Turn whatever a model's package raises into a ModelError that says what to do."""
    try:
        yield
    except ModelError:
        raise
    # Each provider's package raises its own kinds, down to those of its HTTP client.
    except Exception as error:
        raise ModelError(told(error, model)) from error


def told(error: BaseException, model: Any) -> str:
    """What happened and what to do."""
    status, message = _status(error), _message(error)
    where = _LOGIN.sub("//", address(model)) or "its server"
    if _CUT_SHORT.search(_whole(error)):
        return _broken_off(where)
    if _is_of_another_protocol(error) and (status is None or status < 500):
        return (
            f"What answers at {where} does not speak the protocol of {provider(model)}: it sent"
            f" something else ({message}). Check DATELINE_MODEL_URL; for a server that speaks"
            " OpenAI's it mostly ends in /v1."
        )
    if status in _REDIRECTS:
        return (
            f"{where} sends on to {_header(error, 'location') or 'another address'} ({status})."
            " Nothing was sent there, neither the question nor a key. If that is the right server,"
            " set DATELINE_MODEL_URL to it."
        )
    if status is not None:
        wait = _asked_to_wait(error) if status in (429, 503) else ""
        return _of_status(status, message, where, model) + wait
    return _of_connection(error, message, where)


def _is_of_another_protocol(error: BaseException) -> bool:
    return isinstance(error, JSONDecodeError) or bool(_NOT_THE_PROTOCOL.search(_whole(error)))


def _of_connection(error: BaseException, message: str, where: str) -> str:
    kind = type(error).__name__
    kinds = {type(each).__name__ for each in _chain(error)}
    if kinds & _BROKEN or any(word in message for word in ("peer closed", "incomplete", "broke")):
        return _broken_off(where)
    if "timeout" in kind.lower() or isinstance(error, TimeoutError):
        return (
            f"The model at {where} did not answer in time. Is its server busy, or still loading"
            " it? DATELINE_MODEL_TIMEOUT sets how long it is waited for."
        )
    if _NOT_SECURE.search(message):
        return (
            f"There is no secure connection to {where} ({message}). Where the certificate is of an"
            " authority of your own, put its file into SSL_CERT_FILE; for a server without TLS,"
            " DATELINE_MODEL_URL begins with http://."
        )
    if isinstance(error, ConnectionError) or _UNREACHED.search(f"{kind} {message}"):
        return (
            f"No model server can be reached at {where} ({message}). Is its server running, at the"
            " address that was set? DATELINE_MODEL_URL sets it."
        )
    return f"The model failed ({kind}: {message}). Ask again, or another model."


def _broken_off(where: str) -> str:
    return (
        f"The connection to {where} broke off before the answer was whole. Ask again; if it stays"
        " so, check DATELINE_MODEL_URL."
    )


def _asked_to_wait(error: BaseException) -> str:
    """What a busy server says of when to come back."""
    wait = _header(error, "retry-after")
    if not wait:
        return ""
    return (
        f" It asks to wait {wait} seconds." if wait.isdigit() else f" It asks to wait till {wait}."
    )


def _header(error: BaseException, name: str) -> str:
    """A header of the response behind an error; "" where there is none."""
    responses = (getattr(each, "response", None) for each in _chain(error))
    found = (getattr(each, "headers", {}).get(name) for each in responses)
    return next((str(each)[:MAX_MESSAGE_CHARACTERS] for each in found if each), "")


def _of_status(status: int, message: str, where: str, model: Any) -> str:
    name = provider(model)
    key = KEYS.get(name, "its package's environment variable")
    if status in (401, 403):
        return (
            f"{where} refused the key ({status}: {message}). Set the right one in {key} or"
            " DATELINE_MODEL_KEY."
        )
    if status == 404 or (status == 400 and _NO_MODEL.search(message)):
        return _no_model(message, where, model)
    if status in (402, 429):
        return (
            f"{where} takes no more requests now, or the account has no credit left ({status}:"
            f" {message}). Wait a little and ask again."
        )
    if status in (400, 413, 422) and _TOO_LONG.search(message):
        return (
            f"The prompt is too long for the model ({status}: {message}). Set how many tokens its"
            " context has in DATELINE_MODEL_CONTEXT: the prompt is cut to that."
        )
    if status < 500:
        return (
            f"{where} did not accept the request ({status}: {message}). A setting may not suit this"
            " model: DATELINE_MODEL_TEMPERATURE, DATELINE_MODEL_MAX_TOKENS and"
            " DATELINE_MODEL_REASONING are only sent where they are set."
        )
    return f"The model's server at {where} failed ({status}: {message}). Ask again later."


def _no_model(message: str, where: str, model: Any) -> str:
    had = served(model)
    has = ""
    if had:
        more = f" and {len(had) - MAX_MODELS_NAMED} more" if len(had) > MAX_MODELS_NAMED else ""
        has = f" It has: {', '.join(had[:MAX_MODELS_NAMED])}{more}."
    get = " Fetch it with `ollama pull`, or name another." if provider(model) == "ollama" else ""
    return (
        f"The server at {where} is there; does it have this model? It says: {message} (404)."
        f"{has}{get}" + ("" if has or get else " Check the model's name and DATELINE_MODEL_URL.")
    )


def served(model: Any) -> list[str]:
    """The models that a model's server says it has; none where it does not say."""
    import httpx

    base = address(model)
    if not base:
        return []
    path, headers = "/models", dict[str, str]()
    name = provider(model)
    key = os.environ.get(KEYS.get(name, ""), "") or _secret(innermost(model))
    if name == "ollama":
        path = "/api/tags"
    elif name == "anthropic":
        path = "/v1/models"
        headers = {"x-api-key": key, "anthropic-version": "2023-06-01"}
    elif key:
        headers = {"Authorization": f"Bearer {key}"}
    with suppress(httpx.HTTPError, httpx.InvalidURL, ValueError, TypeError, AttributeError):
        found = httpx.get(base.rstrip("/") + path, headers=headers, timeout=_ASKING).json()
        listed = found.get("data") or found.get("models") or []
        return [
            str(each.get("id") or each.get("name")) for each in listed if isinstance(each, dict)
        ]
    return []


def _secret(model: Any) -> str:
    for name in ("openai_api_key", "anthropic_api_key"):
        reveal = getattr(getattr(model, name, None), "get_secret_value", None)
        if reveal is not None:
            return str(reveal())
    return ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _status(error: BaseException) -> int | None:
    for each in _chain(error):
        found = getattr(each, "status_code", None)
        if found is None:
            found = getattr(getattr(each, "response", None), "status_code", None)
        if isinstance(found, int) and found >= 300:
            return found
    return None


def _whole(error: BaseException) -> str:
    return " ".join(str(each)[:2000] for each in _chain(error))


def _message(error: BaseException) -> str:
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        found = inner.get("message") if isinstance(inner, dict) else inner
        if isinstance(found, str) and found.strip():
            return found.strip()[:MAX_MESSAGE_CHARACTERS]
    said = (first_line(each) for each in _chain(error))
    told = (each for each in said if each not in _SAYS_NOTHING)
    return next(told, first_line(error))[:MAX_MESSAGE_CHARACTERS]
