"""Good files of the kinds that libraries, offices, browsers, mail programs and crawlers write.

Made by the builders of the tests, so that one form stands in one place.
"""

from __future__ import annotations

import bz2
import importlib.util
import io
import lzma
import tarfile
import tempfile
import zipfile
from pathlib import Path

from docx import Document

from tests.vectorstore.formats import test_facts, test_kinds, test_pdf, test_scans
from tests.vectorstore.formats.test_kinds import FIRST, ONE, SECOND, TWO

_DAYS = ("6 September 2022", "14 October 2022")
_BOTH = ((_DAYS[0], FIRST, ONE), (_DAYS[1], SECOND, TWO))
_PAGE = f"<html><head><title>{FIRST[0]}</title></head><body><article>{{}}</article></body></html>"
_STORY = _PAGE.format("".join(f"<p>{words}</p>" for words in ONE))


def seeds() -> dict[str, bytes]:
    """Each file's content by its name; of extras that are not installed, none."""
    texts = {**_exports(), **_messages(), **_records()}
    files = {name: text.encode() for name, text in texts.items()}
    files |= {"issue.epub": test_kinds.epub(), "story.odt": _odt(), "table.xlsx": xlsx()}
    files |= _made_in_files()
    lines = files["articles.jl"]
    files |= {"articles.jl.bz2": bz2.compress(lines), "articles.jl.xz": lzma.compress(lines)}
    files |= {f"all.tar{kind}": _tar(files, kind) for kind in ("", ".gz", ".bz2", ".xz")}
    if importlib.util.find_spec("zstandard"):
        import zstandard

        files["articles.jl.zst"] = zstandard.ZstdCompressor().compress(lines)
    if importlib.util.find_spec("pyarrow"):
        files["table.parquet"] = _parquet()
    return files


def _exports() -> dict[str, str]:
    def page(body: str) -> str:
        return f"<html><head><title>Export</title></head><body>{body}</body></html>"

    ends = ("MARNB00020220906ei9600001", "STOWG00020221014eiae00007")
    coded = "".join(
        f"<div class='article'><table>{test_kinds.factiva_coded(*said, end)}</table></div>"
        for said, end in zip(_BOTH, ends, strict=True)
    )
    articles = "".join(
        f"<article><headline><paragraph>{facts[0]}</paragraph></headline><sourceName>{facts[1]}"
        f"</sourceName><publicationDate>{facts[2]}</publicationDate><leadParagraph>"
        f"<paragraph>{words[0]}</paragraph></leadParagraph><tailParagraphs>"
        f"{''.join(f'<paragraph>{part}</paragraph>' for part in words[1:])}</tailParagraphs>"
        "</article>"
        for _, facts, words in _BOTH
    )
    proquest = "".join(test_kinds.proquest(*said) for said in _BOTH)
    return {
        "nexis.txt": "\n\n".join(test_kinds.NEXIS),
        "nexis.html": page("".join(f"<p>{line}</p>" for line in test_kinds.NEXIS)),
        "nexis.rtf": test_kinds.rich(test_kinds.NEXIS),
        "lexis.txt": "".join(test_kinds.lexis(at, *said) for at, said in enumerate(_BOTH, 1)),
        "factiva.html": page(coded),
        "factiva.rtf": test_kinds.rich(test_kinds.FACTIVA),
        "factiva.xml": f"<r><ppsarticle>{articles}</ppsarticle></r>",
        "proquest.html": page(proquest),
        "europresse.html": page("".join(test_kinds.europresse(*said) for said in _BOTH)),
    }


def _messages() -> dict[str, str]:
    letters = [
        test_kinds.mail(facts, f"Tue, {day} 07:00:00 +0200", f"{head}\n\n{body}\n\n")
        for (day, facts, words), head, body in (
            (_BOTH[0], "Content-Type: text/html; charset=utf-8", _STORY),
            (_BOTH[1], "Content-Type: text/plain; charset=utf-8", "\n\n".join(TWO)),
        )
    ]
    return {
        "letter.eml": letters[0],
        "letters.mbox": "".join(f"From a@b Tue Sep  6 07:00:00 2022\n{one}" for one in letters),
        "page.mhtml": (
            "From: <Saved by Blink>\nSnapshot-Content-Location: https://beacon.example/market\n"
            f"Subject: {FIRST[0]}\nMIME-Version: 1.0\n"
            'Content-Type: multipart/related; type="text/html"; boundary="zz"\n\n'
            "--zz\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n"
            f"Content-Location: https://beacon.example/market\n\n{_STORY}\n--zz--\n"
        ),
    }


