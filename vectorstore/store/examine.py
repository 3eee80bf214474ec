"""Whether all that an archive keeps agrees and can be found."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import numpy as np

from vectorstore.errors import ArchiveError
from vectorstore.store import upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import DAY_OF_CHUNK, as_article, digest
from vectorstore.store.connections import Connection
from vectorstore.store.health import Health, Problem, Remedy
from vectorstore.store.index import Index
from vectorstore.store.indexes import Indexes
from vectorstore.store.vectors import matrix

_BATCH = 2000
# How far the length of a vector may be off 1 by rounding.
_ROUNDING = 1e-3
# The columns of an article, and what tells a chunk that says otherwise than its article does.
ARTICLE_FIELDS = (
    "id, text, title, article.outlet, author, url, published, updated, language, entries,"
    " confidence"
)
SAYS_OTHERWISE = (
    f"chunk.current <> article.current OR chunk.day IS NOT {DAY_OF_CHUNK}"
    " OR chunk.outlet <> article.outlet"
)


def examine(catalogue: Catalogue, indexes: Indexes) -> Health:
    """Look at everything and change nothing; for whoever holds the archive's lock."""
    with catalogue.connected() as db:
        return _examined(catalogue, indexes, db)


def _examined(catalogue: Catalogue, indexes: Indexes, db: Connection) -> Health:
    found: list[Problem] = []
    try:
        if not catalogue.is_postgres:
            found += _structure(db)
        if not found:
            for look in (_settings, _references, _articles, _vectors):
                found += look(db)
            found += _words_in_postgres(db) if catalogue.is_postgres else _words(db)
            found += _index(db, indexes, catalogue)
        counts = [int(db.execute(sql).fetchone()[0]) for sql in _COUNTS]
    except sqlite3.DatabaseError as error:
        found.append(_torn(str(error)))
        counts = [0] * len(_COUNTS)
    articles, held, vectors, waiting = counts
    return Health(articles, held, vectors, tuple(found), waiting=waiting)


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


def _structure(db: Connection) -> Iterator[Problem]:
    """The file itself: pages, and the indexes that SQLite keeps."""
    said = [str(row[0]) for row in db.execute("PRAGMA integrity_check")]
    for line in [line for line in said if line != "ok"][:1]:
        if all("index" in other and "page" not in other for other in said):
            yield Problem(f"An index of catalogue.sqlite is wrong ({line}).", Remedy.REINDEX)
        elif "FTS5" in line:
            yield _wrong_words(line)
        else:
            yield _torn(line)


def _settings(db: Connection) -> Iterator[Problem]:
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


def _last_ever(db: Connection) -> str:
    """The last chunk, where each had its vector at once."""
    highest = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'chunk'")
    return str(highest.fetchone()[0])


def _references(db: Connection) -> Iterator[Problem]:
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
            f"chunk JOIN article ON article.key = chunk.article WHERE {SAYS_OTHERWISE}",
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


def _articles(db: Connection) -> Iterator[Problem]:
    """Every text as it was read, and its chunks all of it, once."""
    uncut: list[tuple[int, str]] = []
    for key, file, kept, *fields in db.execute(
        f"SELECT key, file, digest, {ARTICLE_FIELDS} FROM article ORDER BY key"
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


def _spans(db: Connection, article: int) -> list[tuple[int, int]]:
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


def _vectors(db: Connection) -> Iterator[Problem]:
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


def _words(db: Connection) -> Iterator[Problem]:
    try:
        db.execute("INSERT INTO chunk_text (chunk_text, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        yield _wrong_words(str(error))


def _words_in_postgres(db: Connection) -> Iterator[Problem]:
    """Whether each chunk has its words; PostgreSQL itself says that its index is whole."""
    [count] = db.execute(
        "SELECT count(*) FROM chunk FULL JOIN chunk_text ON chunk_text.rowid = chunk.key"
        " WHERE chunk.key IS NULL OR chunk_text.rowid IS NULL"
    ).fetchone()
    if count:
        yield _wrong_words(f"{count:,} chunks have none, or words have no chunk")


def _wrong_words(reason: str) -> Problem:
    return Problem(
        f"The full-text index does not say what the chunks say ({reason}).", Remedy.WORDS
    )


def _index(db: Connection, indexes: Indexes, catalogue: Catalogue) -> Iterator[Problem]:
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
    try:
        place = indexes.of(name, sealed)
        if not place.is_there(name):
            yield Problem(f"The index {name} is gone.", Remedy.INDEX)
            return
        if unlike := place.unlike(name, sealed):
            yield Problem(
                f"Parts of the index {name} are not as they were built: {', '.join(unlike)}.",
                Remedy.INDEX,
            )
            return
        with closing(place.opened_whole(name, sealed)) as opened:
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


def _held(db: Connection, held: set[int], last: int) -> Iterator[Problem]:
    """Whether the index holds the chunks it should, and no others."""
    # Where a chunk waits for its vector, the index has nothing to hold.
    numbers = "SELECT key, coalesce(embedded, ?) FROM chunk WHERE current"
    current = dict(db.execute(numbers, (last + 1,)))
    going = {row[0] for row in db.execute("SELECT key FROM unindex")}
    if missing := {key for key, number in current.items() if number <= last} - held:
        yield Problem(f"{len(missing):,} chunks are missing from the index.", Remedy.INDEX)
    if extra := {key for key in held - going if current.get(key, last + 1) > last}:
        yield Problem(f"The index holds {len(extra):,} chunks that it should not.", Remedy.INDEX)


def _lost(db: Connection, opened: Index, held: set[int]) -> tuple[list[int], list[int]]:
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
