"""How a model's server is connected to: no request is sent on to another than the one named."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from assistant.answering.place import is_this_machine

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def client_settings(address: str) -> dict[str, Any]:
    """Those of httpx: no redirect is followed, and no proxy asked for what is on this machine."""
    settings: dict[str, Any] = {"follow_redirects": False}
    if is_this_machine(address):
        settings["mounts"] = dict.fromkeys(("http://", "https://", "all://"))
    return settings


def connected(model: BaseChatModel, address: str, timeout: float) -> BaseChatModel:
    """A model of Anthropic's with such a client, which it takes only once it is made."""
    client = http_client("anthropic", address, timeout)
    # A cached property, which is looked for there first.
    model.__dict__["_async_client"] = cast("Any", model)._async_client.copy(http_client=client)
    return model


def http_client(package: str, address: str, timeout: float) -> Any:
    """What a provider's package asks a server at an address with; each has its own httpx."""
    made = import_module(package).DefaultAsyncHttpxClient
    return made(timeout=timeout, **client_settings(address))
