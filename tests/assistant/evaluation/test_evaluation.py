"""The scorecard: what counts as found, where spans land, and what the command prints."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assistant.evaluation.metrics import Ranking, scores
from assistant.evaluation.questions import evidence, given_texts, read_questions
from assistant.evaluation.scorecard import SYSTEMS, evaluate
from tests.conftest import Write
from ui.cli import main
from vectorstore import Archive
from vectorstore.errors import QuestionsFileError

# Cleaning takes the furniture and the blank lines away, so that spans have to be moved.
PAGE = (
    "Advertisement\n\n\n\nThe mayor of Quell opened the bridge on Monday.\n\n\n\n"
    "It cost 40 million crowns. The old one had cost 40 million less."
)
OTHER = "A storm closed the harbour of Vint for a week. Nobody was hurt."


def question(text: str, **known: Any) -> dict[str, Any]:
    return {"question": text, **known}


def span(words: str, last: bool = False) -> list[int]:
    start = PAGE.rindex(words) if last else PAGE.index(words)
    return [start, start + len(words)]


@pytest.fixture
def articles(archive: Archive, write: Write) -> Path:
    path = write(
        "articles.jsonl",
        {"id": "bridge", "text": PAGE, "title": "Bridge opens", "outlet": "Quell Post"},
        {"id": "storm", "text": OTHER, "title": "Storm", "outlet": "Vint Echo"},
    )
    archive.ingest([path])
    return path


@pytest.fixture
def questions(tmp_path: Path) -> Any:
    def questions(*records: dict[str, Any]) -> Path:
        path = tmp_path / "questions.jsonl.gz"
        path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))
        return path

    return questions


def test_spans_land_on_the_same_words_of_the_stored_text(
    archive: Archive, articles: Path, questions: Any
) -> None:
    [asked] = read_questions(
        questions(question("Cost?", article="bridge", spans=[span("40 million", last=True)]))
    )
    right = evidence(archive, asked, given_texts([articles]))
    assert right is not None
    text = archive.article("bridge").text
    assert right.places == {("bridge", text.rindex("40 million"), text.rindex("40 million") + 10)}
    assert right.relevant == 1


def test_without_the_given_text_the_answers_are_looked_for(
    archive: Archive, articles: Path, questions: Any
) -> None:
    record = question("Cost?", article="bridge", spans=[[5000, 5010]], answers=["40  million"])
    [asked] = read_questions(questions(record))
    right = evidence(archive, asked, {})
    assert right is not None
    assert len(right.places) == 2


def test_facts_count_whole_and_white_space_does_not(
    archive: Archive, articles: Path, questions: Any
) -> None:
    facts = ["Nobody  was\nhurt.", "Everybody was hurt."]
    [asked] = read_questions(questions(question("Hurt?", articles=["storm"], facts=facts)))
    right = evidence(archive, asked, {})
    assert right is not None
    storm = archive.article("storm")
    assert right.found(storm, 0, len(storm.text)) == {0}
    assert right.found(storm, 0, len(storm.text) - 3) == set()


def test_scorecard_of_an_archive(archive: Archive, articles: Path, questions: Any) -> None:
    asked = read_questions(
        questions(
            question(
                "Who opened the bridge of Quell?",
                article="bridge",
                spans=[span("The mayor of Quell")],
                named=True,
            ),
            question("Was anybody hurt?", articles=["storm"], facts=["Nobody was hurt."], type="a"),
            question("Which comet was seen over Abernathy?", type="null"),
        )
    )
    done: list[None] = []
    card = evaluate(archive, asked, given_texts([articles]), lambda: done.append(None))
    assert len(done) == 3
    assert (card.questions, card.unanswerable) == (3, 1)
    assert {(row.group, row.system) for row in card.rows} == {
        (group, system) for group in ("all", "named", "a") for system in SYSTEMS
    }
    whole = next(row.scores for row in card.rows if (row.group, row.system) == ("all", "+rerank"))
    assert whole.mrr_10.value == whole.article_ndcg_10.value == 1
    assert whole.facts_10 is not None
    assert whole.facts_10.value == 1
    assert all(curve.recall[-1] == 1 for curve in card.curves)
    [null] = [quoting for quoting in card.quoting if quoting.group == "null"]
    assert null.abstained == 1
    assert card == evaluate(archive, asked, given_texts([articles]))


def test_measures_are_those_of_the_field() -> None:
    found = scores([Ranking((2, 4), 3, (3,), 1), Ranking((), 1, (), 1)])
    assert found.hit_1.value == 0
    assert found.hit_4.value == 0.5
    assert found.mrr_10.value == pytest.approx(1 / 2 / 2)
    assert found.map_10.value == pytest.approx((1 / 2 + 2 / 4) / 3 / 2)
    assert found.ndcg_10.value == pytest.approx(
        (0.6309 + 0.4307) / (1 + 0.6309 + 0.5) / 2, abs=1e-4
    )
    assert found.article_ndcg_10.value == pytest.approx(1 / 2 / 2)
    assert found.hit_4.low <= found.hit_4.value <= found.hit_4.high


@pytest.mark.parametrize("line", ["{", "[]", '{"article": "a"}', '{"question": "q", "spans": 3}'])
def test_a_wrong_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "fine?"}\n' + line, "utf-8")
    with pytest.raises(QuestionsFileError, match=r"questions\.jsonl:2 "):
        read_questions(path)


def test_the_command_makes_an_archive_for_the_time_being(
    articles: Path, questions: Any, tmp_path: Path
) -> None:
    path = questions(question("Who opened the bridge?", article="bridge", answers=["The mayor"]))
    picture = tmp_path / "recall.svg"
    arguments = ["eval", str(path), "--articles", str(articles)]
    run = CliRunner().invoke(main, [*arguments, "--json", "--picture", str(picture)])
    assert run.exit_code == 0, run.output
    found = json.loads(run.stdout)
    assert found["recall"]["+rerank"][0] == 1
    assert found["scores"][0]["MRR@10"]["value"] == 1
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")
    assert "MRR@10" in CliRunner().invoke(main, arguments).stdout


def test_questions_about_other_articles_are_refused(articles: Path, questions: Any) -> None:
    path = questions(question("Who?", article="elsewhere", answers=["x"]))
    run = CliRunner().invoke(main, ["eval", str(path), "--articles", str(articles)])
    assert run.exit_code == 2
    assert "'elsewhere'" in run.stderr
