"""Scans and pictures: read by the extra `ocr`, or named with what to install."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageDraw, ImageFont

from benchmarks.invented import CheapEncoder
from tests.vectorstore.formats.test_pdf import GOATS, OTHER_HEAD, column, saved
from ui.text import article_text
from vectorstore import Archive
from vectorstore.clean import clean
from vectorstore.formats import exported, guarded, ocr, read
from vectorstore.types import RawArticle, Unreadable

HEAD = "Tessel shuts its northern quay until autumn"
LEFT = (
    "The harbour board of Tessel said on Monday that the northern quay would stay shut until the "
    "autumn, because divers had found that the piles under it were eaten away by shipworm. Ferries "
    "will dock at the southern pier for the time being, and freight will be unloaded at night."
)
RIGHT = (
    "Shopkeepers near the quay fear for their summer trade and want the fees lifted. A second "
    "inspection is planned for the twelfth of June, when the tide is low enough for the whole "
    "length of the quay to be seen from a boat, the board said."
)


@pytest.fixture
def engine() -> Iterator[None]:
    if not ocr._is_installed():
        pytest.skip("the extra ocr is not installed")
    yield
    guarded._stop()


def drawn(*columns: str, head: str = HEAD, ink: int = 0) -> Any:
    """A page with a headline over columns of print."""
    page = Image.new("L", (1654, 1200), 255)
    pen = ImageDraw.Draw(page)
    pen.text((120, 100), head, font=ImageFont.load_default(56), fill=ink)
    for number, words in enumerate(columns):
        for row, line in enumerate(textwrap.wrap(words, 40)):
            place = 120 + 740 * number, 240 + 42 * row
            pen.text(place, line, font=ImageFont.load_default(30), fill=ink)
    return page


def raw_articles(path: Path) -> list[RawArticle]:
    return [item for item in read(path) if isinstance(item, RawArticle)]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("name", ["page.png", "page.jpg", "page.tiff", "page.pdf", "page", "pdf"])
def test_a_scan_is_read_column_after_column(tmp_path: Path, name: str) -> None:
    kinds = {"page": "png", "pdf": "pdf"}
    drawn(LEFT, RIGHT).save(tmp_path / name, kinds.get(name), resolution=200)
    [raw] = raw_articles(tmp_path / name)
    article = clean(raw)
    assert article.title == HEAD
    words = " ".join(article.text.split())
    assert "eaten away by shipworm. Ferries will dock" in words
    assert words.index("unloaded at night") < words.index("Shopkeepers near the quay")
    assert 0.8 < raw.confidence < 1


@pytest.mark.usefixtures("engine")
def test_the_pages_of_a_scan_are_one_article(tmp_path: Path) -> None:
    pages = [drawn(LEFT), drawn(RIGHT, head="")]
    for name in ("pages.tiff", "pages.pdf"):
        pages[0].save(tmp_path / name, save_all=True, append_images=pages[1:])
        [raw] = raw_articles(tmp_path / name)
        assert "unloaded at night" in raw.text, name
        assert "seen from a boat" in raw.text, name


def mixed(path: Path, *parts: Path) -> Path:
    """A PDF file of the pages of several."""
    with pypdfium2.PdfDocument.new() as whole:
        for part in parts:
            with pypdfium2.PdfDocument(str(part)) as document:
                whole.import_pages(document)
        whole.save(str(path))
    return path


@pytest.mark.usefixtures("engine")
def test_of_a_pdf_the_pages_that_are_scans_are_read_too(tmp_path: Path) -> None:
    text, scan = tmp_path / "text.pdf", tmp_path / "scan.pdf"
    saved(text, [(60.0, 780.0, 20.0, OTHER_HEAD), *column(GOATS, 60, 740, 80)])
    drawn(LEFT).save(scan, resolution=200)
    path = mixed(tmp_path / "cuttings.pdf", text, scan, text, scan, scan)
    printed, second, fourth = raw_articles(path)
    assert GOATS[0] in clean(printed).text
    assert second.source.endswith("cuttings.pdf/page 2")
    assert fourth.source.endswith("cuttings.pdf/page 4")
    assert "unloaded at night" in second.text
    assert fourth.text.count("unloaded at night") == 2
    assert printed.confidence == 1
    assert 0.8 < second.confidence < 1


@pytest.mark.usefixtures("engine")
def test_a_picture_without_an_articles_words_is_named(tmp_path: Path) -> None:
    Image.effect_noise((900, 600), 80).save(tmp_path / "photo.jpg")
    drawn(head="Exit").save(tmp_path / "sign.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "sign.png").read_bytes()[:300])
    for name in ("photo.jpg", "sign.png", "cut.png"):
        [item] = read(tmp_path / name)
        assert isinstance(item, Unreadable), name


@pytest.mark.usefixtures("engine")
def test_a_picture_that_is_hard_to_read_is_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vectorstore.ingest._MIN_CONFIDENCE", 0.999)  # no print is as sure
    drawn(LEFT, RIGHT).save(tmp_path / "page.png")
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        report = archive.ingest([tmp_path / "page.png"])
    assert report.added == 1
    [(place, doubt)] = report.doubtful
    assert place.endswith("page.png")
    assert "% sure" in doubt


@pytest.mark.usefixtures("engine")
def test_a_page_over_its_time_is_given_up_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(LEFT, RIGHT).save(tmp_path / "page.png")
    assert raw_articles(tmp_path / "page.png")
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 0.1)
    [item] = read(tmp_path / "page.png")
    assert isinstance(item, Unreadable)
    assert "given up" in item.reason
    assert not item.is_lasting
    monkeypatch.undo()
    assert raw_articles(tmp_path / "page.png")


def test_without_the_extra_a_scan_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_is_installed", lambda: False)
    for name in ("page.pdf", "page.png"):
        drawn(LEFT).save(tmp_path / name)
        [item] = read(tmp_path / name)
        assert isinstance(item, Unreadable)
        assert 'pip install "dateline[ocr]"' in item.reason
    saved(tmp_path / "text.pdf", column(GOATS, 60, 740, 80))
    pages = (tmp_path / "text.pdf", tmp_path / "page.pdf", tmp_path / "page.pdf")
    printed, item = read(mixed(tmp_path / "cuttings.pdf", *pages))
    assert isinstance(printed, RawArticle)
    assert isinstance(item, Unreadable)
    assert item.reason.startswith("2 of its pages are scans")
    assert 'pip install "dateline[ocr]"' in item.reason


@pytest.mark.usefixtures("engine")
def test_once_the_extra_is_there_what_was_set_aside_for_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn(LEFT).save(tmp_path / "page.png")
    (tmp_path / "a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    files = [tmp_path / "page.png", tmp_path / "a.jsonl.zst"]
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        with monkeypatch.context() as without:
            without.setattr(ocr, "_is_installed", lambda: False)
            without.setitem(sys.modules, "zstandard", None)
            report = archive.ingest(files)
        assert all("dateline[" in reason for _, reason in report.skipped)
        assert len(report.skipped) == 2
        assert archive.ingest(files).added == 1


@pytest.mark.usefixtures("engine")
def test_how_sure_the_words_of_a_picture_are_is_kept(tmp_path: Path) -> None:
    drawn(LEFT, RIGHT).save(tmp_path / "page.png")
    (tmp_path / "story.txt").write_text("\n\n".join(GOATS))
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([tmp_path / "page.png", tmp_path / "story.txt"])
        scan, story = sorted(archive.articles(), key=lambda one: one.confidence)
        assert 0.8 < scan.confidence < 1
        assert f"Read:      from a picture, {scan.confidence:.0%} sure" in article_text(scan)
        assert "from a picture" not in article_text(story)
        lines = [json.dumps(exported.as_record(version)) for version in archive.exported()]
    (tmp_path / "export.jsonl").write_text("\n".join(lines))
    with Archive.open(tmp_path / "other", CheapEncoder()) as other:
        other.ingest([tmp_path / "export.jsonl"])
        assert other.article(scan.id).confidence == scan.confidence
        assert other.doctor().problems == ()
