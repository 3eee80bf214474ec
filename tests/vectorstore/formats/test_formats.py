"""Every format gives the same article: title, outlet, author, dates, url, language and text."""

import gzip
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.errors import ArchiveError
from vectorstore.formats import files, read
from vectorstore.types import Article, RawArticle, Unreadable

FIRST = (
    "The harbour bridge in Port Selby was closed on Tuesday after engineers found cracks in two "
    "of its pillars, the city said."
)
SECOND = (
    "“We would rather have queues than a disaster,” said Ilse Marran, who runs the works of the "
    "city. Repairs will cost 4.2 million crowns and take until the end of August."
)
THIRD = "Ferries will run every ten minutes from six in the morning, and cyclists travel free."
TEXT = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
RECORD = {
    "title": "Harbour bridge closed",
    "outlet": "The Selby Lantern",
    "author": "Tomas Reed",
    "url": "https://lantern.example/bridge",
    "published": "2021-05-04T08:30:00+00:00",
    "updated": "2021-05-05",
    "language": "en",
}
EXPECTED = replace(Article(id="", text=TEXT), **RECORD)  # type: ignore[arg-type]

PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Harbour bridge closed | The Selby Lantern</title>
<link rel="canonical" href="{RECORD["url"]}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
 {{"@type": "WebSite", "name": "Lantern"}},
 {{"@type": ["NewsArticle"], "headline": "Harbour bridge closed",
  "datePublished": "{RECORD["published"]}", "dateModified": "{RECORD["updated"]}",
  "author": [{{"@type": "Person", "name": "Tomas Reed"}}],
  "publisher": {{"@type": "Organization", "name": "The Selby Lantern"}}}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Harbour bridge closed</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>
<aside><h3>Most read</h3><ul><li><a href="/x">Ten best beaches</a></li></ul></aside>
<footer>Copyright 2021 The Selby Lantern</footer></body></html>"""


def articles(path: Path) -> list[Article]:
    items = list(read(path))
    assert not [item for item in items if isinstance(item, Unreadable)]
    return [clean(item) for item in items if isinstance(item, RawArticle)]


def reasons(path: Path) -> list[tuple[str, str]]:
    found = (item for item in read(path) if isinstance(item, Unreadable))
    return [(Path(item.source).name, item.reason) for item in found]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_json_lines(folder: Path) -> None:
    lines = [json.dumps({**RECORD, "text": TEXT, "id": f"s{number}"}) for number in range(3)]
    plain = written(folder / "news.jsonl", "\n".join(lines) + "\n")
    packed = written(folder / "news.ndjson.gz", gzip.compress(plain.read_bytes()))
    for path in (plain, packed):
        assert articles(path) == [replace(EXPECTED, id=f"s{number}") for number in range(3)]
    assert [item.source for item in read(plain)][2] == f"{plain}:3"


@pytest.mark.parametrize(
    "record",
    [
        {
            "maintext": TEXT, "headline": RECORD["title"], "source_domain": "The Selby Lantern",
            "authors": ["Tomas Reed"], "date_publish": "2021-05-04 08:30:00+00:00",
            "date_modify": "2021-05-05", "link": RECORD["url"], "lang": "en",
        },
        {
            "source": {"id": None, "name": "The Selby Lantern"}, "author": "Tomas Reed",
            "title": RECORD["title"], "url": RECORD["url"], "publishedAt": "2021-05-04T08:30:00Z",
            "modified": "2021-05-05", "description": "Short.", "content": TEXT, "language": "en",
        },
        {
            "webUrl": RECORD["url"], "webPublicationDate": "2021-05-04T08:30:00Z", "lang": "en",
            "fields": {
                "bodyText": TEXT, "headline": RECORD["title"], "byline": "By Tomas Reed",
                "lastModified": "2021-05-05", "publication": "The Selby Lantern",
            },
        },
        {
            "title": {"rendered": "Harbour bridge closed"}, "link": RECORD["url"],
            "content": {"rendered": f"<p>{FIRST}</p>\n<p>{SECOND}</p><p>{THIRD}</p>"},
            "date": "Tue, 04 May 2021 08:30:00 GMT", "modified": "2021-05-05T00:00:00",
            "creator": {"name": "Tomas Reed"}, "site_name": "The Selby Lantern",
            "language": "en-GB",
        },
        {
            "_source": {
                "article": [FIRST, SECOND, THIRD], "publisher": "The Selby Lantern",
                "published": 1620117000, "updated": "5 May 2021", "url": RECORD["url"],
                "title": RECORD["title"], "byline": "Tomas Reed", "language": "en",
            }
        },
    ],
    ids=["news-please", "newsapi", "guardian", "wordpress", "elasticsearch"],
)  # fmt: skip
def test_field_names_of_real_exports(folder: Path, record: dict[str, object]) -> None:
    path = written(folder / "one.json", json.dumps(record))
    assert [replace(article, id="") for article in articles(path)] == [EXPECTED]


def test_json_documents(folder: Path) -> None:
    record = {**RECORD, "text": TEXT}
    one = written(folder / "one.json", json.dumps(record))
    held = written(folder / "held.json", json.dumps({"status": "ok", "articles": [record, record]}))
    deep = written(folder / "deep.json", json.dumps({"response": {"docs": [record]}}))
    many = written(folder / "list.json", json.dumps([record] * 40, indent=1))
    lines = written(folder / "lines.json", f"{json.dumps(record)}\n{json.dumps(record)}\n")
    assert [len(articles(path)) for path in (one, held, deep, many, lines)] == [1, 2, 1, 40, 2]
    assert [item.source for item in read(one)] == [str(one)]
    assert [item.source for item in read(many)][39] == f"{many}:40"


def test_json_list_that_breaks_off_keeps_what_came_before(folder: Path) -> None:
    whole = json.dumps([{**RECORD, "text": TEXT}] * 5)
    path = written(folder / "cut.json", whole[:-40])
    assert sum(isinstance(item, RawArticle) for item in read(path)) == 4
    assert reasons(path)[0][0] == "cut.json:5"


def test_csv(folder: Path) -> None:
    head = "Title;Source;Byline;URL;Date Published;Modified;Lang;Body"
    values = [RECORD[name] for name in ("title", "outlet", "author", "url", "published")]
    row = ";".join(f'"{value}"' for value in [*values, "2021-05-05", "en", TEXT])
    path = written(folder / "news.csv", f"\ufeff{head}\n{row}\n{row}\n")
    assert [replace(article, id="") for article in articles(path)] == [EXPECTED] * 2
    assert next(item.source for item in read(path)) == f"{path}:6"


def test_bad_records_are_named_and_the_rest_goes_on(folder: Path) -> None:
    good = json.dumps({"text": TEXT})
    lines = [good, '{"text": ', "[1, 2]", '{"headline": "No text"}', "", good]
    path = written(folder / "news.jsonl", "\n".join(lines))
    assert [name for name, _ in reasons(path)] == ["news.jsonl:2", "news.jsonl:3", "news.jsonl:4"]
    assert "headline" in reasons(path)[2][1]
    assert sum(isinstance(item, RawArticle) for item in read(path)) == 2
    rows = f'text\n"{FIRST}"\n"open\n"{SECOND}","x"\n"{THIRD}"\n'
    table = written(folder / "news.csv", rows)
    texts = [item.text for item in read(table) if isinstance(item, RawArticle)]
    assert texts[0] == FIRST
    assert texts[-1] == THIRD
    assert reasons(table)


def test_html(folder: Path) -> None:
    path = written(folder / "page.html", PAGE)
    assert [replace(article, id="") for article in articles(path)] == [EXPECTED]
    only_meta = PAGE.split("<script")[0] + (
        '<meta property="og:site_name" content="The Selby Lantern">'
        '<meta name="author" content="Tomas Reed">'
        '<meta property="article:published_time" content="2021-05-04T08:30:00Z">'
        '<meta property="article:modified_time" content="2021-05-05">'
    ) + PAGE.split("</script>")[1]  # fmt: skip
    path = written(folder / "meta.htm", only_meta)
    assert [replace(article, id="") for article in articles(path)] == [EXPECTED]


@pytest.mark.parametrize("encoding", ["windows-1252", "windows-1251", "shift_jis", "utf-16"])
def test_encodings_of_pages(folder: Path, encoding: str) -> None:
    sentence = {
        "windows-1252": "Le maire a déclaré que l’école resterait fermée jusqu’à mardi.",
        "windows-1251": "Мэр города заявил, что школа останется закрытой до вторника из-за снега.",
        "shift_jis": "市長は火曜日まで学校を閉鎖すると記者会見で述べた。港の橋も閉鎖されている。",
        "utf-16": "The mayor said the school would stay closed until Tuesday because of the snow.",
    }[encoding]
    text = "\n\n".join([sentence] * 3)
    assert articles(written(folder / "page.txt", text.encode(encoding)))[0].text == text
    markup = f'<html><head><meta charset="{encoding}"></head><body><article>' + "".join(
        f"<p>{number}. {sentence}</p>" for number in range(3)
    )
    page = written(folder / "page.html", f"{markup}</article></body></html>".encode(encoding))
    assert sentence in articles(page)[0].text


def test_text_and_markdown(folder: Path) -> None:
    text = written(folder / "a.txt", f"Harbour bridge closed\n\nBy Tomas Reed\n\n{TEXT}")
    assert (articles(text)[0].title, articles(text)[0].author) == (RECORD["title"], "Tomas Reed")
    matter = "\n".join(f"{name}: {value}" for name, value in RECORD.items())
    page = written(folder / "a.md", f"---\n{matter}\n---\n\n# Harbour bridge closed\n\n{TEXT}")
    assert replace(articles(page)[0], id="") == EXPECTED


def test_feeds(folder: Path) -> None:
    body = "".join(f"&lt;p&gt;{part}&lt;/p&gt;" for part in (FIRST, SECOND, THIRD))
    rss = f"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
      <title>The Selby Lantern</title><language>en</language><item>
      <title>Harbour bridge closed</title><link>{RECORD["url"]}</link>
      <dc:creator>Tomas Reed</dc:creator>
      <guid>tag:lantern.example,2021:7</guid><pubDate>Tue, 04 May 2021 08:30:00 GMT</pubDate>
      <description>Short.</description><content:encoded>{body}</content:encoded>
      </item></channel></rss>"""
    atom = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>The Selby Lantern</title><entry><title>Harbour bridge closed</title>
      <link href="{RECORD["url"]}"/><id>urn:7</id><author><name>Tomas Reed</name></author>
      <published>2021-05-04T08:30:00Z</published><updated>2021-05-05T00:00:00</updated>
      <content type="html">{body}</content></entry></feed>"""
    for name, content in (("feed.rss", rss), ("feed.xml", atom)):
        found = articles(written(folder / name, content))[0]
        assert replace(found, id="", updated=RECORD["updated"]) == EXPECTED


def test_agency_xml(folder: Path) -> None:
    paragraphs = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD))
    nitf = f"""<?xml version="1.0"?><nitf xml:lang="en"><head><title>Slug</title><docdata>
      <doc-id id-string="n7"/><date.issue norm="20210504T083000Z"/></docdata></head>
      <body><body.head><hedline><hl1>Harbour bridge closed</hl1></hedline>
      <byline>By Tomas Reed</byline><distributor>The Selby Lantern</distributor></body.head>
      <body.content>{paragraphs}</body.content></body></nitf>"""
    item = f"""<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
      <itemSet><newsItem guid="n7" xml:lang="en"><itemMeta>
      <provider><name>The Selby Lantern</name></provider>
      <versionCreated>2021-05-05</versionCreated><firstCreated>2021-05-04T08:30:00Z</firstCreated>
      </itemMeta><contentMeta><by>Tomas Reed</by><headline>Harbour bridge closed</headline>
      <language tag="en-GB"/></contentMeta><contentSet><inlineXML><html
      xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{paragraphs}</body></html>
      </inlineXML></contentSet></newsItem></itemSet></newsMessage>"""
    expected = replace(EXPECTED, id="n7", url="")
    assert articles(written(folder / "a.xml", item)) == [expected]
    assert articles(written(folder / "b.nitf", nitf)) == [replace(expected, updated="")]


def test_warc(folder: Path) -> None:
    records = [warc_record("image/png", b"\x89PNG"), warc_record("text/html", PAGE.encode())]
    for name, pack in (("crawl.warc", bytes), ("crawl.warc.gz", gzip.compress)):
        path = written(folder / name, b"".join(pack(record) for record in records))
        assert [replace(article, id="") for article in articles(path)] == [EXPECTED]


def warc_record(kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    payload = http.encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {RECORD['url']}\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-01-01T00:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def test_pdf(folder: Path) -> None:
    path = written(folder / "a.pdf", pdf(TEXT.replace("“", '"').replace("”", '"')))
    found = articles(path)[0]
    assert (found.title, found.author) == ("Harbour bridge closed", "Tomas Reed")
    assert " ".join(found.text.split()) == " ".join(TEXT.split()).replace("“", '"').replace(
        "”", '"'
    )


def pdf(text: str) -> bytes:
    """A one-page PDF of the text, a line for every 80 characters."""
    import textwrap

    shown = [line for part in text.split("\n\n") for line in [*textwrap.wrap(part, 80), ""]]
    escaped = (line.replace("(", "\\(").replace(")", "\\)") for line in shown)
    stream = (
        "BT /F 11 Tf 13 TL 40 780 Td " + " ".join(f"({line}) Tj T*" for line in escaped) + " ET"
    )
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Title(Harbour bridge closed)/Author(Tomas Reed)>>",
    ]
    content = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(content)
    content += f"xref\n0 7\n0000000000 65535 f \n{table}trailer<</Size 7/Root 1 0 R/Info 6 0 R>>\n"
    return f"{content}startxref\n{start}\n%%EOF".encode("latin-1")


def test_docx(folder: Path) -> None:
    from docx import Document

    document = Document()
    document.core_properties.author = "Tomas Reed"
    document.add_paragraph("Harbour bridge closed", style="Title")
    for part in (FIRST, SECOND, THIRD):
        document.add_paragraph(part)
    document.save(str(folder / "a.docx"))
    found = articles(folder / "a.docx")[0]
    assert (found.title, found.author, found.text) == (RECORD["title"], "Tomas Reed", TEXT)


def test_a_docx_without_properties_has_no_title_that_nobody_wrote(folder: Path) -> None:
    from docx import Document

    document = Document()
    document.add_paragraph(FIRST)
    document.save(str(folder / "whole.docx"))
    with (
        zipfile.ZipFile(folder / "whole.docx") as whole,
        zipfile.ZipFile(folder / "a.docx", "w") as bare,
    ):
        for name in whole.namelist():
            part = whole.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*core-properties[^>]*>", b"", part)
            if not name.startswith("docProps/core"):
                bare.writestr(name, part)
    found = articles(folder / "a.docx")[0]
    assert (found.title, found.author, found.text) == ("", "", FIRST)


def test_zip_of_other_formats(folder: Path) -> None:
    path = folder / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pages/a.html", PAGE)
        archive.writestr("news.jsonl.gz", gzip.compress(json.dumps({"text": TEXT}).encode()))
        archive.writestr("photo.png", b"\x89PNG")
        archive.writestr("inner.zip", b"PK")
    items = list(read(path))
    assert [item.source for item in items if isinstance(item, RawArticle)] == [
        f"{path}/news.jsonl.gz:1",
        f"{path}/pages/a.html",
    ]
    assert [name for name, _ in reasons(path)] == ["inner.zip", "photo.png"]


def test_what_is_no_news_is_named(folder: Path) -> None:
    said = {
        "empty.txt": b"", "image.png": b"\x89PNG", "noise.txt": bytes(range(256)) * 20,
        "nothing.jsonl": b"\n\n", "none.csv": b"text,title\n", "list.json": b"[]",
        "void.json": b"{}", "table.xml": b"<table><row/></table>", "page.html": b"<html></html>",
    }  # fmt: skip
    for name, content in said.items():
        found = reasons(written(folder / name, content))
        assert len(found) == 1, name
        assert found[0][0] == name
    assert reasons(folder / "empty.txt")[0][1] == "empty file"


def test_files_walks_folders_in_order_and_stays_inside(folder: Path) -> None:
    inside, outside = folder / "news", folder / "private"
    (inside / "b").mkdir(parents=True)
    outside.mkdir()
    secret = written(outside / "secret.txt", "secret")
    for name in ("c.txt", "a.txt", ".hidden.txt", "b/d.txt"):
        written(inside / name, "text")
    (inside / "link.txt").symlink_to(secret)
    (inside / "out").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    (inside / "gone.txt").symlink_to(inside / "nowhere.txt")
    found = list(files([inside]))
    names = [item.name for item in found if isinstance(item, Path)]
    assert names == ["a.txt", "c.txt", "d.txt"]
    refused = [Path(item.source).name for item in found if isinstance(item, Unreadable)]
    assert refused == ["gone.txt", "link.txt", "out"]
    assert list(files([secret])) == [secret]
    with pytest.raises(ArchiveError, match=r"nowhere"):
        list(files([inside, folder / "nowhere"]))


def test_files_about_the_folder_are_set_aside_unless_named(folder: Path) -> None:
    about = ["CHANGELOG", "LICENSE-MIT.txt", "README.md", "licence.txt", "readme"]
    for name in (*about, "readmission.txt", "z.txt"):
        written(folder / name, "text")
    found = list(files([folder]))
    assert [item.name for item in found if isinstance(item, Path)] == ["readmission.txt", "z.txt"]
    refused = [item for item in found if isinstance(item, Unreadable)]
    assert [Path(item.source).name for item in refused] == about
    assert {item.reason for item in refused} == {"describes the folder; name it to ingest it"}
    assert list(files([folder / "README.md"])) == [folder / "README.md"]
