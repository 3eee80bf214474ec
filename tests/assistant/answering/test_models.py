"""What models and their servers do, through Assistant, over the protocols that they speak."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.outputs import ChatGenerationChunk

from assistant import Answer, Assistant, ModelError, Turn
from assistant.answering.chat_model import ModelOptions, chat_model
from assistant.answering.failures import ModelFailed
from tests.assistant.model_server import ModelServer, serve
from vectorstore import Archive

QUESTION = "What did the Transport Ministry say about the number of injured on the ferry Marigold?"
PROTOCOLS = ("openai", "responses", "ollama", "anthropic")


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serve() as server:
        yield server


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "none")


def model_of(
    protocol: str, server: ModelServer, timeout: float = 10, options: ModelOptions | None = None
) -> Any:
    provider = "openai" if protocol == "responses" else protocol
    url = server.url + ("/v1" if provider == "openai" else "")
    model = chat_model(f"{provider}:m", url, timeout, options)
    if protocol == "responses":
        model.use_responses_api = True  # type: ignore[attr-defined]
    return model


@pytest.fixture(params=PROTOCOLS)
def model(request: pytest.FixtureRequest, server: ModelServer) -> BaseChatModel:
    found: BaseChatModel = model_of(request.param, server)
    return found


@pytest.fixture(scope="module")
def number(sample: Archive) -> int:
    """That of the passage that gives the injured, in the prompt of QUESTION."""
    passages = Assistant(sample, reranker=None).search(QUESTION, 8)
    return next(n for n, each in enumerate(passages, 1) if "number of injured at 54" in each.text)


def asked(sample: Archive, model: Any) -> Answer:
    return Assistant(sample, model, reranker=None).answer(QUESTION)


CLAIM = "The ministry put the injured at 54"

CITED = [
    "{claim} [{n}].",
    "{claim}. [{n}]",
    "{claim} [source {n}].",
    "{claim} [p. {n}].",
    "{claim} [#{n}].",
    "{claim} [doc {n}].",
    "{claim} ({n}).",
    "{claim} 【{n}†source】.",
    "{claim} [^{n}].",
    "{claim}{raised}.",
    "{claim} ［{n}］.",
    "{claim} [{n}: {outlet}].",
    "{claim} [{outlet}, {n}].",
    "{claim} ({outlet}, {n}).",
    "{claim} [cite: {n}].",
    "According to passage {n}, the ministry put the injured at 54.",
    "{claim}, according to passage {n}.",
    "Passage {n} says that the ministry put the injured at 54.",
    "{claim} (source: {n}).",
    "{claim} (see passage {n}).",
    "{claim} ([{n}]).",
    "{claim} [[{n}]](https://example.org/a).",
    "{claim}<sup>{n}</sup>.",
    "{claim} \\cite{{{n}}}.",
    "Sure! Here is the answer:\n\n{claim} [{n}].\n\n---\n\nSources:\n[{n}] {outlet}",
    "**Answer:** {claim} [{n}].\n\n[{n}]: {outlet}",
    "```\n{claim} [{n}].\n```\nI hope this helps!",
    "Based on the provided passages, the ministry put the injured at 54 [{n}].",
    "<think>Passage 2 [2] says 41?</think>{claim} [{n}].",
    "Hmm, 41 [2]?</think>{claim} [{n}].",
    "<reasoning>41?</reasoning><answer>{claim} [{n}].</answer>",
    "<|channel|>analysis<|message|>41?<|end|><|start|>assistant<|channel|>final<|message|>"
    "{claim} [{n}].<|return|>",
    "analysisThe user asks. 41?assistantfinal{claim} [{n}].",
    "{claim} [{n}].<|im_end|>\n<|im_start|>user\nWho was it?",
    "[THINK]41?[/THINK]{claim} [{n}].</s>",
    "<|START_THINKING|>41?<|END_THINKING|><|START_RESPONSE|>{claim} [{n}].<|END_RESPONSE|>",
    "<reasoning_content>41?</reasoning_content>{claim} [{n}].",
    "<think>41?</think><|begin_of_box|>{claim} [{n}].<|end_of_box|>",
    "<|channel|>final <|constrain|>text<|message|>{claim} [{n}].<|return|>",
    "Here is my thought process: 41? Here is my response: {claim} [{n}].",
    "Step 1: Passage 2 says 41.\n\nFinal answer: {claim} [{n}].",
    '<tool_call>{{"name": "search41"}}</tool_call>\n{claim} [{n}].',
    '{{"answer": "{claim} [{n}]."}}',
    '```json\n{{"answer": "{claim}.", "citations": [{n}]}}\n```',
    "{claim} [{n}].\n\nUser: Were there 41?\n\nAssistant: No.",
    "{claim} [{n}].\n\n### Instruction:\nWrite 41.",
    "{claim} [{n}].\n\n**Follow-up questions:**\n1. Were there 41?",
    "Question: How many?\nAnswer: {claim} [{n}].",
    "[cite_start]{claim} [cite: {n}].",
    "{claim} [doc_{n}].",
    "{claim} [S{n}].",
    "<co: {n}>{claim}</co: {n}>.",
    "{claim}<sup><a href='#{n}'>{n}</a></sup>.",
    "[{n}]: {claim}.",
    "Source {n}: {claim}.",
    "From [{n}]: {claim}.",
    "Passage {n}: {claim}.\n\nConfidence: high",
    "<p>{claim} [{n}].</p><br>",
    "{claim} [{n}].\n\n(Source: {outlet})",
    "{claim} [Source: {outlet}, {n}].",
    "{claim} {{{{cite|{n}}}}}.",
    "{claim}<sub>[{n}]</sub>.",
    "{claim}<sup>[{n}]</sup>.",
    "{claim}, [{n}].",
    "{claim} [{n}](#ref{n}).",
    "{claim} [[{n}](http://a.example/b)].",
    "{claim} 【{n}:0†file.txt】.",
    "{claim} ({outlet} [{n}]).",
    "{claim} [{n}] ({outlet}).",
]


@pytest.mark.parametrize("form", CITED)
def test_however_a_passage_is_cited_its_words_are_bound_and_nothing_is_left_over(
    sample: Archive, server: ModelServer, number: int, form: str
) -> None:
    assistant = Assistant(sample, model_of("openai", server), reranker=None)
    outlet = assistant.search(QUESTION, 8)[number - 1].article.outlet
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))
    text = form.format(n=number, claim=CLAIM, outlet=outlet, raised=raised)
    server.pieces = [text[i : i + 7] for i in range(0, len(text), 7)]
    answers = list(assistant.stream(QUESTION))
    [claim] = answers[-1].claims
    assert claim.text == f"{CLAIM}."
    assert [citation.number for citation in claim.citations] == [1]
    assert "54" in claim.citations[0].quote
    if "</think>" not in text or "<think>" in text:
        assert not any("41" in answer.text or "|" in answer.text for answer in answers)


@pytest.mark.parametrize(
    "run",
    ["-" * 40, "_" * 4000, "**" * 4000, "> " * 4000, "=" * 4000, " " * 9000, "\n" * 9000],
    ids=lambda run: run[:2].encode().hex(),
)
def test_an_answer_with_a_long_run_of_one_sign_is_read(
    sample: Archive, server: ModelServer, number: int, run: str
) -> None:
    server.pieces = [f"{CLAIM} [{number}].\n\n{run}\n\n", f"{CLAIM} [{number}]. {run}x"]
    claims = asked(sample, model_of("openai", server)).claims
    assert claims[0].text == f"{CLAIM}."
    assert claims[0].verdict == "supported"


@pytest.mark.parametrize(
    "form",
    [
        "\ufeff{claim} [{n}].",
        "{claim}\x00 [{n}].\x00",
        "{claim}\u200b[{n}]\u200b.",
        "\x1b[1m{claim}\x1b[0m [{n}].",
        "{claim} [{n}].\r\n\r\n",
        "{claim}\u200b [{n}].\n\n\ud83d\ude00",
    ],
)
def test_what_no_reader_sees_is_left_out(
    sample: Archive, server: ModelServer, number: int, form: str
) -> None:
    server.pieces = [form.format(claim=CLAIM, n=number)]
    [claim] = asked(sample, model_of("openai", server)).claims
    assert (claim.text, claim.verdict) == (f"{CLAIM}.", "supported")


def test_a_number_in_ordinary_brackets_that_is_no_passages_stays_text(
    sample: Archive, server: ModelServer, number: int
) -> None:
    server.pieces = [f"The ministry put the injured (54) high [{number}]. In May (1999) it rained."]
    first, second = asked(sample, model_of("openai", server)).claims
    assert first.text == "The ministry put the injured (54) high."
    assert (second.text, second.citations) == ("In May (1999) it rained.", ())


@pytest.mark.parametrize(
    "form",
    [
        "{claim} ({outlet}, {day}).",
        "{claim} ({outlet}, {iso}).",
        "{claim}. [{outlet}, {day}]",
        "{claim} [{outlet}, {day}](http://a.example/b).",
        "{claim} (Source: {outlet}, {day}).",
        "{claim} [{n}] ({outlet}, {day}).",
        "{claim} ({outlet}, {day}; [{n}]).",
    ],
)
def test_an_outlet_and_its_day_cite_the_one_article_that_they_name(
    sample: Archive, server: ModelServer, number: int, form: str
) -> None:
    assistant = Assistant(sample, model_of("openai", server), reranker=None)
    passage = assistant.search(QUESTION, 8)[number - 1]
    outlet, day, iso = passage.article.outlet, passage.day_in_words, passage.published[:10]
    server.pieces = [form.format(claim=CLAIM, n=number, outlet=outlet, day=day, iso=iso)]
    [claim] = assistant.answer(QUESTION).claims
    assert (claim.text, claim.verdict) == (f"{CLAIM}.", "supported")
    assert {each.passage.article.id for each in claim.citations} == {passage.article.id}


@pytest.mark.parametrize(
    "said",
    [
        "Under section [3] of the act it rained.",
        "The pier covers 30 km<sup>2</sup> now.",
        "So said the Echo (Evening Mirror, 5 May 1926) then.",
        "The tug (The Harbour Post wrote of it) sank.",
    ],
)
def test_what_only_looks_like_a_mark_stays(sample: Archive, server: ModelServer, said: str) -> None:
    server.pieces = [said]
    [claim] = asked(sample, model_of("openai", server)).claims
    assert claim.citations == ()
    assert claim.text == said.replace("[3]", "3").replace("<sup>2</sup>", "²")


ABSTAINING = [
    "NOT IN THE ARCHIVE",
    "“NOT IN THE ARCHIVE”",
    "**NOT IN THE ARCHIVE**",
    "The passages are about a ferry. NOT IN THE ARCHIVE",
    "The archive does not say.",
    "The passages do not answer the question.",
    "The passages [1][2] do not say who won.",
    "I don't know.",
    "I'm sorry, but I cannot answer this from the passages.",
    "The provided articles do not contain any information about a chess open.",
    "There is no mention of the chess open in the passages.",
    "None of the passages mention who won.",
    "No information is available about the winner.",
    "Based on the provided passages, it is not possible to say who won.",
    "The winner is not mentioned in the given sources.",
    "Unknown.",
    "Unfortunately, this question cannot be answered from the passages.",
    "I couldn't find any information on this.",
    "<think>Nothing there.</think>The context does not provide an answer.",
    "Die Passagen beantworten die Frage nicht.",
    "Je ne sais pas.",
    "I was unable to find this in the passages.",
    "This information isn't in the passages.",
    "Sorry.",
    "While the passages discuss the ferry, they do not mention the chess open.",
    "The passages only discuss the ferry, not the chess open.",
    "NICHT IM ARCHIV",
    "Darüber steht nichts im Archiv.",
    "提供的段落没有回答这个问题。",
    "В архиве нет информации об этом.",
    "لا توجد معلومات.",
]


@pytest.mark.parametrize("words", ABSTAINING)
def test_in_whatever_words_a_model_abstains_nothing_is_claimed(
    sample: Archive, server: ModelServer, words: str
) -> None:
    server.pieces = [words[i : i + 9] for i in range(0, len(words), 9)]
    answer = asked(sample, model_of("openai", server))
    assert answer.abstained
    assert answer.text.startswith("The archive does not say.")
    assert answer.citations == ()


@pytest.mark.parametrize(
    "words",
    [
        "{claim} [{n}]. The passages do not say how many of them were children.",
        "{claim} [{n}]. Note: the passages do not say how many of them were children.",
        "{claim} [{n}], but the passages do not say how many were children.",
        "Although the passages do not name the captain, the ministry put the injured at 54 [{n}].",
    ],
)
def test_a_right_cited_answer_beside_it_is_kept(
    sample: Archive, server: ModelServer, number: int, words: str
) -> None:
    server.pieces = [words.format(claim=CLAIM, n=number)]
    answer = asked(sample, model_of("openai", server))
    assert [claim.text for claim in answer.claims] == [f"{CLAIM}."]
    assert any("do not answer all" in note for note in answer.notes)


def test_what_somebody_in_an_article_does_not_know_is_a_claim(
    sample: Archive, server: ModelServer, number: int
) -> None:
    server.pieces = [f"The ministry does not say how many of the 54 were children [{number}]."]
    answer = asked(sample, model_of("openai", server))
    assert not answer.abstained
    assert answer.claims[0].citations


# Faults x protocols


EMPTY = [
    *("", "  \n", "<think>Let me see</think>", "Sure!", "<think>Let"),
    '<tool_call>\n{"name": "search", "arguments": {"q": "ferry"}}\n</tool_call>',
    '[TOOL_CALLS][{"name": "search", "arguments": {"q": "ferry"}}]',
    '<|python_tag|>search.call(query="ferry")<|eom_id|>',
    '{"name": "search", "parameters": {"query": "ferry"}}',
]


@pytest.mark.parametrize("text", EMPTY)
def test_an_empty_reply_is_a_failure_of_the_model(
    sample: Archive, server: ModelServer, model: BaseChatModel, text: str
) -> None:
    server.pieces = [text]
    with pytest.raises(ModelError, match="gave no answer"):
        asked(sample, model)


@pytest.mark.parametrize(
    ("finish", "said"),
    [
        ("length", "cut off"),
        ("content_filter", "withheld"),
        ("tool_calls", "called a tool"),
        ("", "broke off"),
    ],
)
def test_an_answer_that_did_not_come_to_its_own_end_is_none(
    sample: Archive, server: ModelServer, model: BaseChatModel, finish: str, said: str
) -> None:
    server.pieces, server.finish, server.ends = ["The ministry put"], finish or "stop", bool(finish)
    with pytest.raises(ModelFailed, match=said) as caught:
        asked(sample, model)
    assert caught.value.quotes is not None
    assert caught.value.quotes.claims[0].kind == "quotation"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (401, "", "refused the key"),
        (404, "", "does it have this model"),
        (402, "", "no credit left"),
        (429, "", "no more requests"),
        (400, '{"error": {"message": "maximum context length is 4096 tokens"}}', "too long"),
        (500, "", "failed"),
        (200, "<!doctype html><html><body>Welcome</body></html>", "does not speak|broke off"),
    ],
)
def test_each_error_says_what_happened_and_what_to_do(
    sample: Archive, server: ModelServer, model: BaseChatModel, status: int, body: str, said: str
) -> None:
    server.status, server.body, server.models = status, body, ("tiny-one", "tiny-two")
    with pytest.raises(ModelFailed, match=said) as caught:
        asked(sample, model)
    if status == 404:
        assert "tiny-one, tiny-two" in str(caught.value)
    assert len(server.requests) == 1


def test_keep_alives_do_not_lengthen_the_wait(sample: Archive, server: ModelServer) -> None:
    server.keeps_alive = True
    for protocol in PROTOCOLS:
        with pytest.raises(ModelError, match=r"wrote nothing for 1 second|in time"):
            Assistant(sample, model_of(protocol, server), reranker=None, model_timeout=1).answer(
                QUESTION
            )
        server.hung_up.get(timeout=20)
    assert len(server.requests) == len(PROTOCOLS)


def test_a_connection_that_stays_open_after_the_end_loses_no_answer(
    sample: Archive, server: ModelServer, number: int
) -> None:
    server.pieces, server.lingers = [f"{CLAIM} [{number}]."], True
    for protocol in PROTOCOLS:
        assistant = Assistant(sample, model_of(protocol, server), reranker=None, model_timeout=4)
        [claim] = assistant.answer(QUESTION).claims
        assert claim.text == f"{CLAIM}."


def test_an_endless_answer_ends(sample: Archive, server: ModelServer, model: BaseChatModel) -> None:
    server.pieces, server.endless = ["The ministry put it all. " * 200], True
    with pytest.raises(ModelError, match="came to no end"):
        asked(sample, model)
    server.hung_up.get(timeout=20)


def test_a_server_that_is_not_there_is_told_with_its_address(sample: Archive) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    for provider in ("openai", "ollama", "anthropic"):
        with pytest.raises(ModelError, match=f"can be reached at {url}"):
            asked(sample, chat_model(f"{provider}:m", url, timeout=5))


def test_a_server_that_hangs_up_is_not_told_as_one_that_is_not_there(sample: Archive) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"

        def hang_up() -> None:
            for _ in range(3):
                client, _ = server.accept()
                client.recv(10)
                client.close()

        threading.Thread(target=hang_up, daemon=True).start()
        for provider in ("openai", "ollama", "anthropic"):
            with pytest.raises(ModelError, match=f"connection to {url} broke off"):
                asked(sample, chat_model(f"{provider}:m", url, timeout=5))


def test_a_missing_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in ("openai", "anthropic"):
        monkeypatch.delenv(f"{provider.upper()}_API_KEY", raising=False)
        with pytest.raises(ModelError, match=f"{provider.upper()}_API_KEY"):
            chat_model(f"{provider}:m")


# Finish signals


class Signalling(GenericFakeChatModel):
    """A model that ends its stream with the metadata that it is given."""

    metadata: dict[str, Any] = {}  # noqa: RUF012

    def _stream(self, *_: Any, **__: Any) -> Iterator[ChatGenerationChunk]:
        yield ChatGenerationChunk(message=AIMessageChunk(content="The injured were 54 [1]."))
        last = AIMessageChunk(content="", response_metadata=self.metadata)
        yield ChatGenerationChunk(message=last)


FINISHED = [
    {},
    {"finish_reason": "stop"},
    {"finish_reason": "eos_token"},
    {"finish_reason": "STOP"},
    {"finish_reason": "FinishReason.STOP"},
    {"stopReason": "end_turn"},
    {"messageStop": {"stopReason": "end_turn"}},
    {"stop_reason": "stop_sequence"},
    {"completionReason": "FINISH"},
    {"status": "completed", "incomplete_details": None},
    {"finish_reason": "COMPLETE"},
]
UNFINISHED = [
    {"finish_reason": "length"},
    {"finish_reason": "MAX_TOKENS"},
    {"stopReason": "max_tokens"},
    {"messageStop": {"stopReason": "guardrail_intervened"}},
    {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}},
    {"status": "failed"},
    {"finish_reason": "SAFETY"},
    {"finish_reason": "error"},
    {"done_reason": "load"},
    {"finish_reason": "tool_calls"},
]


@pytest.mark.parametrize("metadata", FINISHED)
def test_each_providers_own_end_is_one(sample: Archive, metadata: dict[str, Any]) -> None:
    assert asked(sample, Signalling(messages=iter(()), metadata=metadata)).claims


@pytest.mark.parametrize("metadata", UNFINISHED)
def test_any_other_end_is_a_failure(sample: Archive, metadata: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        asked(sample, Signalling(messages=iter(()), metadata=metadata))


def test_wrapped_models_keep_the_guard_against_answers_that_break_off(
    sample: Archive, server: ModelServer
) -> None:
    plain = model_of("openai", server)
    wrapped = [
        plain.bind(stop=["\n\n\n"]),
        plain.with_retry(),
        plain.with_fallbacks([plain]),
        plain.with_config(tags=["a"]),
    ]
    server.pieces, server.ends = ["The injured were 54 [1]."], False
    for model in wrapped:
        with pytest.raises(ModelError, match="broke off"):
            asked(sample, model)
    server.ends = True
    for model in wrapped:
        assert asked(sample, model).claims


# Settings


def test_only_what_is_set_is_sent(sample: Archive, server: ModelServer) -> None:
    server.pieces = ["The injured were 54 [1]."]
    for protocol in PROTOCOLS:
        asked(sample, model_of(protocol, server))
        sent = server.requests[-1]
        assert "temperature" not in {**sent, **sent.get("options", {})}
    assert server.requests[2]["options"]["num_ctx"] >= 8192


def test_what_is_set_is_sent(sample: Archive, server: ModelServer) -> None:
    options = ModelOptions(
        max_tokens=321, context=9000, temperature=0.5, headers={"X-Team": "desk"}, key="k-1"
    )
    server.pieces = ["The injured were 54 [1]."]
    for protocol in PROTOCOLS:
        asked(sample, model_of(protocol, server, options=options))
        sent, headers = json.dumps(server.requests[-1]), server.headers[-1]
        assert ": 321" in sent
        assert '"temperature": 0.5' in sent
        assert headers["x-team"] == "desk"
        assert "k-1" in (headers.get("authorization") or headers.get("x-api-key") or "")
    assert server.requests[2]["options"]["num_ctx"] == 9000


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.settings import Settings

    for name, value in {
        "MAX_TOKENS": "300",
        "CONTEXT": "4096",
        "TEMPERATURE": "0.2",
        "REASONING": "low",
        "HEADERS": '{"X-Team": "desk"}',
        "KEY": "k-1",
    }.items():
        monkeypatch.setenv(f"DATELINE_MODEL_{name}", value)
    settings = Settings()
    assert hash(settings) == hash(Settings())
    assert "k-1" not in repr(settings)
    assert settings.model_options == ModelOptions(300, 4096, 0.2, "low", {"X-Team": "desk"}, "k-1")


def test_a_local_server_that_wants_no_key_gets_along_without(
    sample: Archive, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    server.pieces = ["The injured were 54 [1]."]
    assert asked(sample, model_of("openai", server)).claims


def test_the_prompt_is_cut_to_the_context_and_the_answer_says_so(
    sample: Archive, server: ModelServer
) -> None:
    server.pieces = ["The injured were 54 [1]."]
    options = ModelOptions(context=1800, max_tokens=300)
    model = model_of("openai", server, options=options)
    assistant = Assistant(sample, model, reranker=None, model_options=options)
    turns = [Turn("Which ferry sank?", "word " * 3000)]
    answer = assistant.answer(QUESTION, turns)
    assert len(server.prompt.encode()) / 3 <= 1500
    assert "word word" not in server.prompt
    assert 1 <= server.prompt.count("<passage ") < 8
    [note] = [note for note in answer.notes if "context" in note]
    assert "1,800 tokens" in note
    assert "1 of 1 earlier questions" in note


def test_a_context_without_room_for_a_passage_is_an_error(
    sample: Archive, server: ModelServer
) -> None:
    options = ModelOptions(context=300)
    assistant = Assistant(sample, model_of("openai", server), model_options=options)
    with pytest.raises(ModelError, match="DATELINE_MODEL_CONTEXT"):
        assistant.answer(QUESTION)
    assert server.requests == []


# Conversations


def test_a_follow_up_is_rewritten_by_the_model(sample: Archive, server: ModelServer) -> None:
    def reply(prompt: str) -> list[str]:
        if "rewrite the last question" in prompt:
            return ["How many died on the ferry Marigold?"]
        return ["Two died [1]."]

    server.reply = reply
    turns = [Turn("What happened to the ferry Marigold?", "It hit a coaster [7].")]
    answer = Assistant(sample, model_of("openai", server)).answer("And how many died?", turns)
    assert answer.understood == "How many died on the ferry Marigold?"
    assert "It hit a coaster." in server.prompt
    assert "[7]" not in "".join(json.dumps(request) for request in server.requests)


@pytest.mark.parametrize("reply", ["Two died [1].", "", "Did Zebulon Quartz sink 77 ships?"])
def test_where_that_fails_it_is_understood_without_the_model(
    sample: Archive, server: ModelServer, reply: str
) -> None:
    server.reply = lambda prompt: [reply if "rewrite the last" in prompt else "Two died [1]."]
    turns = [Turn("What happened to the ferry Marigold?", "It hit a coaster.")]
    answer = Assistant(sample, model_of("openai", server)).answer("How many died in it?", turns)
    assert "Marigold" in answer.understood
    assert reply not in answer.understood or not reply


# Privacy


def test_nothing_is_traced_whatever_the_environment_says(
    sample: Archive, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.path)
            self.send_response(202)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None:
            pass

    listener = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    for name in ("LANGSMITH", "LANGCHAIN"):
        monkeypatch.setenv(f"{name}_ENDPOINT", f"http://127.0.0.1:{listener.server_port}")
        monkeypatch.setenv(f"{name}_API_KEY", "k")
    forget_environment()
    try:
        server.pieces = ["The injured were 54 [1]."]
        for model in (None, model_of("openai", server)):
            assistant = Assistant(sample, model, reranker=None)
            assistant.answer(QUESTION)
            list(assistant.chain().stream(QUESTION))
            assistant.chain().invoke(QUESTION)
            assistant.retriever().invoke(QUESTION)
        flush()
        assert heard == []
        monkeypatch.setenv("DATELINE_TRACING", "1")
        Assistant(sample, None, reranker=None).chain().invoke(QUESTION)
        flush()
        assert heard
    finally:
        listener.shutdown()
        listener.server_close()
        monkeypatch.undo()
        forget_environment()


def forget_environment() -> None:
    from langsmith import utils

    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


def flush() -> None:
    from langchain_core.tracers.langchain import wait_for_all_tracers

    wait_for_all_tracers()
    time.sleep(0.5)


def test_it_is_said_what_is_sent_where(sample: Archive, server: ModelServer) -> None:
    hosted = Assistant(sample, chat_model("openai:gpt-x"))
    assert "api.openai.com" in hosted.sends
    assert Assistant(sample, chat_model("openai:m", "https://llm.example.org/v1")).sends
    for local in (None, model_of("ollama", server), model_of("openai", server)):
        assert Assistant(sample, local).sends == ""
    fake = GenericFakeChatModel(messages=iter([AIMessage("x")]))
    assert Assistant(sample, fake).sends == ""


def test_the_prompt_can_be_seen_without_sending_it(sample: Archive, server: ModelServer) -> None:
    system, question = Assistant(sample, model_of("openai", server)).prompt(QUESTION)
    assert "NOT IN THE ARCHIVE" in system
    assert QUESTION in question
    assert server.requests == []


# Layout


def test_markdown_becomes_headings_lists_and_tables(
    sample: Archive, server: ModelServer, number: int
) -> None:
    from ui.html.answer import answer_html
    from ui.text import answer_text

    server.pieces = [
        f"## The injured\n\n- **The ministry** put the injured at 54 [{number}].\n"
        f"- <img src=x onerror=alert(1)> ![x](http://a.example/b.png) [{number}]\n\n"
        f"| Who | Injured |\n| --- | --- |\n| Ministry | 54 [{number}] |\n"
    ]
    answer = asked(sample, model_of("openai", server))
    assert [claim.block for claim in answer.claims] == ["item", "item", "row"]
    shown = answer_html(answer)
    assert "<h3" in shown
    assert "<ul><li" in shown
    assert "<strong>The ministry</strong>" in shown
    assert "<table>" in shown
    assert "<td><bdi>54</bdi></td>" in shown
    assert "<img" not in shown
    assert "a.example" not in shown
    assert "**" not in answer_text(answer)


def test_a_list_with_numbers_keeps_them(sample: Archive, server: ModelServer, number: int) -> None:
    from ui.html.answer import answer_html
    from ui.text import written_text

    server.pieces = [
        f"1. {CLAIM} [{number}].\n   - Two died [{number}].\n2. It was foggy [{number}].\n\n",
        "More.\n\n1. One.",
    ]
    answer = asked(sample, model_of("openai", server))
    assert [each.block for each in answer.claims] == ["step", "item", "step", "paragraph", "step"]
    shown = answer_html(answer)
    assert [*re.findall(r"<(?:ol|ul)[^>]*>", shown)][:4] == [
        '<ol start="1">',
        "<ul>",
        '<ol start="2">',
        '<ol start="1">',
    ]
    lines = [written_text(answer.claims, place) for place in range(5)]
    assert [line[:3] for line in lines] == ["1. ", "- T", "2. ", "Mor", "1. "]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("54.", ["54."]),
        ("54. That is what the ministry said [{n}].", ["54. That is what the ministry said."]),
        ("1. {claim} [{n}].\n2. Two died [{n}].", ["{claim}.", "Two died."]),
        ("a) {claim} [{n}].\nb) Two died [{n}].", ["{claim}.", "Two died."]),
        ("- [x] {claim} [{n}].", ["{claim}."]),
        ("<ul><li>{claim} [{n}].</li><li>Two died [{n}].</li></ul>", ["{claim}.", "Two died."]),
    ],
)
def test_a_number_that_begins_a_line_is_no_lost_word(
    sample: Archive, server: ModelServer, number: int, text: str, told: list[str]
) -> None:
    server.pieces = [text.format(claim=CLAIM, n=number)]
    claims = asked(sample, model_of("openai", server)).claims
    assert [claim.text for claim in claims] == [each.format(claim=CLAIM) for each in told]


def test_a_heading_that_claims_something_is_checked(
    sample: Archive, server: ModelServer, number: int
) -> None:
    server.pieces = [f"## 97 people were killed\n\n{CLAIM} [{number}]."]
    heading, claim = asked(sample, model_of("openai", server)).claims
    assert (heading.text, claim.verdict) == ("97 people were killed.", "supported")
    assert heading.verdict != "supported"
