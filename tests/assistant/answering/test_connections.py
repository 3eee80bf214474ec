"""To which server a model's requests go, and what is told where it can't be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant, ModelError
from assistant.answering.chat_model import ModelOptions, chat_model
from tests.assistant.answering.test_models import PROTOCOLS, QUESTION, asked, model_of
from tests.assistant.model_server import ModelServer, serve
from vectorstore import Archive


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[ModelServer, ModelServer]]:
    with serve() as one, serve() as other:
        yield one, other


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")


@pytest.fixture
def server(servers: tuple[ModelServer, ModelServer]) -> ModelServer:
    return _anew(servers[0])


@pytest.fixture
def other(servers: tuple[ModelServer, ModelServer]) -> ModelServer:
    return _anew(servers[1])


def _anew(server: ModelServer) -> ModelServer:
    server.status, server.body = 200, ""
    for kept in (server.requests, server.headers, server.told):
        kept.clear()
    server.pieces = ["The injured were 54 [1]."]
    return server


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_sent_where_a_server_sends_on_to(
    sample: Archive, server: ModelServer, other: ModelServer, protocol: str, status: int
) -> None:
    server.status, server.told = status, {"Location": f"{other.url}/elsewhere"}
    options = ModelOptions(key="k-1", headers={"X-Team": "desk"})
    with pytest.raises(ModelError, match=f"sends on to {other.url}/elsewhere") as caught:
        asked(sample, model_of(protocol, server, options=options))
    assert "DATELINE_MODEL_URL" in str(caught.value)
    assert (len(server.requests), other.requests) == (1, [])


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_no_proxy_hears_what_is_asked_of_this_machine(
    sample: Archive,
    server: ModelServer,
    other: ModelServer,
    protocol: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, other.url)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert asked(sample, model_of(protocol, server)).claims
    assert (len(server.requests), other.requests) == (1, [])


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    ("wait", "said"),
    [("7", "wait 7 seconds"), ("Sun, 29 Nov 2026 09:00:00 GMT", "wait till Sun, 29 Nov 2026")],
)
def test_when_to_come_back_is_told(
    sample: Archive, server: ModelServer, protocol: str, wait: str, said: str
) -> None:
    server.status, server.told = 429, {"Retry-After": wait}
    with pytest.raises(ModelError, match=said):
        asked(sample, model_of(protocol, server))
    assert len(server.requests) == 1


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_reply_that_ends_within_a_character_broke_off(
    sample: Archive, server: ModelServer, protocol: str
) -> None:
    is_lines = protocol == "ollama"
    server.body = ("" if is_lines else "data: ") + '{"message": {"content": "W\xc3'
    with pytest.raises(ModelError, match="broke off before the answer was whole"):
        asked(sample, model_of(protocol, server))


@pytest.mark.parametrize(
    "url", ["localhost:99", "ftp://127.0.0.1/v1", "http://", "no address", "http://[::1"]
)
def test_an_address_that_is_none_is_told_at_once(url: str) -> None:
    with pytest.raises(ModelError, match="is no address of a model's server"):
        chat_model("openai:m", url)


def test_a_password_in_an_address_is_not_told(sample: Archive) -> None:
    for provider in ("openai", "ollama", "anthropic"):
        with pytest.raises(ModelError, match=r"can be reached at http://127\.0\.0\.1:9/") as caught:
            asked(sample, chat_model(f"{provider}:m", "http://me:secret@127.0.0.1:9/", 5))
        assert "secret" not in str(caught.value)


def test_a_server_without_tls_is_told(sample: Archive, server: ModelServer) -> None:
    url = server.url.replace("http:", "https:")
    for provider in ("openai", "ollama", "anthropic"):
        with pytest.raises(ModelError, match="no secure connection to https://"):
            asked(sample, chat_model(f"{provider}:m", url, timeout=5))


@pytest.mark.parametrize(
    ("model", "variable"),
    [
        ("ollama:m", "OLLAMA_HOST"),
        ("openai:m", "OPENAI_BASE_URL"),
        ("openai:m", "OPENAI_API_BASE"),
        ("anthropic:m", "ANTHROPIC_BASE_URL"),
    ],
)
def test_it_is_said_where_the_environment_sends_to(
    sample: Archive,
    server: ModelServer,
    model: str,
    variable: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(variable, "https://llm.example.org")
    assert "llm.example.org" in Assistant(sample, chat_model(model)).sends
    monkeypatch.setenv(variable, server.url + ("/v1" if "openai" in model else ""))
    here = Assistant(sample, chat_model(model), reranker=None)
    assert here.sends == ""
    assert here.answer(QUESTION).claims
