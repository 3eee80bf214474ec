"""Where a language model runs, and so what leaves this machine when it is asked."""

from __future__ import annotations

import os
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

_INNER = ("bound", "runnable", "default", "last")
_ADDRESSES = (
    *("openai_api_base", "anthropic_api_url", "base_url", "endpoint_url", "azure_endpoint"),
    *("inference_server_url", "endpoint", "api_base", "server_url"),
)
_USUAL = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
# Where packages look for an address that was not given.
_VARIABLES = {
    "openai": ("OPENAI_API_BASE", "OPENAI_BASE_URL"),
    "anthropic": ("ANTHROPIC_API_URL", "ANTHROPIC_BASE_URL"),
    "ollama": ("OLLAMA_HOST",),
}
_IN_PROCESS = ("assistant", "langchain_core", "langchain_huggingface")


def innermost(model: Any) -> Any:
    """The model inside its wrappers: of several, the first."""
    for name in _INNER:
        inner = getattr(model, name, None)
        if inner is not None and inner is not model and hasattr(inner, "invoke"):
            return innermost(inner)
    return model


def models(model: Any) -> list[Any]:
    """Each model that may be asked: the one inside its wrappers, and those to fall back on."""
    found = [innermost(model)]
    for fallback in getattr(model, "fallbacks", ()):
        found += models(fallback)
    return found


def provider(model: Any) -> str:
    """The provider's name, as in "openai:gpt-4o-mini"."""
    for kind in type(innermost(model)).__mro__:
        package = kind.__module__.partition(".")[0]
        if package.startswith("langchain_") and package != "langchain_core":
            return package.removeprefix("langchain_")
    return type(innermost(model)).__name__


def name_of(model: Any) -> str:
    """The model's own name; that of its class where it has none."""
    inner = innermost(model)
    for attribute in ("model_name", "model", "model_id"):
        if isinstance(found := getattr(inner, attribute, None), str) and found:
            return found
    return type(inner).__name__


def address(model: Any) -> str:
    """Where its server listens; "" where that is not known, or where it has none."""
    inner = innermost(model)
    for attribute in _ADDRESSES:
        found = getattr(inner, attribute, None)
        if isinstance(found, str) and found:
            return found
    return usual_address(provider(model))


def usual_address(named: str) -> str:
    """Where a provider's server listens if nothing else is said; "" where that is not known."""
    told = (os.environ.get(variable) for variable in _VARIABLES.get(named, ()))
    return next(filter(None, told), _USUAL.get(named, ""))


def sent_elsewhere(model: Any) -> str:
    """A sentence on what is sent where; "" where nothing leaves this machine."""
    hosts = list(dict.fromkeys(filter(None, map(_host, models(model)))))
    if not hosts:
        return ""
    return (
        f"Your question, the conversation so far and the passages that are found for it are sent to"
        f" {' and '.join(hosts)}, where the model {name_of(model)} writes the answer. Nothing else"
        " of the archive is sent."
    )


def _host(model: Any) -> str:
    """The host that a model's requests go to; "" where it is this machine."""
    found = address(model)
    if not found:
        packages = {kind.__module__.partition(".")[0] for kind in type(model).__mro__}
        named = {each for each in packages if each.startswith("langchain_")} - {"langchain_core"}
        is_elsewhere = bool(named - set(_IN_PROCESS))
        return f"the servers of {provider(model)}" if is_elsewhere else ""
    return "" if is_this_machine(found) else _host_of(found)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address if "://" in address else f"http://{address}").hostname or address
    except ValueError:
        return address


def is_this_machine(address: str) -> bool:
    """Whether an address is one of this machine's own."""
    host = _host_of(address)
    try:
        ip = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return ip.is_loopback or ip.is_unspecified
