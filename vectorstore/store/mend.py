"""Mending what an examination of an archive found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from vectorstore import chunks
from vectorstore.models.encoder import Encoder
from vectorstore.store import upkeep
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.columns import DAY_OF_CHUNK, as_article, text_hash
from vectorstore.store.connections import Connection
from vectorstore.store.examine import ARTICLE_FIELDS, SAYS_OTHERWISE, examine
from vectorstore.store.health import Health, Problem, Remedy
from vectorstore.store.indexes import Indexes
from vectorstore.store.vectors import matrix
from vectorstore.types import Article, Chunk

# The least cosine of two vectors that one encoder makes of one text.
_SAME = 0.99


def repair(catalogue: Catalogue, indexes: Indexes, encoder: Encoder, health: Health) -> Health:
    """Mend what can be mended; only vectors that were lost are made anew by the encoder."""
    found = health.found
    # A damage can hide another: what is seen only after the first round is mended in the second.
    for _ in range(2):
        with catalogue.connected() as db:
            _Repair(catalogue, indexes, encoder, db).mend(found)
        after = examine(catalogue, indexes)
        found = after.found
        if not any(problem.remedy for problem in found):
            break
    mended = tuple(text for text in health.problems if text not in after.problems)
    return replace(after, mended=mended)


class _Repair:
    """The remedies, each a transaction of its own or a new index folder."""

    def __init__(
        self, catalogue: Catalogue, indexes: Indexes, encoder: Encoder, db: Connection
    ) -> None:
        self._catalogue, self._indexes, self._encoder, self._db = catalogue, indexes, encoder, db

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
            upkeep.update(self._catalogue, self._indexes, afresh=True)

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
                f"SELECT current, {ARTICLE_FIELDS} FROM article WHERE key = ?", (key,)
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
            f'SELECT chunk.key, start, "end", {ARTICLE_FIELDS} FROM chunk'
            " JOIN article ON article.key = chunk.article"
            " WHERE vector IS NOT NULL AND vector NOT IN (SELECT key FROM vector)"
        ).fetchall():
            article = as_article(row[3:])
            vector = self._vector(article, Chunk(article.id, row[1], row[2]))
            self._db.execute("UPDATE chunk SET vector = ? WHERE key = ?", (vector, row[0]))

    def _text_of(self, vector: int) -> str:
        """The text that a vector stands for, "" where no chunk has it."""
        row = self._db.execute(
            f'SELECT start, "end", {ARTICLE_FIELDS} FROM chunk'
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
            f" FROM article WHERE article.key = chunk.article AND ({SAYS_OTHERWISE})"
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
        self._catalogue.words.rebuild()
