"""From files to the catalogue: reading runs ahead in a thread while the catalogue is written.

Articles are kept, and found by words, without their vectors: `embed.py` makes those.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields, replace
from itertools import chain, repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore import chunks, formats
from vectorstore.clean import VERSION, clean, is_clean
from vectorstore.formats import opening
from vectorstore.formats.opening import bytes_read
from vectorstore.store import identity, removed
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import Entry, Kept, digest, text_hash
from vectorstore.store.removed import Removed
from vectorstore.text import address, near_copies
from vectorstore.text.file_names import from_column, printable, to_column
from vectorstore.text.vocabulary import is_word
from vectorstore.types import (
    Article,
    Exported,
    IngestProgress,
    IngestReport,
    RawArticle,
    Unreadable,
)

# Chunks a transaction: what a killed ingest has to do again, and what is read ahead of it, at the
# most. The first has fewer, so that something can be asked about soon.
BATCH_CHUNKS, FIRST_CHUNKS = 512, 64
# Rows of a file, named by their numbers only, that are compared with one another's earlier versions
# at once, at the most: they are held in memory meanwhile.
MAX_ROWS = 2000

# Of files that are text, the share of their bytes that is the articles'; less is worth a look.
_MIN_TEXT_SHARE = {
    **dict.fromkeys(
        """.txt .text .md .markdown .csv .tsv .json .jsonl .ndjson .jl .sgm .ris .xml .rtf
        .mbox""".split(),
        0.05,
    ),
    **dict.fromkeys(".html .htm .xhtml".split(), 0.002),
}
_MIN_BYTES = 50_000
_MIN_CONFIDENCE = 0.8  # of words read from a picture; clean print gives .86 to .96

_ALWAYS_SAID = frozenset(
    """text source id title outlet author url published updated language is_page_text""".split()
)

Progress = Callable[[IngestProgress], None]
Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read; `is_same` where it is as it was when it was last read.

    `name` is its path as the catalogue keeps it.
    """

    path: Path
    name: str
    size: int
    modified: int
    digest: bytes = b""
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """An article as it was read; `bytes_read` is how far its file had been read.

    `is_row` where only its place names it, `is_alone` where nothing but its file does. `vectors`
    are those of its chunks by their words' hash, where they are made already.
    """

    entry: Entry
    bytes_read: int
    is_row: bool
    is_alone: bool
    confidence: float
    vectors: Mapping[bytes, Vector] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    """A record that is word for word the one that an article was made of."""

    id: str
    source: str
    characters: int
    confidence: float


Item = File | Read | _Known | Unreadable
# What reads files: in batches, which are small, and in their order.
Reading = Callable[[Catalogue, Sequence[File], bool], Iterator[list[Item]]]


def ingest(
    catalogue: Catalogue,
    paths: Sequence[Path],
    progress: Progress | None = None,
    again: bool = False,
    reading: Reading | None = None,
) -> IngestReport:
    """Keep every article in the files and folders; whatever can't be read is named and set aside.

    `again` reads unchanged files too, as is done anyway with those that an older cleaning read.
    They are read here, a batch ahead, unless another `reading` is given.

    An article is kept for good once the progress that counts it was reported.
    """
    report = IngestReport()
    work = _Ingest(catalogue, report, progress, catalogue.articles.last_key())
    files = _files(paths, report)
    changed = [file for file in files if again or not work.skip_unchanged(file)]
    size = sum(file.size for file in changed)
    work.done = IngestProgress(len(changed), 0, size, 0, 0)
    for batch in (reading or _read_ahead)(catalogue, changed, again):
        with catalogue.turn():
            work.look_again()
            for item in batch:
                work.take(item)
            work.commit()
    with catalogue.turn():
        work.flush()
    return report


@dataclass(slots=True)
class _InFile:
    """What was read of a file so far: articles' ids, rows to be compared, and what was set aside.

    It is `to_try_again` where its disk was in the way.
    """

    file: File
    bytes_read: int = 0
    ids: set[str] = field(default_factory=set)
    rows: list[Entry] = field(default_factory=list)
    set_aside: list[tuple[str, str]] = field(default_factory=list)
    kept_out: list[tuple[str, str]] = field(default_factory=list)
    to_try_again: bool = False
    held: int = 0
    kept: int = 0
    characters: int = 0
    least_sure: float = 1.0

    def doubts(self) -> Iterator[str]:
        """Why less was kept than the file may hold."""
        if self.kept and self.kept < self.held:
            parts = f"held {self.held:,} articles, rows or other parts"
            yield f"{parts}, of which {self.kept:,} were kept"
        suffix = opening.suffix(self.file.path)
        least = self.file.size * _MIN_TEXT_SHARE.get(suffix, 0.0)
        if self.kept and self.file.size >= _MIN_BYTES and self.characters < least:
            size = f"{self.file.size / 1024:,.0f} KB"
            yield f"gave {self.characters:,} characters of text from {size}"
        if self.least_sure < _MIN_CONFIDENCE:
            yield f"read from a picture, {self.least_sure:.0%} sure: compare its words with it"


