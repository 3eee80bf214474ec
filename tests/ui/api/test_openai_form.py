"""OpenAI's form of the API, asked by OpenAI's own client and as Open WebUI asks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from openai import NotFoundError, OpenAI

from tests.ui.api.conftest import Served

VERRIN = "How much did Rovers pay for Verrin?"


@pytest.fixture
def client(served: Served) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{served.address}/v1", api_key=served.asks, max_retries=0) as client:
        yield client


def test_an_answer_carries_its_citations(client: OpenAI, served: Served) -> None:
    assert [model.id for model in client.models.list()] == ["dateline"]
    done = client.chat.completions.create(
        model="dateline", messages=[{"role": "user", "content": VERRIN}]
    )
    [choice] = done.choices
    said = choice.message.content or ""
    assert choice.finish_reason == "stop"
    assert choice.message.annotations
    for annotation in choice.message.annotations:
        cited: Any = annotation.url_citation
        claim = said[cited.start_index : cited.end_index]
        assert f"[{cited.number}]" in claim
        assert cited.quote.split("\n")[-1] in claim
        assert cited.verdict == "supported"
        with served.client() as http:
            article = http.get(f"/api/v1/article/{cited.article['id']}").json()
        assert article["text"][cited.start : cited.end] == cited.quote
        assert cited.url.startswith(f"{served.address}/article/")


def test_a_stream_gives_the_same(client: OpenAI) -> None:
    asked: Any = {"model": "dateline", "messages": [{"role": "user", "content": VERRIN}]}
    whole = client.chat.completions.create(**asked).choices[0].message
    said, annotations, ends = "", list[Any](), list[Any]()
    for chunk in client.chat.completions.create(stream=True, **asked):
        delta = chunk.choices[0].delta
        said += delta.content or ""
        annotations += getattr(delta, "annotations", None) or []
        ends.append(chunk.choices[0].finish_reason)
    assert said == whole.content
    assert annotations == [each.to_dict() for each in whole.annotations or []]
    assert ends[-1] == "stop"
    assert set(ends[:-1]) == {None}


def test_messages_before_it_are_its_history(client: OpenAI) -> None:
    done = client.chat.completions.create(
        model="dateline",
        messages=[
            {"role": "system", "content": "Answer in verse."},
            {"role": "user", "content": "Which ferry was hit by the Aster Trader?"},
            {"role": "assistant", "content": "The Marigold [1]."},
            {"role": "user", "content": [{"type": "text", "text": "When was it back in service?"}]},
        ],
        extra_body={"filters": {"until": "2026-12-31"}},
    )
    assert "Marigold" in (done.choices[0].message.content or "")


def test_where_the_archive_does_not_say_nothing_is_cited(client: OpenAI) -> None:
    done = client.chat.completions.create(
        model="dateline", messages=[{"role": "user", "content": "What is the capital of France?"}]
    )
    assert "does not say" in (done.choices[0].message.content or "")
    assert done.choices[0].message.annotations == []


def test_a_model_that_is_not_there_is_told_as_openai_does(client: OpenAI) -> None:
    with pytest.raises(NotFoundError, match="no model 'gpt-4o' here, but dateline"):
        client.chat.completions.create(
            model="gpt-4o", messages=[{"role": "user", "content": VERRIN}]
        )


def test_open_webui_asks_in_its_own_way(served: Served) -> None:
    """Its request: a stream with usage, parameters that change nothing, and headers of its own."""
    body = {
        "stream": True,
        "model": "dateline",
        "messages": [
            {"role": "system", "content": "You are helpful."},
            {"role": "user", "content": VERRIN},
        ],
        "stream_options": {"include_usage": True},
        "temperature": 0.7,
        "max_tokens": 128,
        "seed": 1,
        "stop": ["###"],
        "tools": [],
        "metadata": {"chat_id": "1"},
    }
    own = {"X-OpenWebUI-User-Name": "Ruth", "X-OpenWebUI-Chat-Id": "1"}
    with (
        served.client() as client,
        client.stream("POST", "/v1/chat/completions", json=body, headers=own) as answer,
    ):
        assert answer.status_code == 200
        lines = [line for line in answer.iter_lines() if line]
    assert lines[-1] == "data: [DONE]"
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-1]]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    annotations = [
        annotation
        for chunk in chunks
        for choice in chunk["choices"]
        for annotation in choice["delta"].get("annotations", [])
    ]
    assert [chunk["usage"] for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)
    used = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}  # quotes need none
    assert (chunks[-1]["choices"], chunks[-1]["usage"]) == ([], used)
    assert {each["type"] for each in annotations} == {"url_citation"}
    assert all(
        each["url_citation"]["url"] and each["url_citation"]["title"] for each in annotations
    )
