"""Good files of the kinds that libraries, offices, browsers, mail programs and crawlers write.

Made by the builders of the tests, so that one form stands in one place. A file holds one story or
two: its facts (headline, outlet, ISO day, writer) and its paragraphs.
"""

from __future__ import annotations

import bz2
import importlib.util
import io
import json
import lzma
import plistlib
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from docx import Document

from tests.vectorstore.formats import test_facts, test_kinds, test_pdf, test_scans
from tests.vectorstore.formats.test_kinds import FIRST, ONE, SECOND, TWO
from vectorstore.types import in_words

Story = tuple[test_kinds.Facts, list[str]]


def seeds(
    one: Story = (FIRST, ONE), two: Story = (SECOND, TWO), only: str = ""
) -> dict[str, bytes]:
    """Each file's content by its name, or of one alone; of extras not installed, none."""
    both = (one, two)
    texts = {**_exports(both), **_messages(both), **_records(both)}
    files = {name: text.encode() for name, text in texts.items()}
    lines = files["articles.jl"]
    packed: dict[str, Callable[[], bytes]] = {
        "issue.epub": lambda: test_kinds.epub(one, two),
        "story.odt": lambda: _odt(one),
        "table.xlsx": lambda: xlsx(both),
        "nexis.docx": lambda: _docx(nexis_lines(both)),
        "page.pdf": lambda: _pdf(one),
        "page.webarchive": lambda: _webarchive(one),
        "scan.png": lambda: _scan(one, "png"),
        "scan.pdf": lambda: _scan(one, "pdf"),
        "articles.jl.bz2": lambda: bz2.compress(lines),
        "articles.jl.xz": lambda: lzma.compress(lines),
        **{f"all.tar{kind}": partial(_tar, files, kind) for kind in ("", ".gz", ".bz2", ".xz")},
    }
    if importlib.util.find_spec("zstandard"):
        packed["articles.jl.zst"] = lambda: _zstd(lines)
    if importlib.util.find_spec("pyarrow"):
        packed["table.parquet"] = lambda: _parquet(both)
    files |= {name: make() for name, make in packed.items() if only in ("", name)}
    return {only: files[only]} if only else files


def _day(facts: test_kinds.Facts) -> str:
    return in_words(date.fromisoformat(facts[2]))


def _address(facts: test_kinds.Facts) -> str:
    return f"https://beacon.example/{'-'.join(re.findall(r'[a-z]+', facts[0].lower()))}"


def _page(story: Story) -> str:
    facts, words = story
    body = "".join(f"<p>{part}</p>" for part in words)
    return (
        f"<html><head><title>{facts[0]}</title></head><body><article><h1>{facts[0]}</h1>{body}"
        "</article></body></html>"
    )


def _exports(both: tuple[Story, Story]) -> dict[str, str]:
    def page(body: str) -> str:
        return f"<html><head><title>Export</title></head><body>{body}</body></html>"

    said = [(_day(facts), facts, words) for facts, words in both]
    lines = nexis_lines(both)
    numbers = ("MARNB00020220906ei9600001", "STOWG00020221014eiae00007")
    coded, factiva = "", []
    for each, number in zip(said, numbers, strict=True):
        fields = test_kinds.factiva_coded(*each, number)
        coded += f"<div class='article'><table>{fields}</table></div>"
        factiva += test_kinds.factiva_lines(*each, number)
    articles = "".join(
        f"<article><headline><paragraph>{facts[0]}</paragraph></headline><sourceName>{facts[1]}"
        f"</sourceName><byline>By {facts[3]}</byline><publicationDate>{facts[2]}</publicationDate>"
        f"<leadParagraph><paragraph>{words[0]}</paragraph></leadParagraph><tailParagraphs>"
        f"{''.join(f'<paragraph>{part}</paragraph>' for part in words[1:])}</tailParagraphs>"
        "</article>"
        for facts, words in both
    )
    return {
        "nexis.txt": "\n\n".join(lines),
        "nexis.html": page("".join(f"<p>{line}</p>" for line in lines)),
        "nexis.rtf": test_kinds.rich(lines),
        "lexis.txt": "".join(test_kinds.lexis(at, *each) for at, each in enumerate(said, 1)),
        "factiva.html": page(coded),
        "factiva.rtf": test_kinds.rich(factiva),
        "factiva.xml": f"<r><ppsarticle>{articles}</ppsarticle></r>",
        "proquest.html": page("".join(test_kinds.proquest(*each) for each in said)),
        "europresse.html": page("".join(test_kinds.europresse(*each) for each in said)),
    }


