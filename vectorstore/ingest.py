"""From files to the catalogue: reading runs ahead in a thread while the encoder works."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from pathlib import Path

from vectorstore import chunks, formats
from vectorstore.clean import clean
from vectorstore.formats.opening import bytes_read
from vectorstore.models.encoder import Encoder
from vectorstore.models.vocabulary import is_word
from vectorstore.store import removed
from vectorstore.store.catalogue import Catalogue, Entry, digest, text_hash
from vectorstore.store.removed import Removed
from vectorstore.text import near_copies
from vectorstore.text.file_names import from_column, printable, to_column
from vectorstore.types import IngestProgress, IngestReport, RawArticle, Unreadable

# Chunks a transaction: what a killed ingest has to do again, and what is read ahead of the encoder,
# at the most. The first has fewer, so that the encoder need not wait long for it.
BATCH_CHUNKS, FIRST_CHUNKS = 512, 64

Progress = Callable[[IngestProgress], None]


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read; `name` is its path as the catalogue keeps it."""

    path: Path
    name: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class _Read:
    """An article as it was read; `bytes_read` is how far its file had been read."""

    entry: Entry
    bytes_read: int


@dataclass(frozen=True, slots=True)
class _Known:
    """A record that is word for word the one that an article was made of."""

    id: str
    source: str


_Item = _File | _Read | _Known | Unreadable


def ingest(
    catalogue: Catalogue,
    encoder: Encoder,
    paths: Sequence[Path],
    progress: Progress | None = None,
) -> IngestReport:
    """Keep every article in the files and folders; whatever can't be read is named and set aside.

    An article is kept for good once the progress that counts it was reported.
    """
    report = IngestReport()
    work = _Ingest(catalogue, encoder, report, progress)
    files = _files(paths, report)
    changed = [file for file in files if not work.skip_unchanged(file)]
    work.files, work.bytes = len(changed), sum(file.size for file in changed)
    for batch in _read_ahead(catalogue, changed):
        for item in batch:
            work.take(item)
        work.commit()
    work.flush()
    return report


@dataclass(slots=True)
class _Ingest:
    """What one ingest has in hand: articles read but not yet kept, and files read to the end."""

    catalogue: Catalogue
    encoder: Encoder
    report: IngestReport
    progress: Progress | None
    files: int = 0
    files_done: int = 0
    bytes: int = 0
    bytes_done: int = 0
    bytes_in_file: int = 0
    kept: int = 0
    pending: dict[str, Entry] = field(default_factory=dict)
    finished: list[tuple[_File, list[tuple[str, str]], list[tuple[str, str]]]] = field(
        default_factory=list
    )
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    to_try_again: bool = False
    file: _File | None = None
    kept_out: list[tuple[str, str]] = field(default_factory=list)
    removed: Removed = field(init=False)

    def __post_init__(self) -> None:
        self.removed = Removed(self.catalogue)

    def skip_unchanged(self, file: _File) -> bool:
        """Count what an unchanged file holds, without reading it."""
        if not self.catalogue.file_unchanged(file.name, file.size, file.modified):
            return False
        self.report.unchanged += self.catalogue.count_in_file(file.name)
        self.report.skipped += self.catalogue.set_aside_in_file(file.name)
        self.report.kept_out += removed.kept_out(self.catalogue, file.name)
        return True

    def take(self, item: _Item) -> None:
        if isinstance(item, _File):
            self._finish_file()
            self.file = item
        elif isinstance(item, Unreadable):
            self.set_aside.append((item.source, item.reason))
            self.to_try_again |= not item.is_lasting
            self.report.skipped.append((item.source, item.reason))
        elif isinstance(item, _Known):
            self._count_known(item.id, item.source)
        else:
            self._add(item)

    def flush(self) -> None:
        self._finish_file()
        self.commit()

    def _finish_file(self) -> None:
        if self.file:
            if not self.to_try_again:
                self.finished.append((self.file, self.set_aside, self.kept_out))
            self.set_aside, self.kept_out, self.to_try_again = [], [], False
            self.files_done += 1
            self.bytes_done += self.file.size
            self.bytes_in_file = 0
            self.file = None

    def _add(self, read: _Read) -> None:
        assert self.file is not None  # noqa: S101 - the reader names the file first
        entry = read.entry
        self.bytes_in_file = min(read.bytes_read, self.file.size)
        if removed_id := self.removed.match(entry):
            self.kept_out.append((printable(from_column(entry.source)), removed_id))
            self.report.kept_out.append(self.kept_out[-1])
            return
        if entry.article.id in self.pending:
            self.commit()
        known = self.catalogue.digest(entry.article.id)
        if known == entry.digest:
            self._count_known(entry.article.id, entry.source)
            return
        if known is not None:
            self.report.updated += 1
        else:
            self.report.added += 1
        self.pending[entry.article.id] = entry

    def _count_known(self, article_id: str, source: str) -> None:
        assert self.file is not None  # noqa: S101
        before = self.catalogue.file_of(article_id)
        if before == self.file.name:
            self.report.unchanged += 1
        elif before and not formats.is_gone(from_column(before)):
            self.report.duplicates += 1
        else:
            self.report.unchanged += 1
            self.catalogue.move(article_id, source, self.file.name)

    def commit(self) -> None:
        """Encode what is pending and keep it, together with the files that it completes."""
        entries = list(self.pending.values())
        hashes = [[text_hash(text) for text in entry.texts] for entry in entries]
        texts = {
            key: text
            for entry, row in zip(entries, hashes, strict=True)
            for text, key in zip(entry.texts, row, strict=True)
        }
        known = self.catalogue.vector_keys(list(texts))
        new = [key for key in texts if key not in known]
        vectors = self.encoder.encode([texts[key] for key in new]) if new else ()
        with self.catalogue.transaction():
            for key, vector in zip(new, vectors, strict=True):
                known[key] = self.catalogue.add_vector(key, vector)
            for entry, row in zip(entries, hashes, strict=True):
                is_copy = self.catalogue.keep(entry, [known[key] for key in row])
                self.report.duplicates += is_copy
            for file, set_aside, kept_out in self.finished:
                removed.note_kept_out(self.catalogue, file.name, kept_out)
                self.catalogue.finish_file(file.name, file.size, file.modified, set_aside)
        self.kept += len(entries)
        self.pending, self.finished = {}, []
        if self.progress:
            done = self.bytes_done + self.bytes_in_file
            self.progress(IngestProgress(self.files, self.files_done, self.bytes, done, self.kept))


