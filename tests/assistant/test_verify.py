"""A draft is held against the archive, sentence by sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from assistant import Assistant
from ui.cli import main
from vectorstore import Archive

DRAFTS: dict[str, list[tuple[str, str | None]]] = {
    "ferry": [
        ("The Marigold collided with a cargo ship in thick fog off Quill Head.", "stands"),
        ("The ferry had 912 people on board.", None),
        ("The ferry's crew had gone on strike for better biscuits in Helsinki.", None),
        ("Who was to blame?", "nothing"),
    ],
    "tram": [
        ("Hollis Merriwether took bribes of 310,000 crowns from a building firm.", "partly"),
        ("Castellan Rail has not been charged.", "stands"),
    ],
    "cannery": [
        ("Rufus Calder pleaded not guilty.", "stands"),
        ("Northern Mutual will not pay the 41 million crowns.", "stands"),
        ("Zebras were seen on the moon of Jupiter by a plumber from Oslo.", "absent"),
        ("Penguins were seen on the pier.", "absent"),
        ("The mayor of Brannock resigned.", "absent"),
    ],
}


@pytest.mark.parametrize("draft", DRAFTS)
def test_a_draft_is_verified(sample: Archive, draft: str) -> None:
    text = " ".join(sentence for sentence, _ in DRAFTS[draft])
    found = Assistant(sample).verify(text)
    assert [each.text for each in found] == [sentence for sentence, _ in DRAFTS[draft]]
    for each, (_, verdict) in zip(found, DRAFTS[draft], strict=True):
        assert each.verdict == verdict if verdict else each.verdict != "stands", each
        for citation in each.citations:
            text = citation.passage.article.text
            assert citation.quote == text[citation.start : citation.end]


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        (
            "The repairs cost 71 million crowns, and households will pay 40 crowns a year each.",
            True,
        ),
        (
            "The repairs cost 81 million crowns, and households will pay 40 crowns a year each.",
            False,
        ),
        (
            "The repairs cost 71 million crowns, and households will pay 60 crowns a year each.",
            False,
        ),
        ("The repairs cost 71 million crowns, and Rufus Calder paid for them.", False),
    ],
)
def test_two_facts_of_two_passages_are_looked_up_apart(
    sample: Archive, sentence: str, stands: bool
) -> None:
    (found,) = Assistant(sample).verify(sentence)
    assert (found.verdict == "stands") is stands, found
    if stands:
        assert len({citation.start for citation in found.citations}) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Wolves ate the sheep of Gull Stack.",
        "Mice devoured the flags of Port Alder.",
        "Halvern Power ate the sheep.",
        "Lowell Brask baked a giant cake.",
        "Imke Sandoval won the chess tournament.",
        "Scouts opened a casino at the Tarn valley.",
    ],
)
def test_a_name_alone_makes_no_sentence_stand(sample: Archive, sentence: str) -> None:
    (found,) = Assistant(sample).verify(sentence)
    assert found.verdict != "stands", found.citations


def test_of_a_sentence_in_another_language_the_limits_are_told(sample: Archive) -> None:
    [found] = Assistant(sample).verify(
        "Die Wahl zum Bürgermeister gewann Imke Sandoval mit 40.169 Stimmen."
    )
    assert found.verdict == "partly"
    assert found.reason == (
        "only numbers, full names and quoted words were checked: the sentence is in German"
    )
    assert any("40,169" in each.quote for each in found.citations)


def test_of_two_facts_the_one_that_no_article_has_is_named(sample: Archive) -> None:
    said, invented = "Imke Sandoval won by 38 votes", "hail ruined the plums of the bishop"
    (found,) = Assistant(sample).verify(f"{said}, and {invented}.")
    assert found.verdict == "partly"
    assert found.citations
    assert invented in (found.reason or "")


def test_the_reports_of_the_documents_are_what_is_printed(sample: Archive) -> None:
    text = (Path(__file__).parents[2] / "docs" / "verify.md").read_text("utf-8")
    reports = re.findall(r"```text\n(.*?)\n```", text, re.DOTALL)
    assert len(reports) == 3
    for report in reports:
        # A sentence, what is said of it and its quotes make a block; the last one counts them.
        draft = "\n\n".join(block.split("\n")[0] for block in report.split("\n\n")[:-1])
        result = CliRunner().invoke(
            main, ["verify", "-", "--archive", str(sample.path)], input=draft
        )
        assert result.output.strip() == report


def test_the_command_reads_drafts_and_prints_reports(sample: Archive, tmp_path: Path) -> None:
    said, place = "Castellan Rail has not been charged.", ["--archive", str(sample.path)]
    document = Document()
    document.add_paragraph(said)
    document.save(str(tmp_path / "draft.docx"))
    (tmp_path / "draft.md").write_text(f"# Draft\n\n- {said}\n", "utf-8")
    run = CliRunner()
    for name in ("draft.docx", "draft.md"):
        result = run.invoke(main, ["verify", str(tmp_path / name), "--json", *place])
        assert said in [each["text"] for each in json.loads(result.output)["sentences"]]
    result = run.invoke(main, ["verify", "-", *place], input=said)
    assert "stands in the archive" in result.output
    result = run.invoke(
        main, ["verify", "-", "--html", *place], input="<script>bad</script> " + said
    )
    assert "<script>" not in result.output
    assert run.invoke(main, ["verify", __file__, *place]).exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_draft_is_read_in_whatever_encoding_it_was_saved(
    sample: Archive, tmp_path: Path, encoding: str
) -> None:
    said = "“Castellan Rail” – café – has not been charged."
    (tmp_path / "draft.txt").write_bytes(said.encode(encoding))
    for name, given in ((str(tmp_path / "draft.txt"), b""), ("-", said.encode(encoding))):
        result = CliRunner().invoke(
            main, ["verify", name, "--json", "--archive", str(sample.path)], input=given
        )
        [found] = json.loads(result.output)["sentences"]
        assert found["text"] == said


def test_a_draft_in_markdown_is_read_as_its_reader_sees_it(sample: Archive, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text(
        "---\ntitle: Rail\ndate: 2026-05-06\n---\n"
        "[Castellan Rail](https://example.org/a) has *not* been charged.[^1] Verrin cost **3.2**"
        " million crowns ([Courier](http://x.example/y)).\n\n<!-- The ferry sank. -->\n\n"
        "[^1]: Halvern Broadcasting, 2 April 2026.\n",
        "utf-8",
    )
    result = CliRunner().invoke(
        main,
        ["verify", str(tmp_path / "draft.md"), "--json", "--archive", str(sample.path)],
    )
    found = json.loads(result.output)["sentences"]
    assert [each["text"] for each in found] == [
        "Castellan Rail has not been charged.",
        "Verrin cost 3.2 million crowns (Courier).",
    ]
    assert found[0]["verdict"] == "stands"


@pytest.mark.parametrize("given", [b"", b" \n\n", bytes(range(32)) * 9])
def test_a_draft_without_text_is_an_error(sample: Archive, given: bytes) -> None:
    result = CliRunner().invoke(main, ["verify", "-", "--archive", str(sample.path)], input=given)
    assert result.exit_code == 2
    assert "text" in result.stderr


def test_half_a_character_does_not_end_the_check(sample: Archive) -> None:
    [found] = Assistant(sample).verify("Castellan Rail has not been charged \ud83d.")
    assert found.text == "Castellan Rail has not been charged \ufffd."


def test_a_sentence_without_an_end_is_not_checked(sample: Archive) -> None:
    [found] = Assistant(sample).verify("The ferry Marigold hit a coaster and " * 30_000)
    assert found.verdict == "nothing"
    assert "longer than 2,000 characters" in str(found.reason)


def test_no_character_of_a_draft_steers_its_report(sample: Archive) -> None:
    said = "The \x1b[31mferry\x07 \u202eMarigold <b>hit</b> a coaster."
    for form in ([], ["--html"]):
        shown = (
            CliRunner()
            .invoke(main, ["verify", "-", "--archive", str(sample.path), *form], input=said)
            .stdout
        )
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "\u202e" not in shown
        assert form == [] or ("<bdi>" in shown and "<b>hit" not in shown)


def test_a_report_has_one_form(sample: Archive, tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("The ferry sank.")
    asked = ["verify", str(draft), "--json", "--html", "--archive", str(sample.path)]
    told = CliRunner().invoke(main, asked)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "--json or --html" in told.stderr


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Gunnar Tell is harbour master of Port Alder.", "contradicted"),
        ("Gunnar Tell was harbour master of Port Alder.", "stands"),
        ("Ludo Pinnock is a suspect.", "contradicted"),
        ("Ludo Pinnock was arrested in April.", "stands"),
        ("Corwin Hale lost the vote for harbour master.", "contradicted"),
        ("The ferry sailed with a broken radar.", "contradicted"),
    ],
)
def test_what_was_so_once_does_not_stand(sample: Archive, sentence: str, verdict: str) -> None:
    (found,) = Assistant(sample).verify(sentence)
    assert found.verdict == verdict, found


def test_a_correction_touches_what_a_sentence_says(sample: Archive) -> None:
    born, green = Assistant(sample).verify(
        "A baby was born on the number 6 tram. The number 6 tram is green."
    )
    assert not (born.reason or "").startswith("corrected")
    assert (green.reason or "").startswith("corrected")