_NO_FILE = File(Path(), "", 0, 0)


@dataclass(slots=True)
class _Ingest:
    """What one ingest has in hand: articles read but not yet kept, and files read to the end."""

    catalogue: Catalogue
    report: IngestReport
    progress: Progress | None
    last: int  # what was kept before has no greater key
    done: IngestProgress = field(default_factory=lambda: IngestProgress(0, 0, 0, 0, 0))
    pending: dict[str, Entry] = field(default_factory=dict)
    namesakes: dict[str, list[Entry]] = field(default_factory=dict)
    confirmed: list[tuple[int, Entry]] = field(default_factory=list)
    finished: list[_InFile] = field(default_factory=list)
    vectors: dict[bytes, Vector] = field(default_factory=dict)
    current: _InFile = field(default_factory=lambda: _InFile(_NO_FILE))
    removed: Removed = field(init=False)

    def __post_init__(self) -> None:
        self.removed = Removed(self.catalogue)

    def skip_unchanged(self, file: File) -> bool:
        """Count what an unchanged file holds, without reading it."""
        if not self.catalogue.files.is_read(file.name, file.size, file.modified, VERSION):
            return False
        self.report.unchanged += self.catalogue.files.count_articles(file.name)
        self.report.skipped += self.catalogue.files.set_aside(file.name)
        self.report.kept_out += removed.kept_out(self.catalogue, file.name)
        return True

    def look_again(self) -> None:
        """Have another writer's removals count from now on."""
        if not self.removed.is_as_kept():
            self.removed = Removed(self.catalogue)

    def take(self, item: Item) -> None:
        if isinstance(item, File):
            self._finish_file()
            self.current = _InFile(item)
        elif isinstance(item, Unreadable):
            self.current.held += item.count
            self.current.set_aside.append((item.source, item.reason))
            self.current.to_try_again |= not item.is_lasting
            self.report.skipped.append((item.source, item.reason))
        elif isinstance(item, _Known):
            self._count_text(item.characters, item.confidence)
            self._count_known(item.id, item.source)
        else:
            self._count_text(len(item.entry.article.text), item.confidence)
            self._add(item)

    def _count_text(self, characters: int, confidence: float) -> None:
        self.current.least_sure = min(self.current.least_sure, confidence)
        self.current.held += 1
        self.current.kept += 1
        self.current.characters += characters

    def flush(self) -> None:
        self._finish_file()
        self.commit()

    def _finish_file(self) -> None:
        read = self.current
        if read.file is _NO_FILE:
            return
        self._settle_rows()
        self.report.doubtful += [(printable(read.file.path), doubt) for doubt in read.doubts()]
        if not read.to_try_again:
            self.finished.append(read)
        self.done = replace(
            self.done,
            files_done=self.done.files_done + 1,
            bytes_done=self.done.bytes_done + read.file.size,
        )
        self.current = _InFile(_NO_FILE)

    def _add(self, read: Read) -> None:
        entry, current = read.entry, self.current
        self.vectors.update(read.vectors)
        current.bytes_read = min(read.bytes_read, current.file.size)
        if removed_id := self.removed.match(entry, is_row=read.is_row):
            current.kept_out.append((printable(from_column(entry.source)), removed_id))
            self.report.kept_out.append(current.kept_out[-1])
            return
        if entry.exported:
            self._restore(entry, entry.exported)
            return
        pending = self.namesakes.get(entry.name, ())
        if any(other.raw == entry.raw or identity.is_version(entry, other) for other in pending):
            self.commit()
        kept = identity.known(
            self.catalogue,
            entry,
            is_same_file=current.file.is_same,
            taken=current.ids,
            last=self.last if read.is_row else None,
        )
        if kept is None and read.is_row and identity.may_be_rows(self.catalogue, entry):
            current.rows.append(entry)
            if len(current.rows) == MAX_ROWS:
                self._settle_rows()
            return
        if kept is None:
            alone_in = current.file.name if read.is_alone else ""
            kept = identity.version_of(self.catalogue, entry, taken=current.ids, alone_in=alone_in)
        self._settle(entry, kept)

    def _restore(self, entry: Entry, exported: Exported) -> None:
        """Keep a version as an export says it; the current one stands before the older ones."""
        article_id = entry.article.id
        if article_id in self.pending:
            self.commit()
        known = self.catalogue.articles
        there = known.digest_of(article_id, exported.version)
        if there == entry.digest:
            if exported.is_current:
                self._count_known(article_id, entry.source)
        elif not exported.is_current:
            if known.file_of(article_id) == entry.file and not there:
                self._keep(replace(entry, is_older=True), article_id)
            else:
                reason = f"an older version of {article_id}, which is kept from elsewhere"
                self.take(Unreadable(entry.source, reason))
        elif known.has_id(article_id):
            entry = replace(entry, exported=None)
            kept = identity.version_of(self.catalogue, entry, taken=self.current.ids, alone_in="")
            self._settle(entry, kept)
        else:
            self.report.added += 1
            self._keep(entry, article_id)

    def _settle_rows(self) -> None:
        """Keep the rows of the file that were not known word for word."""
        rows, self.current.rows = self.current.rows, []
        if rows:
            self.commit()
        found = identity.versions_of_rows(self.catalogue, rows, self.current.ids)
        for entry, kept in zip(rows, found, strict=True):
            self._settle(entry, kept)

    def _settle(self, entry: Entry, kept: Kept | None) -> None:
        """Keep an article, which is another version of what is kept, or new."""
        if kept is None:
            self.report.added += 1
            self._keep(entry, identity.own_id(self.catalogue, entry, self.pending))
        elif not kept.is_current:
            self.report.unchanged += 1
        elif kept.digest == entry.digest:
            if kept.raw == entry.raw or kept.file == entry.file:
                self.confirmed.append((kept.key, entry))
            self._count_known(kept.article.id, entry.source)
        else:
            self._supersede(entry, kept)

    def _supersede(self, entry: Entry, kept: Kept) -> None:
        """Keep another version of an article, and count whose doing it is."""
        is_same_file = self.current.file.is_same and kept.file == entry.file
        is_reread = kept.raw == entry.raw or is_same_file
        is_older = not is_reread and identity.is_older(entry, kept)
        if is_reread:
            self.report.reread += 1
        else:
            self.report.updated += 1
        if not (is_reread or is_older):
            titles = identity.title_of(kept.article), identity.title_of(entry.article)
            self.report.replaced.append(titles)
        self._keep(replace(entry, is_reread=is_reread, is_older=is_older), kept.article.id)

    def _keep(self, entry: Entry, article_id: str) -> None:
        if article_id in self.pending:
            self.commit()
        entry = replace(entry, article=replace(entry.article, id=article_id))
        self.pending[article_id] = entry
        self.namesakes.setdefault(entry.name, []).append(entry)
        self.current.ids.add(article_id)

    def _count_known(self, article_id: str, source: str) -> None:
        self.current.ids.add(article_id)
        before = self.catalogue.articles.file_of(article_id)
        if before == self.current.file.name:
            self.report.unchanged += 1
        elif before and not formats.is_gone(from_column(before)):
            self.report.duplicates += 1
        else:
            self.report.unchanged += 1
            self.catalogue.move(article_id, source, self.current.file.name)

    def commit(self) -> None:
        """Keep what is pending, together with the files that it completes.

        Words that have a vector already, from another version or copy, have it again.
        """
        entries = list(self.pending.values())
        hashes = [[text_hash(text) for text in entry.texts] for entry in entries]
        known = self.catalogue.vectors.keys(list(dict.fromkeys(chain.from_iterable(hashes))))
        new = dict.fromkeys(key for key in chain.from_iterable(hashes) if key in self.vectors)
        with self.catalogue.transaction():
            for key in new:
                if key not in known:
                    known[key] = self.catalogue.vectors.add(key, self.vectors[key])
            for entry, row in zip(entries, hashes, strict=True):
                is_copy = self.catalogue.keep(entry, [known.get(key) for key in row])
                self.report.duplicates += is_copy
            for kept, entry in self.confirmed:
                self.catalogue.confirm(kept, entry.raw, entry.cleaner)
            for read in self.finished:
                file = read.file
                removed.note_kept_out(self.catalogue, file.name, read.kept_out)
                self.catalogue.files.finish(
                    file.name, file.size, file.modified, file.digest, VERSION, read.set_aside
                )
                if file.is_same:
                    self.report.reread += self.catalogue.retire_recut(file.name, VERSION)
        self.done = replace(self.done, articles=self.done.articles + len(entries))
        self.pending, self.finished, self.namesakes, self.confirmed = {}, [], {}, []
        if not self.current.rows:  # which wait for the end of their file
            self.vectors = {}
        if self.progress:
            bytes_done = self.done.bytes_done + self.current.bytes_read
            self.progress(replace(self.done, bytes_done=bytes_done))