def nexis_lines(both: tuple[Story, Story]) -> list[str]:
    """An export of Nexis, cover and all."""
    cover = test_kinds.NEXIS[: test_kinds.NEXIS.index(f"1. {FIRST[0]}")]
    names = [f"{number}. {facts[0]}" for number, (facts, _) in enumerate(both, start=1)]
    articles = [test_kinds.nexis(_day(facts), facts, words) for facts, words in both]
    return [*cover, *names, "Search Terms: market or plums", *articles[0], *articles[1]]


def _messages(both: tuple[Story, Story]) -> dict[str, str]:
    (one, _), (two, second) = both
    bodies = (
        f"Content-Type: text/html; charset=utf-8\n\n{_page(both[0])}\n\n",
        "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(second) + "\n\n",
    )
    letters = [
        test_kinds.mail(facts, f"{facts[2]} 07:00:00 +0200", body)
        for facts, body in zip((one, two), bodies, strict=True)
    ]
    return {
        "letter.eml": letters[0],
        "letters.mbox": "".join(f"From a@b Tue Sep  6 07:00:00 2022\n{each}" for each in letters),
        "page.mhtml": (
            f"From: <Saved by Blink>\nSnapshot-Content-Location: {_address(one)}\n"
            f"Subject: {one[0]}\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"; boundary="zz"\n\n'
            "--zz\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n"
            f"Content-Location: {_address(one)}\n\n{_page(both[0])}\n--zz--\n"
        ),
    }


def _records(both: tuple[Story, Story]) -> dict[str, str]:
    ris = "".join(
        f"TY  - NEWS\nTI  - {facts[0]}\nAU  - {facts[3]}\nT2  - {facts[1]}\nDA  - {facts[2]}\n"
        f"AB  - {' '.join(words)}\nER  - \n\n"
        for facts, words in both
    )
    bib = "".join(
        f"@article{{a{at},\n title = {{{facts[0]}}},\n journal = {{{facts[1]}}},\n date = "
        f"{{{facts[2]}}},\n author = {{{facts[3]}}},\n abstract = {{{' '.join(words)}}}\n}}\n"
        for at, (facts, words) in enumerate(both)
    )
    sgm = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n" + "".join(
        f"<REUTERS NEWID='1'><DATE>{_day(facts)}</DATE><TEXT><TITLE>{facts[0]}</TITLE>"
        f"<BODY>{' '.join(words)}</BODY></TEXT></REUTERS>\n"
        for facts, words in both
    )
    names = ("title", "source", "date", "author")
    lines = [{**dict(zip(names, facts, strict=True)), "text": " ".join(words)}
             for facts, words in both]  # fmt: skip
    (facts, words), page = both[0], _page(both[0])
    address = _address(facts)
    answer = f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{page}"
    return {
        "references.ris": ris,
        "references.bib": bib,
        "corpus.sgm": sgm,
        "posts.xml": test_facts.POSTS.replace("ITEMS", "").replace(test_facts.TITLE, facts[0])
        .replace(test_facts.FIRST, words[0]).replace("https://mercury.example/quay", address),
        "story.markdown": test_facts.MATTERS["toml"].replace(test_facts.TITLE, facts[0])
        + "\n\n".join(words),
        "articles.jl": "".join(f"{json.dumps(line)}\n" for line in lines),
        "crawl.warc": _crawled(address, answer),
        "crawl.wet": _crawled(address, "\n\n".join([facts[0], *words]))
        .replace("response", "conversion").replace("application/http", "text/plain"),
        "crawl.arc": _arc(address, answer),
    }  # fmt: skip


