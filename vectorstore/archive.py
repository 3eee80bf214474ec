"""Archive: what the rest of Dateline knows of the articles that are kept."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Literal, Self

import numpy as np
from numpy.typing import NDArray

from vectorstore import embed as embedding
from vectorstore.errors import ArchiveError, ArchiveInUse, UnknownArticle
from vectorstore.ingest import Progress, ingest
from vectorstore.models.device import Device
from vectorstore.models.encoder import DEFAULT_ENCODER, Encoder, SentenceEncoder
from vectorstore.prune import prune as remove_gone
from vectorstore.store import (
    aliases,
    asking,
    by_words,
    copying,
    examine,
    lock,
    mend,
    migrate,
    overview,
    postgres_lock,
    removed,
    upkeep,
)
from vectorstore.store.by_meaning import ByMeaning
from vectorstore.store.catalogue import Catalogue
from vectorstore.store.chroma_server import ChromaServer
from vectorstore.store.counts import Counts
from vectorstore.store.erase import erase
from vectorstore.store.health import Health
from vectorstore.store.indexes import Indexes, Where
from vectorstore.store.lookup import Lookup
from vectorstore.store.open_files import limit_named
from vectorstore.store.postgres import is_archive, is_postgres, shown, state_folder
from vectorstore.text import mentions as mentioned
from vectorstore.types import (
    EVERYTHING,
    Article,
    EmbeddingProgress,
    Exported,
    Filter,
    Holdings,
    IngestProgress,
    IngestReport,
    Mention,
    Mentions,
    Overview,
    Passage,
    PruneRefused,
)

# Seconds until who embeds asks again whether another writer is done.
_UNTIL_NEXT_TRY = 0.5

_CATALOGUE = "catalogue.sqlite"
_ADDRESS = re.compile(r"[a-z]{2,}:/")


class Archive:
    """Articles and all that finding them needs, in one folder. Safe to use from several threads.

    The catalogue holds everything. An article can be found by words from the moment it is kept, and
    by meaning once it was embedded. The index is derived; vectors that it does not hold yet are
    scanned exactly.
    """

    def __init__(
        self,
        path: Path,
        encoder: Encoder,
        chroma: ChromaServer | None = None,
        postgres: str = "",
    ) -> None:
        # `path` is the folder of what is kept beside the catalogue, `place` what opens the archive
        # again, and `name` what people are told.
        self.path, self.chroma, self.postgres = path, chroma, postgres
        self.place, self.name = postgres or str(path), shown(postgres or path)
        self._encoder = encoder
        self._encoder_checked = False
        self._catalogue = Catalogue(path / _CATALOGUE, postgres)
        self._lookup = Lookup(self._catalogue)
        self._indexes = Indexes(self._catalogue, path, chroma)
        self._counts = Counts(self._catalogue, self._lookup)
        self._by_meaning = ByMeaning(self._catalogue, self._lookup, self._counts, self._indexes)
        self._outlets = aliases.OutletNames(self._catalogue)

    @classmethod
    def open(
        cls,
        path: str | Path,
        encoder: str | Encoder = DEFAULT_ENCODER,
        device: Device = "auto",
        chroma: str | ChromaServer | None = None,
    ) -> Self:
        """The archive in a folder, made where there is none.

        `encoder` is a sentence-transformers name or path, or an Encoder; one that differs from the
        encoder that the archive was made with is refused when it is first used. `device` is what
        an encoder that is named computes on. `chroma` is the server that keeps the vectors, as
        "http://host:port"; without one they are kept in the folder. ArchiveError where the folder
        can't be used.
        """
        postgres = str(path) if is_postgres(path) else ""
        path = state_folder(postgres) if postgres else _folder(path)
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(f"The folder {path} could not be made: {error.strerror}.") from error
        archive = cls(
            path,
            SentenceEncoder(encoder, device) if isinstance(encoder, str) else encoder,
            ChromaServer(chroma) if isinstance(chroma, str) else chroma,
            postgres,
        )
        archive._catalogue.prepare()
        return archive

    @staticmethod
    def exists(path: str | Path) -> bool:
        """Whether an archive stands in a folder; ArchiveError where that can't be seen."""
        if is_postgres(path):
            return is_archive(str(path))
        file = _folder(path) / _CATALOGUE
        try:
            return file.is_file()
        except OSError as error:
            raise ArchiveError(f"{file} could not be opened: {error.strerror}.") from error

    def close(self) -> None:
        self._catalogue.close()
        self._by_meaning.close()
        self._indexes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Articles

    def __len__(self) -> int:
        return self._catalogue.articles.count()

    def articles(self) -> Iterator[Article]:
        """Every article in its newest version, newest first; those without a date last."""
        return self._outlets.put_each(self._catalogue.articles.current())

    def article(self, article_id: str) -> Article:
        """The newest version of an article, or the version that "id@2" names.

        UnknownArticle where there is none.
        """
        article = self._catalogue.articles.get(article_id)
        if article is None:
            raise UnknownArticle(article_id)
        return self._outlets.put(article)

    def version(self, article_id: str, number: int) -> Article:
        """The version of an article that has this number; UnknownArticle where there is none."""
        article = self._catalogue.articles.version(article_id, number)
        if article is None:
            raise UnknownArticle(f"{article_id}@{number}")
        return article

    def identity(self, article: Article) -> tuple[str, int]:
        """The bare id of an article and the number of the version that it is, 0 where it is none.

        An older version carries its number in its id.
        """
        return self._catalogue.articles.identity(article)

    def known_until(self, article_id: str, number: int) -> str:
        """The ISO day on which another version took over, "" where it is the newest."""
        return self._catalogue.articles.known_until(article_id, number)

    def counted(self, what: Literal["outlet", "author"]) -> list[tuple[str, int]]:
        """How many articles each outlet has, or each author, the most first."""
        return self._catalogue.articles.counted(what)

    def versions(self, article_id: str) -> list[Article]:
        """Every version of an article, the newest first; none where the id is not known."""
        return list(self._outlets.put_each(self._catalogue.articles.versions(article_id)))

    def printed_versions(self, article_id: str) -> list[Article]:
        """The versions that the publisher made of an article, the newest first, each as it was
        read best: what is a correction, and what only cleaning changed, is told apart so."""
        return list(self._outlets.put_each(self._catalogue.articles.printed_versions(article_id)))

    def copies(self, article_id: str) -> list[Article]:
        """The near-copies of an article: who else printed the same story, the earliest first."""
        return list(self._outlets.put_each(self._catalogue.stories.copies(article_id)))

    def stories(self, ids: Sequence[str]) -> dict[str, int]:
        """A number for the story of each article: near-copies have the same."""
        return self._catalogue.stories.of(ids)

    def overview(self) -> Overview:
        """What the archive holds: by month and outlet, what was set aside, when it was written."""
        return replace(
            overview.overview(self._catalogue, self._files()), written=self.last_written()
        )

    def last_written(self) -> datetime | None:
        """When the archive was last changed; None where nothing of it is there."""
        if self.postgres:
            noted = self._catalogue.setting("written")
            return datetime.fromisoformat(noted) if noted else None
        return overview.last_written(self._files())

    def _files(self) -> list[Path]:
        return [self.path / name for name in (_CATALOGUE, f"{_CATALOGUE}-wal")]

    def listing(
        self, words: str = "", outlet: str = "", month: str = "", start: int = 0, limit: int = 50
    ) -> tuple[int, list[Article]]:
        """How many articles have the words in title, outlet, author or id, and `limit` of them.

        Newest first, from `start` on, each with the beginning of its text alone. `month` is as
        "2026-03"; an outlet or month of "" is any.
        """
        return overview.listed(self._catalogue, words, outlet, month, start, limit)

    def outlets(self) -> list[str]:
        """The names of the outlets, each by one."""
        return list(self.outlet_names())

    def outlet_names(self) -> dict[str, list[str]]:
        """Each outlet's name, and the others that it is written by in the files."""
        return self._outlets.others()

    def merge_outlets(self, alias: str, name: str) -> None:
        """Let one outlet go by another's name. ArchiveError where the archive has not both."""
        known = self._outlets.by_written()
        for outlet in (alias, name):
            if outlet not in known:
                raise ArchiveError(f"The archive has no outlet {outlet!r}.")
        if alias == known[name]:
            raise ArchiveError(f"{alias!r} is the name that {name!r} goes by already.")
        with self._writing("beside"), self._catalogue.turn():
            aliases.merge(self._catalogue, alias, known[name])

    def split_outlet(self, alias: str) -> None:
        """Let an outlet that was merged go by its own name again; ArchiveError if it was not."""
        if alias not in aliases.merged(self._catalogue):
            raise ArchiveError(f"No outlet {alias!r} was merged into another.")
        with self._writing("beside"), self._catalogue.turn():
            aliases.split(self._catalogue, alias)

    def has_author(self, name: str) -> bool:
        """Whether an article is by somebody, whose name may be given in part."""
        return bool(name.strip()) and self._catalogue.articles.has_author(name)

    def holdings(self, where: Filter = EVERYTHING) -> Holdings:
        """How many articles pass a filter, of which outlets, and the first and last day."""
        return self._lookup.holdings(where)

    def has_word(self, word: str) -> bool:
        """Whether any article that was ever kept has a word, in any of its forms."""
        return self._counts.chunks_with([word])[word] > 0

    def names_like(self, word: str) -> list[tuple[str, int]]:
        """The archive's words about as long as a word: (stem, how many chunks have it) each."""
        return self._lookup.names_like(word)

    def newest_day(self, today: date | None = None) -> date | None:
        """The day of the newest article, None where no day is known.

        What is dated after today counts for nothing; `today` is this day where none is given.
        """
        day = self._catalogue.articles.newest_day(today or date.today())
        return date.fromisoformat(day) if day else None

    def ready(self) -> int:
        """How many articles there are to be asked about.

        ArchiveError where the archive can't be read, or its Chroma server does not answer.
        """
        self._indexes.ask_server()
        return len(self)

    @property
    def is_read_only(self) -> bool:
        """Whether the archive can't be written here."""
        return self._catalogue.is_read_only

    def embedding_progress(self) -> EmbeddingProgress:
        """How many chunks there are, and how many of them can be found by meaning already."""
        chunks = self._counts.kept_chunks()
        return EmbeddingProgress(chunks, max(0, chunks - self._catalogue.vectors.count_waiting()))

    def oldest_day(self) -> date | None:
        """The day of the oldest article, None where no day is known."""
        day = self._catalogue.articles.oldest_day()
        return date.fromisoformat(day) if day else None

    def exported(self) -> Iterator[Exported]:
        """Every version of every article, the current one first, as `dateline export` writes them.

        As they are when the first is asked for. `ingest` reads what is written of them back.
        """
        return self._catalogue.articles.exported()

    def backup(self, folder: str | Path) -> Health:
        """A copy of the archive in a folder that is empty or not there, and whether it is whole.

        The archive may be searched and written meanwhile: the copy is as of one moment. Its index
        is built anew, from the vectors that are kept. ArchiveError where it can't be written.
        """
        folder = Path(folder).expanduser()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ArchiveError(f"The folder {folder} is not empty. Name a new one.")
            if self.postgres:
                copying.copy_rows(self._catalogue, folder / _CATALOGUE)
            else:
                copying.copy_sqlite(self.path / _CATALOGUE, folder / _CATALOGUE)
        except (sqlite3.Error, OSError) as error:
            raise ArchiveError(
                f"The archive could not be copied to {folder}: {error}. Make room, or name another."
            ) from error
        with type(self).open(folder, self._encoder) as copied:
            return copied.doctor(repair=True)

    # Writing

    def ingest(
        self,
        paths: Sequence[str | Path],
        progress: Progress | None = None,
        prune: bool | Literal["all"] = False,
        again: bool = False,
        embed: bool = True,
        ray: str | None = None,
    ) -> IngestReport:
        """Keep every article in the files and folders; the report names what was set aside.

        All are kept, and found by words, before the first is embedded; without `embed` none is, and
        a later `ingest` or `embed` does so. `progress` is called each time that articles are safely
        kept, and then that more are embedded. `prune` removes the articles
        whose file was under one of the paths, and is gone; where these are most of what is kept
        under it, only "all" does, and PruneRefused is raised once the rest is kept. `again` reads
        unchanged files too; those that an older version of the cleaning read are read anew in any
        case. `ray` is the address of a Ray cluster, or "local", which then reads, cleans and
        embeds; ArchiveError where it can't be reached.
        """
        refusal: PruneRefused | None = None
        last: IngestProgress | None = None

        def kept(done: IngestProgress) -> None:
            nonlocal last
            last = done
            if progress:
                progress(done)

        def embedded(done: EmbeddingProgress) -> None:
            if progress and last:
                progress(replace(last, embedding=done))

        with self._writing("beside"):
            self._refuse_other_encoder()
            files = [Path(path) for path in paths]
            report = self._read_and_keep(ray, files, kept, again)
            if prune:
                try:
                    with self._catalogue.turn():
                        remove_gone(self._catalogue, files, report, confirmed=prune == "all")
                except PruneRefused as error:
                    refusal = error
            if not self._catalogue.vectors.count_waiting():
                upkeep.update(self._catalogue, self._indexes)
        if embed and self._catalogue.vectors.count_waiting():
            self.embed(embedded)
        if refusal:
            raise refusal
        return report

    def _read_and_keep(
        self, ray: str | None, files: Sequence[Path], progress: Progress, again: bool
    ) -> IngestReport:
        if not ray:
            return ingest(self._catalogue, files, progress, again)
        from vectorstore import on_ray

        self._check_encoder(notes=True)
        read = partial(on_ray.reading, ray, self._encoder, self.postgres)
        return ingest(self._catalogue, files, progress, again, read)

    def embed(self, progress: Callable[[EmbeddingProgress], None] | None = None) -> None:
        """Embed all chunks that still wait for it, the newest articles first.

        Others may write meanwhile: it gives way to them, and goes on when they are done. What
        `progress` has counted is kept. ArchiveError where the archive was made with another
        encoder, or can't be written.
        """

        def is_wanted() -> bool:
            if self.postgres:
                return postgres_lock.is_wanted(self.postgres)
            return lock.is_wanted(self.path)

        while True:
            try:
                with self._writing("embedding"):
                    if self._catalogue.vectors.count_waiting():
                        self._check_encoder(notes=True)
                    embedding.embed(
                        self._catalogue,
                        self.path,
                        self._indexes,
                        self._encoder,
                        progress or (lambda _: None),
                        is_wanted,
                    )
                    if not self._catalogue.vectors.count_waiting():
                        upkeep.update(self._catalogue, self._indexes)
                        return
            except ArchiveInUse:  # on a server, too, one embeds at a time
                if progress:
                    progress(embedding.count(self._catalogue))
                time.sleep(_UNTIL_NEXT_TRY)

    def remove(self, article_id: str, everywhere: bool = False) -> None:
        """Remove an article in all its versions, for good; UnknownArticle if there is none.

        No ingest brings it back, from whatever file, before `restore`. `everywhere` also writes
        the archive's files anew, so that no word of it is left in them; it may be said after.
        """
        with self._writing("alone" if everywhere else "beside"):
            with self._catalogue.turn():
                self._remove(article_id, everywhere)
            if everywhere:
                self._by_meaning.close()
                erase(self._catalogue, self._indexes)
            else:
                upkeep.update(self._catalogue, self._indexes)

    def _remove(self, article_id: str, is_again: bool) -> None:
        """Remove an article; where it was, and that `is_again` asked for, do nothing."""
        versions = self._catalogue.articles.versions(article_id)
        if versions:
            file = self._catalogue.articles.file_of(article_id)
            with self._catalogue.transaction():
                removed.note(self._catalogue, versions, article_id, file)
                self._catalogue.remove(article_id)
        elif not (is_again and removed.is_removed(self._catalogue, article_id)):
            raise UnknownArticle(article_id)

    def restore(self, article_id: str) -> None:
        """Let an article that was removed in again, at the next ingest; UnknownArticle if none."""
        with self._writing("beside"), self._catalogue.turn():
            if not removed.restore(self._catalogue, article_id):
                raise UnknownArticle(article_id)

    def copy_to(self, place: str | Path) -> Self:
        """Copy the archive to a folder or a database that holds none yet; it is opened.

        All is copied as of one moment, with its vectors, and the index is built anew. ArchiveError
        where an archive is there already.
        """
        if type(self).exists(place):
            raise ArchiveError(f"There is an archive at {shown(place)} already. Name a new place.")
        copied = type(self).open(place, self._encoder, chroma=self.chroma)
        with copied._locked():
            copying.copy_tables(self._catalogue, copied._catalogue)
            copied._catalogue.settle()
            upkeep.update(copied._catalogue, copied._indexes, afresh=True)
        return copied

    def move_vectors(self, to: Where) -> None:
        """Build the index anew where it is to lie from now on: in the archive's folder, or in the
        server that it was opened with.

        Nothing is embedded again. The one before goes, but for one in a server that can't be
        reached. ArchiveError where the new one can't be built: then the one before stays in use.
        """
        with self._locked():
            migrate.upgrade(self._catalogue)
            upkeep.move(self._catalogue, self._indexes, to)

    def doctor(self, repair: bool = False) -> Health:
        """Whether all that is kept agrees and can be found; `repair` mends what can be mended.

        ArchiveError where another process is writing.
        """
        with self._locked():
            health = examine.examine(self._catalogue, self._indexes)
            if repair and health.problems:
                migrate.upgrade(self._catalogue)
                if health.needs_encoder and self._catalogue.setting("fingerprint"):
                    self._check_encoder()
                health = mend.repair(self._catalogue, self._indexes, self._encoder, health)
            return health

    @contextmanager
    def _writing(self, how: lock.How) -> Iterator[None]:
        with self._locked(how):
            migrate.upgrade(self._catalogue)
            upkeep.begin(self._catalogue, self._indexes, in_use=self._by_meaning.in_use)
            yield
            is_last = not self.postgres or postgres_lock.is_last(self.postgres)
            upkeep.end(self._catalogue, is_last)

    @contextmanager
    def _locked(self, how: lock.How = "alone") -> Iterator[None]:
        if self._catalogue.is_read_only:
            raise ArchiveError(
                f"The archive {self.name} can be read here and not written: its folder or its files"
                " are closed to you, or the disk is. Run the command where they are open."
            )
        try:
            with limit_named(), self._lock(how):
                yield
        except (sqlite3.OperationalError, OSError) as error:
            raise ArchiveError(
                f"Writing to the archive {self.name} failed: {error}. What was kept before is"
                " safe; make room or mend the disk and run the same command again."
            ) from error
        except sqlite3.DatabaseError as error:
            raise ArchiveError(
                f"The catalogue of the archive {self.name} is damaged: {error}."
                " `dateline doctor` says what is lost."
            ) from error

    def _lock(self, how: lock.How) -> AbstractContextManager[None]:
        if self.postgres:
            return postgres_lock.writer(self.postgres, how)
        return lock.writer(self.path, gives_way=how == "embedding")

    # Finding

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The unit vectors of texts, one row each, by the archive's encoder."""
        asking.note(self.path)
        self._check_encoder()
        return self._encoder.encode(texts)

    def nearest(
        self, vector: NDArray[np.float32], k: int, where: Filter = EVERYTHING
    ) -> list[Passage]:
        """The k passages nearest to a unit vector by cosine, best first."""
        found = self._by_meaning.nearest(vector, k, self._outlets.widened(where))
        return self._outlets.put_all(found)

    def matching(self, question: str, k: int, where: Filter = EVERYTHING) -> list[Passage]:
        """The k passages that match the words of a question best by BM25, best first."""
        asking.note(self.path)
        where = self._outlets.widened(where)
        return self._outlets.put_all(
            by_words.matching(self._lookup, self._counts, question, k, where)
        )

    def mentions(self, words: str, where: Filter = EVERYTHING) -> Mentions:
        """Every mention of words, of "a phrase", with OR and -without, in the articles' text.

        Names count whole: "Tell" is not in "Tells". Accents, quotation marks and hyphens are alike.
        QuestionError where nothing is looked for.
        """
        alternatives = mentioned.wanted(words)
        some = " OR ".join(f'"{max(each.phrases[0], key=len)}"' for each in alternatives)
        found: list[Mention] = []
        for article in self._lookup.articles_with(some, where):
            if places := mentioned.places(article.text, alternatives):
                mention = Mention(article, tuple(places))
                days = [(place, mention.day_of(place)) for place in places]
                kept = tuple(place for place, day in days if _is_within(day, where))
                found += [Mention(article, kept)] if kept else []
        found.sort(key=lambda each: (each.day or "9", each.article.published, each.article.id))
        months = Counter(each.day_of(place)[:7] for each in found for place in each.places)
        outlets = Counter[str]()
        for each in found:
            outlets[each.article.outlet] += len(each.places)
        return Mentions(
            words,
            sum(months.values()),
            tuple(found),
            dict(sorted(months.items())),
            dict(outlets.most_common()),
            len(self.selected(where)) if where else len(self),
        )

    def selected(self, where: Filter) -> list[Article]:
        """The articles that pass a filter, the newest first."""
        return self._lookup.articles_passing(where)

    def idf(self, question: str) -> dict[str, float]:
        """The stems of a question's words, each with its inverse document frequency."""
        return self._counts.idf(question)

    def max_idf(self) -> float:
        """The inverse document frequency of a word that the archive does not have."""
        return self._counts.max_idf()

    def _refuse_other_encoder(self) -> None:
        """Refuse one of another name that is another, which takes loading it."""
        if self._catalogue.setting("encoder") not in ("", self._encoder.name):
            self._check_encoder()

    def _check_encoder(self, notes: bool = False) -> None:
        """Refuse vectors of another model; who `notes` it first says which one the archive has."""
        if self._encoder_checked:
            return
        name, fingerprint = (
            self._catalogue.setting("encoder"),
            self._catalogue.setting("fingerprint"),
        )
        if not fingerprint and not notes:
            return
        if not fingerprint:
            name, fingerprint = self._noted_encoder()
        if fingerprint != self._encoder.fingerprint:
            raise ArchiveError(
                f"The archive {self.name} was made with the encoder {name!r}, and this is"
                f" {self._encoder.name!r}: their vectors can't be compared. Set DATELINE_ENCODER to"
                f" {name!r}, or ingest into a new archive."
            )
        self._encoder_checked = True

    def _noted_encoder(self) -> tuple[str, str]:
        """Name and fingerprint of the encoder, noted unless another writer was quicker."""
        with self._catalogue.transaction():
            if not self._catalogue.setting("fingerprint"):
                self._catalogue.set("encoder", self._encoder.name)
                self._catalogue.set("fingerprint", self._encoder.fingerprint)
            return self._catalogue.setting("encoder"), self._catalogue.setting("fingerprint")


def _folder(path: str | Path) -> Path:
    """The folder of an archive; ArchiveError where an address is given in its place."""
    if _ADDRESS.match(str(path)):
        raise ArchiveError(
            f"{path} is no folder. An archive is kept in one; what a Chroma server keeps is set by"
            " DATELINE_CHROMA."
        )
    return Path(path).expanduser()


def _is_within(day: str, where: Filter) -> bool:
    """Whether a place of an article has a day that a filter's period holds."""
    since = where.since.isoformat() if where.since else ""
    until = min((d.isoformat() for d in (where.until, where.as_of) if d), default="9")
    return since <= day <= until and (bool(day) or not (since or until != "9"))
