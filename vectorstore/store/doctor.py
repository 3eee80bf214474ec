"""Whether all that an archive keeps agrees and can be found, and mending what does not."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from pathlib import Path

import numpy as np

from vectorstore import chunks
from vectorstore.errors import ArchiveError
from vectorstore.models.encoder import Encoder
from vectorstore.store import index, upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import DAY_OF_CHUNK, as_article, digest, text_hash
from vectorstore.store.index import Index
from vectorstore.store.vectors import matrix
from vectorstore.types import Article, Chunk

_BATCH = 2000
# How far the length of a vector may be off 1 by rounding.
_ROUNDING = 1e-3
# The least cosine of two vectors that one encoder makes of one text.
_SAME = 0.99
_FIELDS = "id, text, title, article.outlet, author, url, published, updated, language, entries"
_SAYS_OTHERWISE = (
    f"chunk.current <> article.current OR chunk.day IS NOT {DAY_OF_CHUNK}"
    " OR chunk.outlet <> article.outlet"
)


class Remedy(IntEnum):
    """What mends a problem, in the order in which it is done."""

    NONE = 0
    REINDEX = auto()
    ENCODER = auto()
    NUMBER = auto()
    FORGET = auto()
    CUT = auto()
    ENCODE = auto()
    MARK = auto()
    DROP = auto()
    WORDS = auto()
    STRAYS = auto()
    INDEX = auto()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, for people, and what mends it; `rows` are the catalogue's keys."""

    text: str
    remedy: Remedy
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """What an archive holds, counted, and what is wrong with it; `mended` was and is no more.

    `waiting` are the chunks whose vectors are still to be made, which is nothing wrong.
    """

    articles: int
    chunks: int
    vectors: int
    found: tuple[Problem, ...] = ()
    mended: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, a line each; none where all is well."""
        return tuple(problem.text for problem in self.found)

    @property
    def needs_encoder(self) -> bool:
        """Whether vectors were lost, which the encoder has to make again from their texts."""
        return any(problem.remedy in (Remedy.CUT, Remedy.ENCODE) for problem in self.found)


def examine(catalogue: Catalogue, path: Path) -> Health:
    """Look at everything and change nothing; for whoever holds the archive's lock."""
    with catalogue.connected() as db:
        return _examined(catalogue, path, db)


def _examined(catalogue: Catalogue, path: Path, db: sqlite3.Connection) -> Health:
    found: list[Problem] = []
    try:
        found += _structure(db)
        if not found:
            for look in (_settings, _references, _articles, _vectors, _words):
                found += look(db)
            found += _index(db, path, catalogue)
        counts = [int(db.execute(sql).fetchone()[0]) for sql in _COUNTS]
    except sqlite3.DatabaseError as error:
        found.append(_torn(str(error)))
        counts = [0] * len(_COUNTS)
    articles, held, vectors, waiting = counts
    return Health(articles, held, vectors, tuple(found), waiting=waiting)


def repair(catalogue: Catalogue, path: Path, encoder: Encoder, health: Health) -> Health:
    """Mend what can be mended; only vectors that were lost are made anew by the encoder."""
    found = health.found
    # A damage can hide another: what is seen only after the first round is mended in the second.
    for _ in range(2):
        with catalogue.connected() as db:
            _Repair(catalogue, path, encoder, db).mend(found)
        after = examine(catalogue, path)
        found = after.found
        if not any(problem.remedy for problem in found):
            break
    mended = tuple(text for text in health.problems if text not in after.problems)
    return replace(after, mended=mended)


_COUNTS = (
    "SELECT count(*) FROM article WHERE current",
    "SELECT count(*) FROM chunk WHERE current",
    "SELECT count(*) FROM vector",
    "SELECT count(*) FROM chunk WHERE vector IS NULL",
)


# Looking


def _torn(reason: str) -> Problem:
    return Problem(
        f"The file catalogue.sqlite is damaged ({reason}). That can't be mended: put a copy of the"
        " archive in its place, or ingest the articles into a new archive.",
        Remedy.NONE,
    )