def _files(paths: Sequence[Path], report: IngestReport) -> list[_File]:
    found: dict[str, _File] = {}
    for item in formats.files(paths):
        if isinstance(item, Unreadable):
            report.skipped.append((item.source, item.reason))
            continue
        path = Path(os.path.realpath(item))
        try:
            status = path.stat()
        except OSError as error:  # it went away just now
            reason = f"cannot be read: {error.strerror or error}"
            report.skipped.append((printable(item), reason))
            continue
        name = to_column(path)
        found[name] = _File(path, name, status.st_size, status.st_mtime_ns)
    return list(found.values())


def _read_ahead(catalogue: Catalogue, files: Sequence[_File]) -> Iterator[list[_Item]]:
    """What `_read` yields, in batches; the next is read while one is worked on."""
    items = _read(catalogue, files)

    def some(most: int) -> list[_Item]:
        batch, size = [], 0
        for item in items:
            batch.append(item)
            size += len(item.entry.chunks) if isinstance(item, _Read) else 1
            if size >= most:
                break
        return batch

    sizes = chain([FIRST_CHUNKS], repeat(BATCH_CHUNKS))
    with ThreadPoolExecutor(1, "reader") as reader:
        ahead = reader.submit(some, next(sizes))
        while batch := ahead.result():
            ahead = reader.submit(some, next(sizes))
            yield batch


def _read(catalogue: Catalogue, files: Sequence[_File]) -> Iterator[_Item]:
    for file in files:
        yield file
        for raw in formats.read(file.path):
            yield raw if isinstance(raw, Unreadable) else _prepared(catalogue, raw, file)


def _prepared(catalogue: Catalogue, raw: RawArticle, file: _File) -> _Read | _Known | Unreadable:
    """The article of a record, cleaned and cut; which is spared where it is known word for word."""
    fingerprint = hashlib.sha256(repr(replace(raw, source="")).encode()).digest()
    known = catalogue.id_of_raw(fingerprint)
    if known is not None:
        return _Known(known, raw.source)
    try:
        article = clean(raw, lambda word: is_word(word) or catalogue.has_word(word))
    except ValueError as error:
        return Unreadable(raw.source, str(error))
    source = file.name if raw.source == printable(file.path) else raw.source
    if source == file.name and not (raw.id or raw.url):
        article = replace(article, id=catalogue.id_in(file.name) or article.id)
    cut = chunks.split(article)
    entry = Entry(
        article,
        cut,
        [chunks.encoded_text(article, chunk) for chunk in cut],
        near_copies.bands(article.text),
        digest(article),
        fingerprint,
        source,
        file.name,
    )
    return _Read(entry, bytes_read(file.path))
