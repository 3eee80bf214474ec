"""Hostile and broken files: none may crash or hang an ingest, and every good one beside is kept.

python -m benchmarks.mutated [--files 10000] [--seed 1] [--kinds plain|newsroom]
                             [--keep FOLDER]

Each file is a good one of some format with random mutations, or made to hurt: NUL bytes, lone
surrogates, UTF-16, deep nesting, 200,000 attributes, a word of 5 MB, cut gzip, zip bombs, `../`
names, symbolic links. `newsroom` are exports of libraries, office files, mail, saved pages, crawls
and scans: what they pack is mutated inside too, and their lines are lost, doubled and moved.

Every file is read apart (time, exceptions), then its folder is ingested, a good file of every kind
and five of articles of their own beside them. A good file is lost where it does not give what it
gives alone; `--keep FOLDER` keeps a copy of each that crashed, was given up or took over 2 s. On
Linux it says how much memory a folder of 200 files added at most to what the process held before;
pages and documents are parsed in a child process that may not take more than 640 MB.
"""

from __future__ import annotations

import argparse
import bz2
import contextlib
import gzip
import io
import json
import lzma
import random
import shutil
import tempfile
import time
import traceback
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import newsroom_seeds
from benchmarks.invented import CheapEncoder, articles
from vectorstore import Archive, formats
from vectorstore.clean import clean
from vectorstore.types import RawArticle, Unreadable

A_FOLDER = 200
GOOD_IN_A_FOLDER = 5
_SLOW_SECONDS = 2.0

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


_PACKERS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], bytes]]] = {
    ".gz": (gzip.decompress, gzip.compress),
    ".bz2": (bz2.decompress, bz2.compress),
    ".xz": (lzma.decompress, lzma.compress),
}


def mutate(name: str, content: bytes, source: random.Random) -> bytes:
    """A copy with changes: in half of what packs something, in that; in half of text, of lines."""
    if source.random() < 0.5:
        if content.startswith(b"PK\x03\x04"):
            return _mutated_member(content, source)
        if packer := _PACKERS.get(Path(name).suffix):
            unpack, pack = packer
            return pack(mutate("", unpack(content), source))
        if b"\0" not in content:
            return _mutated_lines(content, source)
    return _mutated_bytes(content, source)


