"""What is taken along: every form has the exact words and where they stand, and can be checked."""

from __future__ import annotations

import io
import json
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result
from lxml import etree  # type: ignore[import-untyped]

from assistant import Answer, Assistant
from tests.conftest import Write
from ui.cli import main
from ui.packet import FORMATS, packed, written
from ui.packet.reading import read_packet
from vectorstore import Archive

QUESTION = "How many lanterns did Port Ennis light?"
ODD = '<b>*Lamps*</b> [x](javascript:1) ![i](http://attacker.invalid/i.png) \u202e"quoted" & \x07'
STORY = {
    "id": "https://lamp.example/a/b?c=1@2",
    "title": f"Lanterns {ODD}",
    "outlet": "The Ennis Lamp",
    "url": "https://lamp.example/a/b?c=1",
    "published": "2025-05-04",
    "text": "The town of Port Ennis lit 412 lanterns 🏮 on Sunday, the harbour master said.\n\n"
    "Nobody was hurt, and the rain stayed away from the quay until ten in the evening.",
}
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


@pytest.fixture
def told(archive: Archive, write: Write) -> Archive:
    archive.ingest([write("lamps.jsonl", STORY)])
    return archive


@pytest.fixture
def answer(told: Archive) -> Answer:
    answer = Assistant(told, reranker=None).answer(QUESTION)
    assert answer.citations
    return answer


def test_each_form_has_the_words_their_place_and_digest(told: Archive, answer: Answer) -> None:
    packet = packed(told, [answer])
    quote = answer.citations[0]
    said = {form: written(packet, form) for form in FORMATS}
    with zipfile.ZipFile(io.BytesIO(said["docx"])) as file:
        said["docx"] = file.read("word/footnotes.xml")
    digest = sha256(quote.quote.encode()).hexdigest()
    for form, text in said.items():
        plain = re.sub(r"\\(?=[^\w\s])", "", text.decode()) if form == "markdown" else text.decode()
        assert "412 lanterns 🏮" in plain, form
        assert digest in plain, form
        assert "https://lamp.example/a/b?c=1@2@1" in plain, form
        assert re.search(rf"\D{quote.start}\D+{quote.end}\D", plain), form
        assert "The Ennis Lamp" in plain, form
        assert "4 May 2025" in plain or "2025-05-04" in plain, form
        assert "https://lamp.example/a/b?c=1" in plain, form


def test_word_has_real_footnotes(told: Archive, answer: Answer) -> None:
    file = io.BytesIO(written(packed(told, [answer]), "docx"))
    with zipfile.ZipFile(file) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
        notes = etree.fromstring(parts.read("word/footnotes.xml"))
        assert "footnotes+xml" in parts.read("[Content_Types].xml").decode()
        assert "footnotes.xml" in parts.read("word/_rels/document.xml.rels").decode()
    referred = body.xpath("//w:footnoteReference/@w:id", namespaces=W)
    kept = notes.xpath("//w:footnote[not(@w:type)]/@w:id", namespaces=W)
    assert referred == kept
    assert len(referred) == sum(len({c.number for c in claim.citations}) for claim in answer.claims)
    styles = {style.style_id for style in docx.Document(file).styles}
    assert set(notes.xpath("//w:rStyle/@w:val | //w:pStyle/@w:val", namespaces=W)) <= styles


def test_markdown_keeps_what_is_said_as_text(told: Archive, answer: Answer) -> None:
    text = written(packed(told, [answer]), "markdown").decode()
    assert re.findall(r"\[\^[\d-]+\](?!:)", text)
    assert set(re.findall(r"\[\^[\d-]+\](?=:)", text)) == set(
        re.findall(r"\[\^[\d-]+\](?!:)", text)
    )
    assert not re.search(r"(?<!\\)[<>`]", text.replace("> “", ""))
    assert not re.search(r"(?<!\\)!(?<!\\)\[", text)