def _records() -> dict[str, str]:
    ris = "".join(
        f"TY  - NEWS\nTI  - {facts[0]}\nAU  - {facts[3]}\nT2  - {facts[1]}\nDA  - {facts[2]}\n"
        f"AB  - {' '.join(words)}\nER  - \n\n"
        for _, facts, words in _BOTH
    )
    bib = "".join(
        f"@article{{a{at},\n title = {{{facts[0]}}},\n journal = {{{facts[1]}}},\n date = "
        f"{{{facts[2]}}},\n abstract = {{{' '.join(words)}}}\n}}\n"
        for at, (_, facts, words) in enumerate(_BOTH)
    )
    sgm = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n" + "".join(
        f"<REUTERS NEWID='1'><DATE>6-SEP-2022</DATE><TEXT><TITLE>{facts[0]}</TITLE>"
        f"<BODY>{' '.join(words)}</BODY></TEXT></REUTERS>\n"
        for _, facts, words in _BOTH
    )
    return {
        "references.ris": ris,
        "references.bib": bib,
        "corpus.sgm": sgm,
        "posts.xml": test_facts.POSTS.replace("ITEMS", ""),
        "story.markdown": test_facts.MATTERS["toml"] + "\n\n".join(ONE),
        "articles.jl": test_kinds.LINES.decode() * 5,
        "crawl.warc": _crawled("WARC/1.0", f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{_STORY}"),
        "crawl.wet": _crawled("WARC/1.0", "\n\n".join(ONE)).replace("response", "conversion")
        .replace("application/http", "text/plain"),
        "crawl.arc": _arc(f"HTTP/1.1 200 OK\nContent-Type: text/html\n\n{_STORY}"),
    }  # fmt: skip


def _crawled(form: str, answer: str) -> str:
    said = answer.replace("\n", "\r\n")
    head = (
        f"{form}\nWARC-Type: response\nWARC-Target-URI: https://beacon.example/market\n"
        "WARC-Date: 2022-09-06T07:00:00Z\nWARC-Record-ID: <urn:uuid:1>\n"
        f"Content-Type: application/http\nContent-Length: {len(said.encode())}\n\n"
    )
    return head.replace("\n", "\r\n") + said + "\r\n\r\n"


def _arc(answer: str) -> str:
    about = "1 0 Heritrix\nURL IP-address Archive-date Content-type Archive-length\n"
    head = "filedesc://crawl.arc 0.0.0.0 20220906070000 text/plain"
    page = f"https://beacon.example/market 192.0.2.1 20220906070000 text/html {len(answer)}"
    return f"{head} {len(about)}\n{about}\n{page}\n{answer}\n"


def _odt() -> bytes:
    spaces = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    spaces += "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    words = "".join(f"<text:p>{part}</text:p>" for part in ONE)
    return test_kinds.packed(
        mimetype="application/vnd.oasis.opendocument.text",
        content_dot_xml=f"<office:document-content {spaces}><office:body><office:text>"
        f"{words}</office:text></office:body></office:document-content>",
    )


def xlsx() -> bytes:
    """A table of two articles, as a spreadsheet program saves it."""
    rows = [("title", "source", "date", "author", "text")]
    rows += [(*facts, " ".join(words)) for _, facts, words in _BOTH]
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


def _made_in_files() -> dict[str, bytes]:
    """What only a library writes, and only into files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        document = Document()
        for line in test_kinds.NEXIS:
            document.add_paragraph(line)
        document.save(str(folder / "nexis.docx"))
        test_pdf.saved(folder / "page.pdf", test_pdf.column(test_pdf.QUAY, 60, 700, 80))
        scan = test_scans.drawn(test_scans.LEFT)
        scan.save(folder / "scan.png")
        scan.save(folder / "scan.pdf", resolution=200)
        return {path.name: path.read_bytes() for path in folder.iterdir()}


def _tar(files: dict[str, bytes], kind: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{kind[1:]}") as archive:  # type: ignore[call-overload]
        for name in ("nexis.txt", "articles.jl", "letter.eml"):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            archive.addfile(member, io.BytesIO(files[name]))
    return out.getvalue()


def _parquet() -> bytes:
    import pyarrow
    from pyarrow import parquet

    rows = [{"title": facts[0], "text": "\n\n".join(words)} for _, facts, words in _BOTH]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()