def _files(paths: Sequence[Path], report: IngestReport) -> list[File]:
    found: dict[str, File] = {}
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
        found[name] = File(path, name, status.st_size, status.st_mtime_ns)
    return list(found.values())


def _read_ahead(catalogue: Catalogue, files: Sequence[File], again: bool) -> Iterator[list[Item]]:
    """What `items` yields, in batches; the next is read while one is worked on."""
    found = items(catalogue, files, again)

    def some(most: int) -> list[Item]:
        batch, size = [], 0
        for item in found:
            batch.append(item)
            size += len(item.entry.chunks) if isinstance(item, Read) else 1
            if size >= most:
                break
        return batch

    sizes = chain([FIRST_CHUNKS], repeat(BATCH_CHUNKS))
    with ThreadPoolExecutor(1, "ahead") as thread:
        ahead = thread.submit(some, next(sizes))
        while batch := ahead.result():
            ahead = thread.submit(some, next(sizes))
            yield batch


def items(catalogue: Catalogue, files: Sequence[File], again: bool) -> Iterator[Item]:
    last = None if again else catalogue.articles.last_key()
    for file in files:
        digest = _digest(file)
        is_same = catalogue.files.is_same(file.name, file.size, file.modified, digest)
        yield replace(file, digest=digest, is_same=is_same)
        for raw in formats.read(file.path):
            if isinstance(raw, Unreadable):
                yield raw
            else:
                yield _prepared(catalogue, raw, file, last)