def _crawled(address: str, answer: str) -> str:
    said = answer.replace("\n", "\r\n")
    head = (
        f"WARC/1.0\nWARC-Type: response\nWARC-Target-URI: {address}\n"
        "WARC-Date: 2022-09-06T07:00:00Z\nWARC-Record-ID: <urn:uuid:1>\n"
        f"Content-Type: application/http\nContent-Length: {len(said.encode())}\n\n"
    )
    return head.replace("\n", "\r\n") + said + "\r\n\r\n"


def _arc(address: str, answer: str) -> str:
    about = "1 0 Heritrix\nURL IP-address Archive-date Content-type Archive-length\n"
    head = "filedesc://crawl.arc 0.0.0.0 20220906070000 text/plain"
    page = f"{address} 192.0.2.1 20220906070000 text/html {len(answer)}"
    return f"{head} {len(about)}\n{about}\n{page}\n{answer}\n"


def _odt(story: Story) -> bytes:
    facts, paragraphs = story
    spaces = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    spaces += "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    words = "".join(f"<text:p>{part}</text:p>" for part in (facts[0], *paragraphs))
    return test_kinds.packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_dot_xml=f"<office:document-content {spaces}><office:body><office:text>"
        f"{words}</office:text></office:body></office:document-content>",
    )


def xlsx(both: tuple[Story, Story]) -> bytes:
    """A table of two articles, as a spreadsheet program saves it."""
    rows = [("title", "source", "date", "author", "text")]
    rows += [(*facts, " ".join(words)) for facts, words in both]
    cell = "<c t='inlineStr'><is><t>{}</t></is></c>"
    cells = "".join(f"<row>{''.join(map(cell.format, row))}</row>" for row in rows)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    to = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheet = f"<sheet name='Articles' sheetId='1' r:id='r1' xmlns:r='{to}'/>"
    parts = {
        "_rels/.rels": f"<Relationships xmlns='{relations}'><Relationship Id='r1' "
        f"Type='{to}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{main}'><sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships xmlns='{relations}'><Relationship Id='r1' "
        f"Type='{to}/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        "xl/worksheets/sheet1.xml": (
            f"<worksheet xmlns='{main}'><sheetData>{cells}</sheetData></worksheet>"
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def _docx(lines: list[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _pdf(story: Story) -> bytes:
    facts, words = story
    head = [(60.0, 780.0, 20.0, facts[0])]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page.pdf")
        test_pdf.saved(path, head + test_pdf.column(words, 60, 740, 80))
        return path.read_bytes()


def _scan(story: Story, kind: str) -> bytes:
    facts, words = story
    out = io.BytesIO()
    test_scans.drawn(" ".join(words), head=facts[0]).save(out, kind, resolution=200)
    return out.getvalue()


def _webarchive(story: Story) -> bytes:
    page = {"WebResourceData": _page(story).encode(), "WebResourceURL": _address(story[0])}
    return plistlib.dumps({"WebMainResource": page}, fmt=plistlib.FMT_BINARY)


def _zstd(lines: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(lines)


def _tar(files: dict[str, bytes], kind: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{kind[1:]}") as archive:  # type: ignore[call-overload]
        for name in ("nexis.txt", "articles.jl", "letter.eml"):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))
    return out.getvalue()


def _parquet(both: tuple[Story, Story]) -> bytes:
    import pyarrow
    from pyarrow import parquet

    rows = [{"title": facts[0], "text": "\n\n".join(words)} for facts, words in both]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()
