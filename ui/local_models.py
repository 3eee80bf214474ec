"""Which language models servers on this machine offer, asked only when one wants to know."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

# Seconds that a server on this machine has to answer.
_PATIENCE = 0.8
MAX_NAMED = 20


@dataclass(frozen=True, slots=True)
class Server:
    """A model server at its usual port of this machine."""

    called: str
    url: str
    speaks: Literal["ollama", "openai"]


@dataclass(frozen=True, slots=True)
class Found:
    """A model: its `name` as provider:name, and what reaches it."""

    name: str
    where: str
    url: str


SERVERS = (
    Server("Ollama", "http://127.0.0.1:11434", "ollama"),
    Server("LM Studio", "http://127.0.0.1:1234", "openai"),
    Server("llama.cpp", "http://127.0.0.1:8080", "openai"),
)


def local_models(servers: tuple[Server, ...] = SERVERS) -> list[Found]:
    """The models of all that answer within a second."""
    with ThreadPoolExecutor(len(servers)) as pool:
        return [found for each in pool.map(_asked, servers) for found in each]


def _asked(server: Server) -> list[Found]:
    import httpx

    path = "/api/tags" if server.speaks == "ollama" else "/v1/models"
    try:
        # No proxy of the environment is asked for what is on this machine.
        answer = httpx.get(f"{server.url}{path}", timeout=_PATIENCE, trust_env=False)
        answer.raise_for_status()
        names = list(_names(answer.json()))[:MAX_NAMED]
    except (httpx.HTTPError, ValueError):
        return []
    url = server.url if server.speaks == "ollama" else f"{server.url}/v1"
    return [Found(f"{server.speaks}:{name}", server.called, url) for name in names]


def _names(told: Any) -> Iterator[str]:
    listed = (told.get("models") or told.get("data") or []) if isinstance(told, dict) else []
    for one in listed if isinstance(listed, list) else []:
        name = (one.get("name") or one.get("id")) if isinstance(one, dict) else None
        if isinstance(name, str) and name.isprintable():
            yield name
