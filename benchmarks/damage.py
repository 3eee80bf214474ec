"""Whether the doctor finds what is damaged in an archive, and mends it.

    python -m benchmarks.damage [ARTICLES]

Damages copies of one archive of invented articles (1,500 unless said otherwise), one damage a copy,
and prints for each whether it was found, whether it was mended without embedding again, and what
was said of it. Exit code 1 where one was not found, or not mended though it can be.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive
from vectorstore.store.index_folder import build, seal
from vectorstore.text.normalise import folded

Damage = Callable[[Path], None]


class CountingEncoder(CheapEncoder):
    """The cheap encoder, which counts the texts that it was given."""

    texts = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return super().encode(texts)


def _index_file(archive: Path, name: str) -> Path:
    return next(iter(archive.glob(f"index-*/**/{name}")))


def truncated(name: str) -> Damage:
    """An index file of which the second half is gone."""

    def damage(archive: Path) -> None:
        path = _index_file(archive, name)
        with path.open("rb+") as file:
            file.truncate(path.stat().st_size // 2)

    return damage


def flipped(name: str, share: float = 0.5) -> Damage:
    """An index file with one byte changed, that far into it."""

    def damage(archive: Path) -> None:
        path = _index_file(archive, name)
        content = bytearray(path.read_bytes())
        content[int(len(content) * share)] ^= 0xFF
        path.write_bytes(content)

    return damage


def misspelt(name: str, word: bytes) -> Damage:
    """An index file in which a word has one letter changed."""

    def damage(archive: Path) -> None:
        path = _index_file(archive, name)
        path.write_bytes(path.read_bytes().replace(word, b"X" + word[1:]))

    return damage


def deleted(name: str) -> Damage:
    """An index file that is gone."""
    return lambda archive: _index_file(archive, name).unlink()


def index_gone(archive: Path) -> None:
    shutil.rmtree(next(archive.glob("index-*")))


def sql(*statements: str) -> Damage:
    """The catalogue changed behind the archive's back."""

    def damage(archive: Path) -> None:
        db = sqlite3.connect(archive / "catalogue.sqlite", isolation_level=None)
        db.create_function("folded", 1, folded, deterministic=True)
        for statement in statements:
            db.execute(statement)
        db.close()

    return damage


def fewer_in_index(archive: Path) -> None:
    """An index, whole in itself, that lacks ten chunks."""
    _rebuilt(archive, slice(10, None))


def other_vectors_in_index(archive: Path) -> None:
    """An index, whole in itself, in which ten chunks have each other's vectors."""
    _rebuilt(archive, slice(0, None), swapped=10)


def _rebuilt(archive: Path, part: slice, swapped: int = 0) -> None:
    db = sqlite3.connect(archive / "catalogue.sqlite")
    rows = db.execute("SELECT chunk.key, data FROM chunk JOIN vector ON vector.key = vector")
    keys, data = zip(*rows.fetchall(), strict=True)
    db.close()
    vectors = np.frombuffer(b"".join(data), np.float32).reshape(len(keys), -1).copy()
    vectors[:swapped] = vectors[:swapped][::-1]
    folder = next(archive.glob("index-*"))
    build(folder, [(keys[part], vectors[part])], len(keys[part]))
    # As if the seal had been set on it.
    note = json.dumps(seal(folder))
    sql(f"UPDATE setting SET value = '{note}' WHERE name = 'index_seal'")(archive)