def _structure(db: sqlite3.Connection) -> Iterator[Problem]:
    """The file itself: pages, and the indexes that SQLite keeps."""
    said = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    for line in [line for line in said if line != "ok"][:1]:
        if all("index" in other and "page" not in other for other in said):
            yield Problem(f"An index of catalogue.sqlite is wrong ({line}).", Remedy.REINDEX)
        elif "FTS5" in line:
            yield _wrong_words(line)
        else:
            yield _torn(line)


def _settings(db: sqlite3.Connection) -> Iterator[Problem]:
    known = dict(db.execute("SELECT name, value FROM setting"))
    has_vectors = db.execute("SELECT EXISTS (SELECT 1 FROM vector)").fetchone()[0]
    if has_vectors and not (known.get("fingerprint") and known.get("encoder")):
        yield Problem(
            "It is not noted which encoder made the vectors. Where it is the one that is set now,"
            " it can be noted again.",
            Remedy.ENCODER,
        )
    last = known.get("index_last", "0")
    [highest] = db.execute("SELECT coalesce(max(embedded), 0) FROM chunk").fetchone()
    ever = known.get("embedded_last") or _last_ever(db)
    if not ever.isdecimal() or int(ever) < highest:
        yield Problem(
            f"The last vector that was made is noted as {ever!r}; it is {highest} at least.",
            Remedy.NUMBER,
        )
    elif not last.isdecimal() or int(last) > int(ever):
        yield Problem(
            f"The last chunk in the index is noted as {last!r}, which is no chunk.", Remedy.INDEX
        )


def _last_ever(db: sqlite3.Connection) -> str:
    """The last chunk, where each had its vector at once."""
    highest = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chunk'")
    return str(highest.fetchone()[0])


def _references(db: sqlite3.Connection) -> Iterator[Problem]:
    """Rows that name others which are not there, or say otherwise than those."""
    for text, remedy, condition in (
        (
            "{} chunks belong to no article.",
            Remedy.DROP,
            "chunk WHERE article NOT IN (SELECT key FROM article)",
        ),
        (
            "{} chunks have lost their vector.",
            Remedy.ENCODE,
            "chunk WHERE vector IS NOT NULL AND vector NOT IN (SELECT key FROM vector)"
            " AND article IN (SELECT key FROM article)",
        ),
        (
            "{} chunks are not numbered as their vectors came.",
            Remedy.NUMBER,
            "chunk WHERE (vector IS NULL) <> (embedded IS NULL)",
        ),
        (
            "{} vectors belong to no chunk.",
            Remedy.DROP,
            "vector WHERE NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.vector = vector.key)",
        ),
        (
            "{} chunks say otherwise than their article whether they are current, or of what day"
            " or outlet.",
            Remedy.MARK,
            f"chunk JOIN article ON article.key = chunk.article WHERE {_SAYS_OTHERWISE}",
        ),
        (
            "{} current chunks are noted as taken out of the index.",
            Remedy.MARK,
            "unindex WHERE key IN (SELECT key FROM chunk WHERE current)",
        ),
        (
            "{} notes on near-copies belong to no article.",
            Remedy.DROP,
            "band WHERE article NOT IN (SELECT key FROM article)",
        ),
    ):
        count = int(db.execute(f"SELECT count(*) FROM {condition}").fetchone()[0])
        if count:
            yield Problem(text.format(f"{count:,}"), remedy)


def _articles(db: sqlite3.Connection) -> Iterator[Problem]:
    """Every text as it was read, and its chunks all of it, once."""
    uncut: list[tuple[int, str]] = []
    for key, file, kept, *fields in db.execute(
        f"SELECT key, file, digest, {_FIELDS} FROM article ORDER BY key"
    ):
        article = as_article(fields)
        if digest(article) != kept:
            yield Problem(
                f"The article {article.id!r} is not as it was read. That can't be mended from the"
                f" archive: ingest {file} again.",
                Remedy.FORGET,
                (key,),
            )
        if not _is_covered(article.text, _spans(db, key)):
            uncut.append((key, article.id))
    if uncut:
        yield Problem(
            f"The chunks of {len(uncut):,} articles do not cover their text: {_few(uncut)}.",
            Remedy.CUT,
            tuple(key for key, _ in uncut),
        )


