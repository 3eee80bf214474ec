"""Every question that may be asked is answered, in every script and however long it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant, Turn
from assistant.assistant import MAX_QUESTION_CHARACTERS
from assistant.reader import Reader
from assistant.reader.pairs import MAX_QUESTION_TOKENS
from tests.assistant.reader.test_reader import QUESTION, _cross_encoder
from ui.cli import main
from vectorstore import Archive

PARAGRAPH = (
    "The coaster left the harbour on a calm evening with all of her crew on deck, and nobody who"
    " stood on the quay that day thought of anything but the weather. "
)
QUESTIONS = {
    "english": PARAGRAPH,
    "question after a paragraph": PARAGRAPH * 11 + QUESTION,
    "hindi": "कल शहर के पुराने बंदरगाह में कितने जहाज़ आए थे और क्यों? ",
    "chinese": "昨天有多少艘船进入了旧港口以及为什么",
    "arabic": "كم عدد السفن التي دخلت الميناء القديم أمس ولماذا؟ ",
    "thai": "เมื่อวานมีเรือกี่ลำเข้ามาในท่าเรือเก่า",
    "emoji": "🚢🌊👩‍👩‍👧‍👦🇳🇴",
    "one word": "a",
    "no spaces": "harbour-ferry/",
    "different words": "".join(f"w{number} " for number in range(400)),
    "letters": "a b c d e f g h i j k l m n o p q r s t u v w x y z ",
    "quotes": '"harbour" “ferry” \'',
    "search syntax": 'AND OR NOT NEAR(a b, 3) body:"x* ^y" {a b}: - + (',
    "sql": "'; DROP TABLE article; -- ",
    "half letters": "harbour \ud83d ferry ",
    "combining marks": "e\u0301\u0327\u0316",
    "digits": "1234567890",
    "months": "last week of January 2020 and on 3 March, ",
    "control characters": "ferry\x00harbour\x1e\u202e\u200b",
}


def _filled(part: str) -> str:
    return (part * MAX_QUESTION_CHARACTERS)[:MAX_QUESTION_CHARACTERS]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_longest_question_of_each_kind_is_answered(
    sample: Archive, reader: Reader, kind: str
) -> None:
    answer = Assistant(sample, reranker=reader).answer(_filled(QUESTIONS[kind]))
    assert answer.finished
    assert answer.abstained == (not answer.claims)
    for claim in answer.claims:
        for citation in claim.citations:
            text = citation.passage.article.text
            assert citation.quote == text[citation.start : citation.end]


@pytest.mark.parametrize("kind", ["chinese", "half letters"])
def test_two_of_the_longest_one_after_the_other(sample: Archive, reader: Reader, kind: str) -> None:
    question = _filled(QUESTIONS[kind])
    history = [Turn(question, "Nobody knows.")]
    assert Assistant(sample, reranker=reader).answer("And what about it?", history).finished


def test_another_cross_encoder_reads_them_too(sample: Archive, tmp_path: Path) -> None:
    assistant = Assistant(sample, reranker=_cross_encoder(tmp_path / "ce", 1), reranked=4)
    for kind in ("english", "chinese", "one word", "emoji", "half letters"):
        assert assistant.answer(_filled(QUESTIONS[kind])).finished


def test_the_command_line_answers_them(tmp_path: Path) -> None:
    run = CliRunner().invoke
    file = tmp_path / "a.jsonl"
    file.write_text('{"id": "1", "text": "The mayor of Pellbridge, Ines Aldous, resigned."}\n')
    assert run(main, ["ingest", str(file)]).exit_code == 0
    for kind in ("english", "chinese", "half letters"):
        result = run(main, ["ask", _filled(QUESTIONS[kind])])
        assert result.exit_code in (0, 3), result.output
        assert not isinstance(result.exception, Exception)


def test_a_long_question_leaves_the_passage_its_room(sample: Archive, reader: Reader) -> None:
    passages = Assistant(sample, reranker=None).search(QUESTION, k=4)
    for kind in ("english", "chinese", "one word", "emoji"):
        for reading in reader.read(_filled(QUESTIONS[kind]), passages):
            assert reading.where is not None
            assert len(reading.where.places) > MAX_QUESTION_TOKENS / 2


def test_what_is_within_the_share_is_read_whole(sample: Archive, reader: Reader) -> None:
    """Only a question that is longer loses its end."""
    passages = Assistant(sample, reranker=None).search(QUESTION, k=2)
    longest = "ship " * (MAX_QUESTION_TOKENS - 1)

    def scores(question: str) -> list[float]:
        return [reading.score for reading in reader.read(question, passages)]

    assert scores(longest + "ship") != pytest.approx(scores(longest + "fire"), abs=1e-6)
    words = len((longest + "ship").split())
    assert len((longest + "ship and").split()) > words
    more = scores(longest + "ship fire fire"), scores(longest + "ship dog cat")
    assert more[0] == pytest.approx(more[1], abs=1e-6)