def _digest(file: File) -> bytes:
    """The digest of a file's bytes, none where it can't be read."""
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b""


def _prepared(
    catalogue: Catalogue, raw: RawArticle, file: File, last: int | None
) -> Read | _Known | Unreadable:
    """The article of a record, cleaned and cut; which is spared where it is known word for word.

    `last` is the greatest key of what was kept before; None where all is read again.
    """
    is_row = identity.is_row_number(raw.id) and not raw.exported
    fingerprint = _fingerprint(replace(raw, source="", id="" if is_row else raw.id))
    if last is not None:
        known = catalogue.articles.made_of(fingerprint, last if is_row else None)
        if known and known.is_current and known.cleaner == VERSION:
            size = len(known.article.text)
            return _Known(known.article.id, raw.source, size, raw.confidence)
    try:
        article = _cleaned(catalogue, raw)
    except ValueError as error:
        return Unreadable(raw.source, str(error))
    source = file.name if raw.source == printable(file.path) else raw.source
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
        (raw.exported and raw.exported.named_by) or article.id,
        VERSION,
        is_brought=bool(raw.id),
        exported=raw.exported,
    )
    is_alone = source == file.name and not (raw.id or address.names_a_story(article.url))
    return Read(entry, bytes_read(file.path), is_row, is_alone, raw.confidence)


def _cleaned(catalogue: Catalogue, raw: RawArticle) -> Article:
    """The article of a record; of an export as it is. ValueError, with the reason, for none."""
    if raw.exported is None:
        return clean(raw, lambda word: is_word(word) or catalogue.articles.has_word(word))
    if not is_clean(raw.exported.article):
        raise ValueError("not as Dateline exports it: it has what no cleaning leaves")
    return raw.exported.article


def _fingerprint(raw: RawArticle) -> bytes:
    """A digest of all that a record says, wherever it stands.

    What format 2 did not know counts only where it is said, so that its digests hold.
    """
    said = (
        f"{item.name}={getattr(raw, item.name)!r}"
        for item in fields(raw)
        if item.name in _ALWAYS_SAID or getattr(raw, item.name) != item.default
    )
    return hashlib.sha256(f"RawArticle({', '.join(said)})".encode()).digest()