def _spans(db: sqlite3.Connection, article: int) -> list[tuple[int, int]]:
    return db.execute(
        'SELECT start, "end" FROM chunk WHERE article = ? ORDER BY start', (article,)
    ).fetchall()


def _is_covered(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether spans follow each other over the whole text, with only white space between."""
    position = 0
    for start, end in spans:
        if not position <= start < end <= len(text) or text[position:start].strip():
            return False
        position = end
    return not text[position:].strip()


def _vectors(db: sqlite3.Connection) -> Iterator[Problem]:
    sizes = Counter(dict(db.execute("SELECT length(data), count(*) FROM vector GROUP BY 1")))
    if not sizes:
        return
    usual = sizes.most_common(1)[0][0]
    wrong = [
        key for (key,) in db.execute("SELECT key FROM vector WHERE length(data) <> ?", (usual,))
    ]
    rows = db.execute("SELECT key, data FROM vector WHERE length(data) = ?", (usual,))
    while batch := rows.fetchmany(_BATCH):
        lengths = np.linalg.norm(matrix([row[1] for row in batch]), axis=1)
        # "not <" also where a length is no number
        wrong += [
            row[0]
            for row, length in zip(batch, lengths, strict=True)
            if not abs(length - 1) < _ROUNDING
        ]
    if wrong:
        yield Problem(
            f"{len(wrong):,} vectors are damaged: wrong in size or length.",
            Remedy.ENCODE,
            tuple(wrong),
        )


def _words(db: sqlite3.Connection) -> Iterator[Problem]:
    try:
        db.execute("INSERT INTO chunk_text (chunk_text, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        yield _wrong_words(str(error))


def _wrong_words(reason: str) -> Problem:
    return Problem(
        f"The full-text index does not say what the chunks say ({reason}).", Remedy.WORDS
    )


def _index(db: sqlite3.Connection, path: Path, catalogue: Catalogue) -> Iterator[Problem]:
    """The index's files, the keys in it, and whether every vector finds itself."""
    try:
        name, last = catalogue.indexed.in_use()
        sealed = upkeep.sealed(catalogue)
    except ValueError as error:
        yield Problem(f"The notes on the index can't be read ({error}).", Remedy.INDEX)
        return
    if not name:
        if db.execute("SELECT 1 FROM chunk WHERE current AND embedded <= ?", (last,)).fetchone():
            yield Problem("It is not noted which index is in use.", Remedy.INDEX)
        return
    if not (path / name).is_dir():
        yield Problem(f"The index {name} is gone.", Remedy.INDEX)
        return
    if unlike := index.unlike(path / name, sealed):
        yield Problem(
            f"Files of the index {name} are not as they were built: {', '.join(unlike)}.",
            Remedy.INDEX,
        )
        return
    try:
        with closing(Index(path / name, sealed)) as opened:
            held = opened.keys()
            yield from _held(db, held, last)
            wrong, unreachable = _lost(db, opened, held)
    except ArchiveError as error:
        yield Problem(str(error), Remedy.INDEX)
        return
    if wrong:
        yield Problem(
            f"{len(wrong):,} chunks are not found by their own vector in the index.",
            # The index's files are as they were built: it is the catalogue's vectors that changed.
            Remedy.ENCODE,
            tuple(wrong),
        )
    if unknown := set(unreachable) - set(catalogue.indexed.unreachable()):
        yield Problem(
            f"The index has no way to {len(unknown):,} of its chunks.",
            Remedy.STRAYS,
            tuple(unknown),
        )


def _held(db: sqlite3.Connection, held: set[int], last: int) -> Iterator[Problem]:
    """Whether the index holds the chunks it should, and no others."""
    # Where a chunk waits for its vector, the index has nothing to hold.
    numbers = "SELECT key, coalesce(embedded, ?) FROM chunk WHERE current"
    current = dict(db.execute(numbers, (last + 1,)))
    going = {row[0] for row in db.execute("SELECT key FROM unindex")}
    if missing := {key for key, number in current.items() if number <= last} - held:
        yield Problem(f"{len(missing):,} chunks are missing from the index.", Remedy.INDEX)
    if extra := {key for key in held - going if current.get(key, last + 1) > last}:
        yield Problem(f"The index holds {len(extra):,} chunks that it should not.", Remedy.INDEX)


def _lost(db: sqlite3.Connection, opened: Index, held: set[int]) -> tuple[list[int], list[int]]:
    """Of the chunks that the index holds, those of another vector there, and the unreachable."""
    wrong: list[int] = []
    unreachable: list[int] = []
    rows = db.execute(
        "SELECT chunk.key, chunk.vector, data FROM chunk JOIN vector ON vector.key = chunk.vector"
        " WHERE chunk.current AND length(data) ="
        " (SELECT length(data) FROM vector GROUP BY 1 ORDER BY count(*) DESC LIMIT 1)"
    )
    while some := rows.fetchmany(_BATCH):
        batch = [row for row in some if row[0] in held]
        if batch:
            lost = opened.check([row[0] for row in batch], matrix([row[2] for row in batch]))
            wrong += [row[1] for row in batch if row[0] in lost.wrong]
            unreachable += lost.unreachable
    return wrong, unreachable


def _few(rows: list[tuple[int, str]]) -> str:
    return ", ".join(repr(article_id) for _, article_id in rows[:3]) + (
        ", ..." if len(rows) > 3 else ""
    )


# Mending


class _Repair:
    """The remedies, each a transaction of its own or a new index folder."""

    def __init__(
        self, catalogue: Catalogue, path: Path, encoder: Encoder, db: sqlite3.Connection
    ) -> None:
        self._catalogue, self._path, self._encoder, self._db = catalogue, path, encoder, db

    def mend(self, problems: tuple[Problem, ...]) -> None:
        needed = {problem.remedy for problem in problems}
        if needed & {Remedy.CUT, Remedy.DROP}:
            needed.add(Remedy.WORDS)
        if needed & {Remedy.CUT, Remedy.DROP, Remedy.ENCODE, Remedy.MARK}:
            needed.add(Remedy.INDEX)
        remedies: dict[Remedy, Callable[[tuple[int, ...]], None]] = {
            Remedy.REINDEX: self._reindex,
            Remedy.ENCODER: self._note_encoder,
            Remedy.NUMBER: self._number,
            Remedy.FORGET: self._forget,
            Remedy.CUT: self._cut,
            Remedy.ENCODE: self._encode,
            Remedy.MARK: self._mark,
            Remedy.DROP: self._drop,
            Remedy.WORDS: self._words,
            Remedy.STRAYS: self._unreachable,
        }
        for remedy, mend in remedies.items():
            if remedy in needed:
                rows = [problem.rows for problem in problems if problem.remedy == remedy]
                with self._catalogue.transaction():
                    mend(tuple(key for part in rows for key in part))
        if Remedy.INDEX in needed:
            upkeep.update(self._catalogue, self._path, afresh=True)

    def _reindex(self, _: tuple[int, ...]) -> None:
        self._db.execute("REINDEX")

    def _note_encoder(self, _: tuple[int, ...]) -> None:
        """Note the encoder where it makes the vectors that are there."""
        vectors = self._db.execute("SELECT key, data FROM vector LIMIT 5").fetchall()
        again = self._encoder.encode([self._text_of(key) for key, _ in vectors])
        kept = matrix([data for _, data in vectors])
        if kept.shape == again.shape and (np.sum(kept * again, axis=1) > _SAME).all():
            self._catalogue.set("encoder", self._encoder.name)
            self._catalogue.set("fingerprint", self._encoder.fingerprint)

    def _number(self, _: tuple[int, ...]) -> None:
        """Number anew what was numbered wrongly: as if its vector were just made."""
        [highest] = self._db.execute("SELECT coalesce(max(embedded), 0) FROM chunk").fetchone()
        ever = self._catalogue.setting("embedded_last")
        self._catalogue.set(
            "embedded_last", str(max(highest, int(ever) if ever.isdecimal() else 0))
        )
        self._db.execute("UPDATE chunk SET embedded = NULL WHERE vector IS NULL")
        rows = self._db.execute(
            "SELECT key, vector FROM chunk WHERE vector IS NOT NULL AND embedded IS NULL"
        ).fetchall()
        self._db.execute("UPDATE chunk SET vector = NULL WHERE embedded IS NULL")
        self._catalogue.vectors.embed(dict(rows))

    def _forget(self, articles: tuple[int, ...]) -> None:
        """Forget what damaged articles were, so that their files are read again."""
        for key in articles:
            self._db.execute(
                "DELETE FROM file WHERE path = (SELECT file FROM article WHERE key = ?)", (key,)
            )
            self._db.execute("UPDATE article SET digest = x'', raw = x'' WHERE key = ?", (key,))

    def _cut(self, articles: tuple[int, ...]) -> None:
        for key in articles:
            current, *fields = self._db.execute(
                f"SELECT current, {_FIELDS} FROM article WHERE key = ?", (key,)
            ).fetchone()
            article = as_article(fields)
            self._db.execute("DELETE FROM chunk WHERE article = ?", (key,))
            for chunk in chunks.split(article):
                added = self._db.execute(
                    'INSERT INTO chunk (article, start, "end", current) VALUES (?, ?, ?, ?)',
                    (key, chunk.start, chunk.end, current),
                )
                self._catalogue.vectors.embed({added.lastrowid or 0: self._vector(article, chunk)})
        self._mark(())

    def _encode(self, vectors: tuple[int, ...]) -> None:
        """Make damaged vectors, and those that are missing, from their texts again."""
        for key in vectors:
            if text := self._text_of(key):
                data = self._encoder.encode([text])[0].astype("<f4").tobytes()
                self._db.execute("UPDATE vector SET data = ? WHERE key = ?", (data, key))
        for row in self._db.execute(
            f'SELECT chunk.key, start, "end", {_FIELDS} FROM chunk'
            " JOIN article ON article.key = chunk.article"
            " WHERE vector IS NOT NULL AND vector NOT IN (SELECT key FROM vector)"
        ).fetchall():
            article = as_article(row[3:])
            vector = self._vector(article, Chunk(article.id, row[1], row[2]))
            self._db.execute("UPDATE chunk SET vector = ? WHERE key = ?", (vector, row[0]))

    def _text_of(self, vector: int) -> str:
        """The text that a vector stands for, "" where no chunk has it."""
        row = self._db.execute(
            f'SELECT start, "end", {_FIELDS} FROM chunk'
            " JOIN article ON article.key = chunk.article WHERE chunk.vector = ? LIMIT 1",
            (vector,),
        ).fetchone()
        if not row:
            return ""
        article = as_article(row[2:])
        return chunks.encoded_text(article, Chunk(article.id, row[0], row[1]))

    def _vector(self, article: Article, chunk: Chunk) -> int:
        """The key of a chunk's vector, made where there is none."""
        text = chunks.encoded_text(article, chunk)
        known = self._catalogue.vectors.keys([text_hash(text)])
        if known:
            return known[text_hash(text)]
        return self._catalogue.vectors.add(text_hash(text), self._encoder.encode([text])[0])

    def _mark(self, _: tuple[int, ...]) -> None:
        self._db.execute(
            f"UPDATE chunk SET current = article.current, day = {DAY_OF_CHUNK},"
            " outlet = article.outlet"
            f" FROM article WHERE article.key = chunk.article AND ({_SAYS_OTHERWISE})"
        )
        self._db.execute("DELETE FROM unindex WHERE key IN (SELECT key FROM chunk WHERE current)")

    def _drop(self, _: tuple[int, ...]) -> None:
        self._db.execute("DELETE FROM band WHERE article NOT IN (SELECT key FROM article)")
        self._db.execute("DELETE FROM chunk WHERE article NOT IN (SELECT key FROM article)")
        self._db.execute(
            "DELETE FROM vector"
            " WHERE NOT EXISTS (SELECT 1 FROM chunk WHERE chunk.vector = vector.key)"
        )

    def _unreachable(self, chunks: tuple[int, ...]) -> None:
        self._catalogue.indexed.set_unreachable(
            sorted({*self._catalogue.indexed.unreachable(), *chunks})
        )

    def _words(self, _: tuple[int, ...]) -> None:
        self._db.execute("INSERT INTO chunk_text (chunk_text) VALUES ('rebuild')")
