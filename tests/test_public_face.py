"""What people import and call: the exported names, the chain, its async twins, filters, errors."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document

import dateline
from assistant.types import Question
from dateline import (
    Archive,
    ArchiveError,
    Article,
    Assistant,
    DatelineError,
    QuestionError,
    Turn,
    UnknownArticle,
    WrongType,
)
from tests.assistant.model_server import serve
from tests.conftest import Write

QUESTION = "What cargo was the Aster Trader carrying?"
MODEL_QUESTION = "How many injured did the Transport Ministry count on the ferry Marigold?"


def test_the_exported_names() -> None:
    assert sorted(dateline.__all__) == [
        "AddressError",
        "Answer",
        "Archive",
        "ArchiveError",
        "Article",
        "Assistant",
        "ChromaServer",
        "Citation",
        "Claim",
        "DatelineError",
        "IngestReport",
        "Mentions",
        "ModelError",
        "Passage",
        "QuestionError",
        "QuestionsFileError",
        "Turn",
        "UnknownArticle",
        "WrongType",
        "answer",
    ]
    assert all(getattr(dateline, name) for name in dateline.__all__)
    assert dateline.__version__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dateline.nothing  # type: ignore[attr-defined]


def test_every_error_is_a_dateline_error() -> None:
    errors = [getattr(dateline, name) for name in dateline.__all__ if name.endswith("Error")]
    assert all(issubclass(error, DatelineError) for error in [*errors, UnknownArticle, WrongType])


def test_the_chain_answers_as_the_assistant_does(sample: Archive) -> None:
    assistant = Assistant(sample)
    chain = assistant.chain()
    whole = chain.invoke(QUESTION)
    assert "timber" in whole.text
    assert whole.finished
    *growing, last = chain.stream(QUESTION)
    assert growing
    assert not growing[0].finished
    assert growing[0].passages
    assert last.claims == whole.claims == assistant.answer(QUESTION).claims
    history = (Turn("Which ferry collided?", "The Marigold."),)
    followed = chain.invoke(Question("What cargo did the other ship carry then?", "", history))
    assert followed.question == "What cargo did the other ship carry then?"


def test_async_twins_answer_and_do_not_block_the_loop(sample: Archive) -> None:
    assistant = Assistant(sample)

    async def both() -> tuple[list[Any], float]:
        longest, before = 0.0, time.monotonic()

        async def tick() -> None:
            nonlocal longest, before
            while True:
                longest, before = max(longest, time.monotonic() - before), time.monotonic()
                await asyncio.sleep(0.001)

        ticking = asyncio.create_task(tick())
        streamed = [answer async for answer in assistant.astream(QUESTION)]
        whole = await assistant.aanswer(QUESTION)
        ticking.cancel()
        return [*streamed, whole], longest

    assistant.answer(QUESTION)
    started = time.monotonic()
    assistant.answer(QUESTION)
    alone = time.monotonic() - started
    answers, longest = asyncio.run(both())
    assert answers[-1].claims == answers[-2].claims != ()
    # A whole answer on the loop would hold it for as long as an answer takes.
    assert longest < max(alone, 1)


@pytest.mark.parametrize("leave", ["cancel", "close"])
def test_leaving_an_async_stream_ends_the_models_request(sample: Archive, leave: str) -> None:
    with serve() as server:
        server.pieces, server.stalls = ["The ministry "], True
        assistant = Assistant(sample, "ollama:m", model_url=server.url, model_timeout=30)

        async def listen() -> None:
            async for answer in assistant.astream(MODEL_QUESTION):
                if answer.claims:
                    return

        async def ask() -> None:
            if leave == "close":
                await listen()
            else:
                task = asyncio.create_task(asyncio.wait_for(listen_on(), 30))
                await asyncio.to_thread(wait_for_request)
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
            await asyncio.to_thread(server.hung_up.get, timeout=20)

        async def listen_on() -> None:
            async for _ in assistant.astream(MODEL_QUESTION):
                pass

        def wait_for_request() -> None:
            while not server.requests:
                time.sleep(0.01)

        asyncio.run(ask())


def test_an_assistant_of_a_folder(sample: Archive, tmp_path: Path) -> None:
    assert "timber" in Assistant(str(sample.path)).answer(QUESTION).text
    with pytest.raises(ArchiveError, match="There is no archive at"):
        Assistant(tmp_path / "none")


def test_filters_are_the_same_everywhere(archive: Archive, write: Write) -> None:
    text = "The Osterby council met and spoke about the future of the old quay for two hours."
    archive.ingest(
        [
            write(
                "a.jsonl",
                {"id": "1", "text": text, "author": "Ilse Maraud, Piet Vos", "outlet": "The Echo"},
                {"id": "2", "text": f"On Monday. {text}", "author": "Mara Dace", "outlet": "Dawn"},
            )
        ]
    )
    assistant = Assistant(archive)

    def found(**filters: Any) -> set[str]:
        return {p.article.id for p in assistant.search("What of the quay?", **filters)}

    assert found() == {"1", "2"}
    assert found(authors=["piet vos"]) == {"1"}
    assert found(authors=["Mara Dace", "Ilse Maraud"]) == {"1", "2"}
    assert found(outlets=["DAWN"]) == {"2"}
    answer = assistant.answer("What of the quay?", authors=["Mara Dace"])
    assert {passage.article.id for passage in answer.passages} == {"2"}
    retriever = assistant.retriever(k=5, outlets=["Dawn"])
    assert [document.metadata["article"] for document in retriever.invoke("quay")] == ["2"]
    documents: list[Document] = retriever.invoke("quay", k=1, outlets=["The Echo"])
    assert [document.metadata["article"] for document in documents] == ["1"]
    assert documents[0].id == f"1#0-{len(text)}"
    with pytest.raises(QuestionError, match="no outlet 'Courier'"):
        assistant.search("quay", outlets=["Courier"])
    with pytest.raises(QuestionError, match="no article by '%'"):
        assistant.search("quay", authors=["%"])


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"outlets": "The Echo"}, "Give a list of names"),
        ({"since": 2024}, "2024 is not a day"),
        ({"k": "ten"}, "k is 'ten'"),
        ({"sicne": "2024-01-01"}, "no filter 'sicne'"),
    ],
)
def test_wrong_types_are_told(sample: Archive, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongType, match=message):
        Assistant(sample).search("Ferry?", **wrong)


def test_other_wrong_types_are_told(sample: Archive) -> None:
    assistant: Any = Assistant(sample)
    with pytest.raises(WrongType, match="Give text"):
        assistant.answer(None)
    with pytest.raises(WrongType, match="list of Turn"):
        assistant.answer(QUESTION, history=[("Which ferry?", "Marigold")])
    wrong: Any = 7
    with pytest.raises(WrongType, match="7 is no archive"):
        Assistant(wrong)


def test_an_unknown_article_is_a_key_error_too(sample: Archive) -> None:
    with pytest.raises(UnknownArticle, match=r"^The archive has no article 'nothing'\."):
        sample.article("nothing")
    with pytest.raises(KeyError):
        sample.remove("nothing")


def test_a_day_in_words() -> None:
    assert Article("1", "Text.", published="2020-01-04T10:00:00Z").day_in_words == "4 January 2020"
    assert Article("1", "Text.").day_in_words == ""
