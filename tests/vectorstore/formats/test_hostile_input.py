"""Files made to break a reader: each is set aside or read, and the next one is read as ever."""

import gzip
import io
import json
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import files, guarded, read
from vectorstore.types import RawArticle, Unreadable

SENTENCE = "The harbour bridge in Port Selby was closed on Tuesday after engineers found cracks."
PAGE = f"<html><body><article>{f'<p>{SENTENCE}</p>' * 5}</article></body></html>"


def items(path: Path, content: bytes | str) -> list[RawArticle | Unreadable]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path))


def set_aside(path: Path, content: bytes | str) -> str:
    """The one reason for which the file is set aside."""
    found = items(path, content)
    assert len(found) == 1
    assert isinstance(found[0], Unreadable)
    return found[0].reason


def good_page_is_read(folder: Path) -> bool:
    found = items(folder / "good.html", PAGE)
    return isinstance(found[0], RawArticle) and SENTENCE in found[0].text


def test_a_page_that_hangs_the_parser_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert good_page_is_read(tmp_path)
    monkeypatch.setattr(guarded, "SECONDS", 0.5)
    attributes = " ".join(f"a{number}=x" for number in range(200_000))
    page = f"<html><body {attributes}><article><p {attributes}>{SENTENCE}</p>"
    assert "given up" in set_aside(tmp_path / "bad.html", page * 2)
    monkeypatch.undo()
    assert good_page_is_read(tmp_path)


def test_broken_pages_and_documents_do_not_stop_the_next(tmp_path: Path) -> None:
    documents: dict[str, bytes | str] = {
        "deep.html": "<div>" * 100_000 + SENTENCE,
        "cut.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>",
        "loop.pdf": b"%PDF-1.4\ntrailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF",
        "no.docx": b"PK\x03\x04 no archive",
        "deep.xml": "<nitf>" + "<p>" * 5_000,
        "cut.rss": "<rss><channel><item><title>",
    }
    for name, content in documents.items():
        set_aside(tmp_path / name, content)
        assert good_page_is_read(tmp_path), name


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE nitf [<!ENTITY e0 "ha">{levels}]><nitf><body><p>&e11;</p></body></nitf>'
    assert "entities" in set_aside(tmp_path / "bomb.xml", bomb)
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    outside = (
        f'<!DOCTYPE rss [<!ENTITY s SYSTEM "{secret.as_uri()}">]><rss><channel>&s;</channel></rss>'
    )
    assert "entities" in set_aside(tmp_path / "outside.rss", outside)


def test_deep_json_is_set_aside(tmp_path: Path) -> None:
    deep = "[" * 200_000
    assert "deep" in set_aside(tmp_path / "deep.json", f'{{"text": {deep}')
    assert "deep" in set_aside(tmp_path / "list.json", deep)
    found = items(tmp_path / "deep.jsonl", f'{deep}\n{{"text": "{SENTENCE}"}}\n')
    assert [type(item) for item in found] == [Unreadable, RawArticle]
    nested = {"text": SENTENCE, "author": json.loads("[" * 300 + "]" * 300)}
    assert isinstance(items(tmp_path / "author.json", json.dumps(nested))[0], RawArticle)


def test_numbers_too_long_for_python_are_set_aside(tmp_path: Path) -> None:
    for name in ("a.json", "b.jsonl"):
        assert "not JSON" in set_aside(tmp_path / name, '{"text": %s}' % ("9" * 10_000))