def _mutated_member(content: bytes, source: random.Random) -> bytes:
    """A ZIP file with one of its files changed, in whole checksums."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    changed = source.choice(list(members))
    members[changed] = _mutated_bytes(bytes(members[changed]), source)  # type: ignore[arg-type]
    return _zipped(**members)


def _mutated_lines(content: bytes, source: random.Random) -> bytes:
    """Lines, or tags where there is one line, lost, doubled or moved."""
    mark = b"\n" if content.count(b"\n") > 5 else b"<"
    lines = content.split(mark)
    for _ in range(source.choice((1, 2, 4, 16))):
        place = source.randrange(len(lines))
        line = lines.pop(place) if source.random() < 0.7 and len(lines) > 1 else lines[place]
        if source.random() < 0.5:
            lines.insert(source.randrange(len(lines) + 1), line)
    return mark.join(lines)


def _mutated_bytes(content: bytes, source: random.Random) -> bytes:
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


def fill(folder: Path, seeds: dict[str, bytes], source: random.Random, outside: Path) -> None:
    """Put hostile files, good ones and links that lead outside into a folder."""
    folder.mkdir()
    names = list(seeds)
    # A scan takes a second, and holds no form that could be broken.
    weights = [0.1 if name.startswith("scan") else 1.0 for name in names]
    for number in range(A_FOLDER):
        [name] = source.choices(names, weights)
        (folder / f"{number:03}-{name}").write_bytes(mutate(name, seeds[name], source))
    name = source.choice(list(MADE))
    (folder / f"made-{name}").write_bytes(MADE[name]())
    (folder / "link.txt").symlink_to(outside)
    for at, name in enumerate(names):
        # Among the broken ones, by name.
        (folder / f"{at * A_FOLDER // len(names):03}-whole-{name}").write_bytes(seeds[name])
    seed = source.randrange(2**32)
    for number, article in enumerate(articles(GOOD_IN_A_FOLDER, words=120, seed=seed)):
        record = article | {"id": f"{folder.name}-{number}"}
        (folder / f"good-{number}.json").write_text(json.dumps(record))


class Reading:
    """What came of files that were read one by one."""

    def __init__(self, seeds: dict[str, bytes], folder: Path, keep: Path | None) -> None:
        self._keep = keep
        self.crashes = self.given_up = self.lost = 0
        self.slowest: dict[str, float] = {}
        folder.mkdir()
        self._alone = {}
        for name, content in seeds.items():
            (folder / name).write_bytes(content)
            self._alone[name] = _told(list(formats.read(folder / name)))

    def read(self, folder: Path) -> None:
        """Read each file of a folder by itself."""
        for path in sorted(folder.iterdir()):
            if path.is_symlink():
                continue
            started = time.perf_counter()
            crashes = self.crashes
            items = self._items(path)
            seconds = time.perf_counter() - started
            self.slowest[path.name] = max(seconds, self.slowest.get(path.name, 0.0))
            if self._keep and (self.crashes > crashes or seconds > _SLOW_SECONDS):
                shutil.copy(path, self._keep / f"{folder.name}-{path.name}")
            if any("given up" in item.reason for item in items if isinstance(item, Unreadable)):
                self.given_up += 1
                print(f"GIVEN UP: {path.name}, after {seconds:.1f} s", flush=True)
            _, is_whole, name = path.name.partition("-whole-")
            if is_whole and _told(items) != self._alone[name]:
                self.lost += 1
                print(f"LOST of {path.name}: {_told(items)}", flush=True)

    def attempt(self, name: str, work: Callable[[], object]) -> None:
        """Do something that may not raise, whatever the file of that name holds."""
        try:
            work()
        except Exception:  # noqa: BLE001 - any at all is what is looked for
            self.crashes += 1
            print(f"CRASH on {name}", traceback.format_exc(limit=-3), sep="\n", flush=True)

    def _items(self, path: Path) -> list[RawArticle | Unreadable]:
        items: list[RawArticle | Unreadable] = []

        def read() -> None:
            for item in formats.read(path):
                items.append(item)
                if isinstance(item, RawArticle):
                    _clean(item)

        self.attempt(path.name, read)
        return items


def _told(items: list[RawArticle | Unreadable]) -> list[tuple[str, str]]:
    return [(item.title, item.text) for item in items if isinstance(item, RawArticle)]


def _clean(raw: RawArticle) -> None:
    with contextlib.suppress(ValueError):  # how `clean` says that nothing is left
        clean(raw)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", choices=("plain", "newsroom"), default="plain")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    source = random.Random(options.seed)
    seeds = newsroom_seeds.seeds() if options.kinds == "newsroom" else SEEDS
    lost = 0
    most_added = 0.0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        outside = root / "outside.txt"
        outside.write_text("Nobody asked for this one to be read.")
        reading = Reading(seeds, root / "alone", options.keep)
        with Archive.open(root / "archive", CheapEncoder()) as archive:
            for number in range(options.files // A_FOLDER):
                folder = root / f"files-{number}"
                fill(folder, seeds, source, outside)
                before = _memory("VmRSS", forget_peak=True)
                reading.read(folder)
                reading.attempt(folder.name, partial(archive.ingest, [folder]))
                most_added = max(most_added, _memory("VmHWM") - before)
                good = [json.loads(p.read_text())["id"] for p in folder.glob("good-*.json")]
                lost += sum(not archive.versions(article_id) for article_id in good)
                assert not any(outside.read_text() in a.text for a in archive.articles())
    worst = max(reading.slowest, key=lambda name: reading.slowest[name])
    print(
        f"files {options.files:,}, crashes {reading.crashes}, given up {reading.given_up}", end=""
    )
    print(f", good files lost {lost + reading.lost}")
    print(f"slowest file {reading.slowest[worst]:.1f} s ({worst})")
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
