"""Hostile and broken files: none may crash or hang an ingest, and every good one beside is kept.

python -m benchmarks.mutated [--files 10000] [--seed 1]

Each file is a good one of some format with random mutations, or made to hurt: NUL bytes, lone
surrogates, UTF-16, deep nesting, 200,000 attributes, a word of 5 MB, cut gzip, zip bombs, `../`
names, symbolic links. Every file is read apart (time, exceptions), then its folder is ingested. On
Linux it says how much memory a folder of 200 files added at most to what the process held before;
pages and documents are parsed in a child process that may not take more than 640 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import random
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.invented import CheapEncoder, articles
from vectorstore import Archive, formats
from vectorstore.clean import clean
from vectorstore.types import RawArticle

A_FOLDER = 200
GOOD_IN_A_FOLDER = 5

ARTICLE = next(articles(1, words=200))
TEXT = ARTICLE["text"]
PAGE = (
    "<html><head><title>{title}</title></head><body><nav>Home</nav><article>{body}</article></body>"
    "</html>"
).format(title=ARTICLE["title"], body="".join(f"<p>{p}</p>" for p in TEXT.split("\n\n")))


def _zipped(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


SEEDS: dict[str, bytes] = {
    "a.txt": TEXT.encode(),
    "a.md": f"# Title\n\n{TEXT}".encode(),
    "a.html": PAGE.encode(),
    "a.json": json.dumps([ARTICLE] * 3).encode(),
    "a.jsonl": "\n".join([json.dumps(ARTICLE)] * 5).encode(),
    "a.csv": ("title,text\n" + f'"A title","{TEXT[:300]}"\n' * 5).encode(),
    "a.rss": (
        "<rss><channel><title>x</title><item><title>t</title>"
        f"<description>{TEXT[:300]}</description></item></channel></rss>"
    ).encode(),
    "a.xml": f"<nitf><body><body.content><p>{TEXT}</p></body.content></body></nitf>".encode(),
    "a.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>",
    "a.zip": _zipped(**{"b.html": PAGE, "c.jsonl": json.dumps(ARTICLE), "d.txt": TEXT}),
    "a.docx": _zipped(**{"word/document.xml": "<w:document/>"}),
}
SEEDS |= {f"{name}.gz": gzip.compress(SEEDS[name]) for name in ("a.txt", "a.html", "a.jsonl")}

TOKENS = [
    *(b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\\ud800", b"{", b"[" * 500, b"<", b'"', b"\r\n"),
    *(b"<div>" * 300, b"&#xD800;", b"&lt;script>", b"<!--", b"]]>", b"\x1f\x8b", b"PK\x03\x04"),
    *(b"9" * 5000, b"1e999", b"NaN", b"%PDF", b"../", b"charset=utf-7 ", b"x" * 50_000),
]


def _attributes() -> bytes:
    attributes = " ".join(f"a{n}=x" for n in range(200_000))
    return f"<html><body {attributes}><p>{TEXT}</p></body></html>".encode()


MADE: dict[str, Callable[[], bytes]] = {
    "attributes.html": _attributes,
    "word.txt": lambda: b"x" * 5_000_000,
    "word.jsonl": lambda: json.dumps({"text": "x" * 5_000_000}).encode(),
    "nested.json": lambda: b"[" * 500_000,
    "nested.html": lambda: b"<div>" * 200_000 + TEXT.encode(),
    "nested.xml": lambda: b"<a>" * 200_000,
    "bomb.zip": lambda: _zipped(**{"a.txt": b"0" * 300_000_000}),
    "bomb.txt.gz": lambda: gzip.compress(b"0" * 200_000_000),
    "outside.zip": lambda: _zipped(**{"../../outside.txt": TEXT, "/etc/outside.txt": TEXT}),
    "utf16.txt": lambda: TEXT.encode("utf-16"),
    "nul.txt": lambda: TEXT.replace(" ", "\0").encode(),
    "surrogate.json": lambda: json.dumps({"text": TEXT + "\ud800"}).encode(),
    "cut.jsonl.gz": lambda: gzip.compress(SEEDS["a.jsonl"])[:-20],
}


def mutate(content: bytes, source: random.Random) -> bytes:
    """A copy with up to 16 changes: bytes changed, put in, taken out, or the end cut off."""
    data = bytearray(content)
    for _ in range(source.choice((1, 1, 2, 4, 16))):
        place = source.randrange(len(data) + 1)
        match source.randrange(5):
            case 0:
                data[place : place + 1] = source.randbytes(1)
            case 1:
                data[place:place] = source.choice(TOKENS)
            case 2:
                del data[place : place + source.choice((1, 8, 64, 512))]
            case 3:
                del data[max(place, 1) :]
            case 4:
                data[place : place + 4] = source.randbytes(4)
    return bytes(data)


def fill(folder: Path, source: random.Random, outside: Path) -> None:
    """Put hostile files, good ones and links that lead outside into a folder."""
    folder.mkdir()
    for number in range(A_FOLDER):
        name = source.choice(list(SEEDS))
        (folder / f"{number}-{name}").write_bytes(mutate(SEEDS[name], source))
    name = source.choice(list(MADE))
    (folder / f"made-{name}").write_bytes(MADE[name]())
    (folder / "link.txt").symlink_to(outside)
    seed = source.randrange(2**32)
    for number, article in enumerate(articles(GOOD_IN_A_FOLDER, words=120, seed=seed)):
        record = article | {"id": f"{folder.name}-{number}"}
        (folder / f"good-{number}.json").write_text(json.dumps(record))


def read_apart(folder: Path, slowest: dict[str, float]) -> int:
    """Read each file by itself; how many raised what no reader may raise."""
    crashes = 0
    for path in sorted(folder.iterdir()):
        if path.is_symlink():
            continue
        started = time.perf_counter()
        try:
            for item in formats.read(path):
                if isinstance(item, RawArticle):
                    _clean(item)
        except Exception:  # noqa: BLE001 - any at all is what is looked for
            crashes += 1
            print(f"CRASH on {path.name}", traceback.format_exc(limit=-3), sep="\n")
        seconds = time.perf_counter() - started
        slowest[path.name] = max(seconds, slowest.get(path.name, 0.0))
    return crashes


def _clean(raw: RawArticle) -> None:
    with contextlib.suppress(ValueError):  # how `clean` says that nothing is left
        clean(raw)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    source = random.Random(options.seed)
    crashes = lost = 0
    slowest: dict[str, float] = {}
    most_added = 0.0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        outside = root / "outside.txt"
        outside.write_text("Nobody asked for this one to be read.")
        with Archive.open(root / "archive", CheapEncoder()) as archive:
            for number in range(options.files // A_FOLDER):
                folder = root / f"files-{number}"
                fill(folder, source, outside)
                before = _memory("VmRSS", forget_peak=True)
                crashes += read_apart(folder, slowest)
                archive.ingest([folder])
                most_added = max(most_added, _memory("VmHWM") - before)
                good = [json.loads(p.read_text())["id"] for p in folder.glob("good-*.json")]
                lost += sum(not archive.versions(article_id) for article_id in good)
                assert not any(outside.read_text() in a.text for a in archive.articles())
    worst = max(slowest, key=lambda name: slowest[name])
    print(f"files {options.files:,}, crashes {crashes}, good files lost {lost}")
    print(f"slowest file {slowest[worst]:.1f} s ({worst})")
    print(f"memory that a folder added at most {most_added:,.0f} MB")


def _memory(kind: str, forget_peak: bool = False) -> float:
    """In MB, what the process holds (VmRSS) or held at most (VmHWM); 0 where it is not Linux."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    if forget_peak:
        Path("/proc/self/clear_refs").write_text("5")
    [line] = (line for line in status.read_text().splitlines() if line.startswith(kind))
    return int(line.split()[1]) * 1024 / 1e6


if __name__ == "__main__":
    main()