def test_a_conversation_is_one_packet(told: Archive, answer: Answer) -> None:
    nothing = Assistant(told, reranker=None).answer("Who won the 1923 regatta of Zanzibar?")
    packet = packed(told, [answer, nothing, answer])
    for form in FORMATS:
        assert written(packet, form)
    said = json.loads(written(packet, "json"))
    assert [each["question"] for each in said["answers"]] == [
        QUESTION,
        nothing.question,
        QUESTION,
    ]
    assert len(said["articles"]) == 1
    text = written(packet, "text").decode()
    assert text.count(QUESTION) == 2


@pytest.mark.parametrize("form", ["html", "json"])
def test_check_tells_what_was_changed_in_a_packet(
    told: Archive, answer: Answer, tmp_path: Path, form: str
) -> None:
    told.close()
    file = tmp_path / f"packet.{form}"
    with Archive.open(told.path) as archive:
        file.write_bytes(written(packed(archive, [answer]), form))
    result = run("check", file, "--archive", told.path)
    assert result.exit_code == 0, result.stdout
    text = file.read_text("utf-8")
    changes = [("412 lanterns", "413 lanterns"), ("Nobody was hurt", "Somebody was hurt")]
    if form == "html":
        changes.append((f'<h1 dir="auto">{QUESTION}', '<h1 dir="auto">How few?'))
        changes.append(("https://lamp.example/a/b?c=1@2@1</bdi>", "other@1</bdi>"))
    for was, now in changes:
        assert was in text
        for changed in {text.replace(was, now), text.replace(was, now, 1)}:
            file.write_text(changed, "utf-8")
            result = run("check", file, "--archive", told.path)
            assert result.exit_code == 1, (was, result.stdout)
            assert "changed" in result.stdout


def test_check_says_what_was_changed_since(archive: Archive, write: Write, tmp_path: Path) -> None:
    archive.ingest([write("lamps.jsonl", STORY)])
    answer = Assistant(archive, reranker=None).answer(QUESTION)
    file = tmp_path / "packet.html"
    file.write_bytes(written(packed(archive, [answer]), "html"))
    newer = {**STORY, "text": STORY["text"].replace("412", "398"), "updated": "2025-05-06"}
    archive.ingest([write("lamps.jsonl", newer)])
    again = Assistant(archive, reranker=None).answer(QUESTION)
    later = packed(archive, [again])
    assert later.version(again.citations[0]) == f"{STORY['id']}@2"
    archive.close()
    result = run("check", file, "--archive", archive.path)
    assert result.exit_code == 0
    assert "changed since" in result.stdout
    assert "412 lanterns" in result.stdout
    assert "2025-05-06" in result.stdout
    file.write_bytes(written(later, "html"))
    assert "changed since" not in run("check", file, "--archive", archive.path).stdout


def test_ask_takes_its_answer_along(told: Archive, tmp_path: Path) -> None:
    told.close()
    for name in ("a.docx", "a.html", "a.json", "a.md", "a.txt"):
        result = run("ask", QUESTION, "--archive", told.path, "--out", tmp_path / name)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert (tmp_path / name).stat().st_size > 300
    for name in ("a.html", "a.json"):
        answers, faults = read_packet(tmp_path / name)
        assert (len(answers), faults) == (1, [])
        assert run("check", tmp_path / name, "--archive", told.path).exit_code == 0
    printed = run("ask", QUESTION, "--archive", told.path, "--format", "markdown").stdout
    assert "412 lanterns" in printed
    assert "\u202e" not in printed.splitlines()[0]
    misused = (("--format", "docx"), ("--out", tmp_path / "a.xyz"), ("--json", "--format", "html"))
    for wrong in misused:
        assert run("ask", QUESTION, "--archive", told.path, *wrong).exit_code == 2


@pytest.mark.parametrize("text", ["", "<p>a page</p>", "[1]", '{"packet": 1}', "{", "null"])
def test_check_refuses_what_is_no_packet(told: Archive, tmp_path: Path, text: str) -> None:
    told.close()
    file = tmp_path / "packet"
    file.write_text(text, "utf-8")
    assert run("check", file, "--archive", told.path).exit_code == 2