def test_truncated_gzip_gives_what_came_before(tmp_path: Path) -> None:
    lines = (
        json.dumps({"text": SENTENCE, "id": str(n), "salt": os.urandom(40).hex()})
        for n in range(500)
    )
    packed = gzip.compress("\n".join(lines).encode())
    found = items(tmp_path / "news.jsonl.gz", packed[: len(packed) // 2])
    assert sum(isinstance(item, RawArticle) for item in found) > 100
    assert isinstance(found[-1], Unreadable)
    assert "damaged" in found[-1].reason
    assert "damaged" in set_aside(tmp_path / "page.txt.gz", gzip.compress(b"x" * 9_000)[:20])
    assert "damaged" in set_aside(tmp_path / "noise.csv.gz", b"\x1f\x8b" + b"\xff" * 50)


def test_compressed_bombs_are_refused(tmp_path: Path) -> None:
    zeros = bytes(80 << 20)
    packed = gzip.compress(zeros, 1)
    for name in ("a.jsonl.gz", "b.csv.gz", "c.txt.gz", "d.json.gz"):
        assert isinstance(items(tmp_path / name, packed)[-1], Unreadable), name
    for name, member in (("a.zip", "a.txt"), ("a.docx", "word/document.xml")):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(member, zeros)
            archive.writestr("b.txt", zeros[: 30 << 20])
        assert "unpacks to" in set_aside(tmp_path / name, buffer.getvalue())


def test_names_inside_a_zip_reach_nothing_outside(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("../../up.txt", "/absolute.txt", "C:\\drive.txt", "a/../../b.txt"):
            archive.writestr(name, SENTENCE)
    found = items(home / "evil.zip", buffer.getvalue())
    assert [type(item) for item in found] == [RawArticle] * 4
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["evil.zip", "home"]


def test_damaged_and_locked_zip_members_are_named(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", SENTENCE)
        archive.writestr("b.txt", SENTENCE)
    broken = bytearray(buffer.getvalue())
    broken[40] ^= 0xFF
    found = items(tmp_path / "news.zip", bytes(broken))
    assert [type(item) for item in found] == [Unreadable, RawArticle]


@pytest.mark.parametrize("kind", ["docx", "zip"])
def test_a_broken_list_of_zip_members_is_named(tmp_path: Path, kind: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a\u00e9.txt", SENTENCE)
    whole = buffer.getvalue()
    listed = whole.index(b"PK\x01\x02")
    from_the_future = whole[: listed + 6] + b"\x81" + whole[listed + 7 :]
    assert "12.9" in set_aside(tmp_path / f"future.{kind}", from_the_future)
    no_name = whole[:listed] + whole[listed:].replace("\u00e9".encode(), b"\xff\xff")
    assert set_aside(tmp_path / f"name.{kind}", no_name)


def test_strange_characters_become_plain_text(tmp_path: Path) -> None:
    odd = "\u202eNo\x00 \ud800lone\u200b half\x07, a\u00a0space. e\u0301\x85Next."
    cleaned = clean(RawArticle(text=f"\ufeff{SENTENCE}\r\n\r\n{odd}", source="")).text
    assert cleaned == f"{SENTENCE}\n\nNo \ufffdlone half, a space. e\u0301\nNext."
    path = tmp_path / "a.jsonl"
    escapes = r"\ud83d\ude00 \ud800 \u0000"
    article = items(path, f'{{"text": "{SENTENCE} {escapes}", "title": "\\udfff"}}')[0]
    assert isinstance(article, RawArticle)
    clean(article).text.encode("utf-8")
    clean(article).title.encode("utf-8")


def test_long_words_and_marks_are_no_burden(tmp_path: Path) -> None:
    word = "x" * (5 << 20)
    found = items(tmp_path / "word.txt", f"{SENTENCE} {word}")
    assert isinstance(found[0], RawArticle)
    assert word in clean(found[0]).text
    assert isinstance(items(tmp_path / "word.csv", f"text,id\n{word},1\n")[0], RawArticle)
    marks = "a" + "\u0315\u0300" * 200_000
    assert len(clean(RawArticle(text=f"{SENTENCE} {marks}", source="")).text) < 200


@pytest.mark.parametrize(
    "line",
    ["facebook " * 24, "home > " * 30, "by A " * 40, "- " * 100, "1 " * 100, "published in " * 15,
     "Copyright 2020, " * 13, "A.B. " * 40, "(c) - " * 30, "January 1, 2020 " * 13,
     "A " * 109 + "("],
)  # fmt: skip
def test_lines_made_to_slow_patterns_down(line: str) -> None:
    text = "\n\n".join([SENTENCE, *[line.strip()] * 300, SENTENCE])
    assert SENTENCE in clean(RawArticle(text=text, source="", is_page_text=True)).text


def test_large_files_of_one_document_are_refused(tmp_path: Path) -> None:
    assert "larger than" in set_aside(tmp_path / "a.txt", b"word " * (5 << 20))
    assert "larger than" in set_aside(tmp_path / "a.html", b"<p>x" * (3 << 20))


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(tmp_path / "pipe.txt")
    assert [type(item) for item in files([tmp_path])] == [Unreadable]
    assert [type(item) for item in files([tmp_path / "pipe.txt"])] == [Unreadable]


def test_names_that_are_no_text_can_be_reported(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text(SENTENCE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    assert [item.source.encode("utf-8") for found in files([tmp_path]) for item in read(found)]  # type: ignore[arg-type]


def test_mail_and_lists_that_stall_their_readers_are_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert good_page_is_read(tmp_path)
    monkeypatch.setattr(guarded, "SECONDS", 0.5)
    head = "From: A <a@post.example>\nSubject: x\nContent-Type: text/plain"
    stalling = {
        "parts.eml": head + "; a*0=b" * 40_000 + f"\n\n{SENTENCE}",
        "open.sgm": "<DOC>" * 60_000,
        "titles.sgm": "<DOC>" + "<TITLE>" * 100_000 + "</DOC>",
    }
    for name, content in stalling.items():
        assert "given up" in set_aside(tmp_path / name, content), name
        assert good_page_is_read(tmp_path), name
    box = f"From a\n{stalling['parts.eml']}\n\nFrom b\n{head}\n\n{SENTENCE}\n"
    found = items(tmp_path / "box.mbox", box)
    assert [type(item) for item in found] == [Unreadable, RawArticle]


def test_mail_and_lists_that_nest_without_end_are_set_aside(tmp_path: Path) -> None:
    inner = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)
    )
    set_aside(tmp_path / "nest.eml", f"From: a@post.example\nSubject: x\n{inner}{SENTENCE}")
    set_aside(tmp_path / "comments.eml", f"From: {'(' * 20_000}\nSubject: x\n\n{SENTENCE}")
    set_aside(tmp_path / "braces.bib", "@article{a, abstract={" + "{" * 100_000)
    assert good_page_is_read(tmp_path)


def test_tar_files_that_lie_are_set_aside(tmp_path: Path) -> None:
    longer = tarfile.TarInfo("././@LongLink")
    longer.type, longer.size = tarfile.GNUTYPE_LONGNAME, tarfile.BLOCKSIZE
    names = (longer.tobuf(tarfile.GNU_FORMAT) + bytes(tarfile.BLOCKSIZE)) * 5_000
    assert "damaged" in set_aside(tmp_path / "names.tar", names)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        holes = tarfile.TarInfo("holes.txt")
        holes.pax_headers = {"GNU.sparse.map": "0,0", "GNU.sparse.size": str(1 << 45)}
        archive.addfile(holes)
        good = tarfile.TarInfo("good.txt")
        good.size = len(SENTENCE)
        archive.addfile(good, io.BytesIO(SENTENCE.encode()))
    found = items(tmp_path / "holes.tar", buffer.getvalue())
    assert isinstance(found[0], Unreadable)
    assert "more than is safe" in found[0].reason
    assert isinstance(found[1], RawArticle)