def torn_page(archive: Path) -> None:
    """A page in the middle of the catalogue overwritten."""
    path = archive / "catalogue.sqlite"
    with path.open("rb+") as file:
        file.seek(path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\x7f" * 4096)


_VECTOR = "(SELECT vector FROM chunk ORDER BY key LIMIT 1 OFFSET 7)"
DAMAGES: dict[str, Damage] = {
    "data_level0.bin truncated": truncated("data_level0.bin"),
    "data_level0.bin: a byte flipped": flipped("data_level0.bin", 0.371),
    "data_level0.bin deleted": deleted("data_level0.bin"),
    "header.bin truncated": truncated("header.bin"),
    "header.bin: a byte flipped": flipped("header.bin"),
    "length.bin truncated": truncated("length.bin"),
    "length.bin deleted": deleted("length.bin"),
    "link_lists.bin: a byte flipped": flipped("link_lists.bin"),
    "link_lists.bin deleted": deleted("link_lists.bin"),
    "index_metadata.pickle: a byte flipped": flipped("index_metadata.pickle"),
    "index_metadata.pickle deleted": deleted("index_metadata.pickle"),
    "flat-vectors.f32 truncated": truncated("flat-vectors.f32"),
    "flat-vectors.f32: a byte flipped": flipped("flat-vectors.f32", 0.5),
    "flat-keys.i64 deleted": deleted("flat-keys.i64"),
    "chroma.sqlite3 truncated": truncated("chroma.sqlite3"),
    "chroma.sqlite3: a letter changed": misspelt("chroma.sqlite3", b"cosine"),
    "chroma.sqlite3 deleted": deleted("chroma.sqlite3"),
    "the index folder deleted": index_gone,
    "ten chunks missing from the index": fewer_in_index,
    "ten chunks with other vectors in the index": other_vectors_in_index,
    "a chunk row deleted": sql("DELETE FROM chunk WHERE key = 7"),
    "an article row deleted": sql("DELETE FROM article WHERE key = 7"),
    "a vector row deleted": sql(f"DELETE FROM vector WHERE key = {_VECTOR}"),
    "a vector overwritten with another": sql(
        f"UPDATE vector SET data = (SELECT data FROM vector WHERE key = 99) WHERE key = {_VECTOR}"
    ),
    "a vector cut short": sql(f"UPDATE vector SET data = substr(data, 9) WHERE key = {_VECTOR}"),
    "a full-text row deleted": sql(
        "INSERT INTO chunk_text (chunk_text, rowid, title, outlet, published, body)"
        " SELECT 'delete', * FROM chunk_words WHERE key = 7"
    ),
    "a chunk's words changed": sql("UPDATE chunk SET start = start + 3 WHERE key = 7"),
    "an article's text changed": sql(
        "UPDATE article SET text = replace(text, 'ka', 'ko') WHERE key = 7"
    ),
    "a vector that no chunk has": sql(
        "INSERT INTO vector (hash, data) SELECT x'00', data FROM vector WHERE key = 9"
    ),
    "the note of the index in use deleted": sql("DELETE FROM setting WHERE name = 'index'"),
    "the note of the last indexed chunk wrong": sql(
        "UPDATE setting SET value = '12' WHERE name = 'index_last'"
    ),
    "the note of the encoder deleted": sql("DELETE FROM setting WHERE name = 'fingerprint'"),
    "chunks noted as not current": sql("UPDATE chunk SET current = 0 WHERE key < 9"),
    "a chunk's outlet changed": sql("UPDATE chunk SET outlet = 'Elsewhere' WHERE key = 9"),
    "a page of the catalogue overwritten": torn_page,
}
# What only a copy, or the articles' files, can bring back.
BEYOND_REPAIR = {"a page of the catalogue overwritten", "an article's text changed"}


@dataclass(frozen=True)
class Outcome:
    """What the doctor made of one damage; `embedded` counts texts embedded in repairing."""

    name: str
    found: tuple[str, ...]
    left: tuple[str, ...]
    embedded: int

    @property
    def is_right(self) -> bool:
        return bool(self.found) and bool(self.left) == (self.name in BEYOND_REPAIR)


def make_archive(folder: Path, count: int) -> Path:
    """An archive of invented articles, and that it is whole."""
    source = write_jsonl(folder / "articles.jsonl", articles(count))
    with Archive.open(folder / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
        assert not archive.doctor().problems
    return folder / "archive"


def outcome(name: str, archive: Path, scratch: Path) -> Outcome:
    """Damage a copy, have it examined, then repaired."""
    copy = Path(shutil.copytree(archive, scratch / "copy"))
    DAMAGES[name](copy)
    encoder = CountingEncoder()
    with Archive.open(copy, encoder) as opened:
        found = opened.doctor().problems
        encoder.texts = 0
        left = opened.doctor(repair=True).problems
    shutil.rmtree(copy)
    return Outcome(name, found, left, encoder.texts)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        archive = make_archive(scratch, count)
        started = time.perf_counter()
        with Archive.open(archive, CheapEncoder()) as opened:
            health = opened.doctor()
        seconds = time.perf_counter() - started
        print(
            f"{health.chunks:,} chunks, examined in {seconds:.1f} s; whole: {not health.problems}"
        )
        print(f"{'damage':<42} found  mended  embedded  what was said of it")
        outcomes = [outcome(name, archive, scratch) for name in DAMAGES]
    for item in outcomes:
        mended = "no" if item.left else "yes"
        said = " | ".join(item.found)
        print(
            f"{item.name:<42} {'yes' if item.found else 'NO':<6} {mended:<7} {item.embedded:>8}"
            f"  {said[:150]}{'' if item.is_right else '  <- WRONG'}"
        )
    found, right = sum(bool(i.found) for i in outcomes), sum(i.is_right for i in outcomes)
    print(f"found {found} of {len(outcomes)}; as they should be after repair: {right}")
    sys.exit(right < len(outcomes))


if __name__ == "__main__":
    main()
