"""Folders and feeds that are looked at again and again, and whether they have stopped."""

from __future__ import annotations

import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from filelock import FileLock, Timeout

from ui import words
from ui.adding import Adding, Job
from ui.fetching import fetch_feed
from ui.web import parsed
from vectorstore.errors import DatelineError
from vectorstore.types import in_words

if TYPE_CHECKING:
    from vectorstore.archive import Archive
    from vectorstore.types import IngestReport

# Minutes between two looks that one may choose.
INTERVALS = (15, 60, 360, 1440)
MAX_FOLLOWED = 200
# Seconds between two looks at what is due.
_LOOK = 5.0
# Something has stopped when nothing came for so many times as long as usual, and a day at least.
_MUCH_LONGER, _A_DAY = 3, 86_400.0
_MAX_ARRIVALS, _MIN_ARRIVALS = 12, 3

Kind = Literal["feed", "folder"]


class NotFollowed(DatelineError):
    """Something that can't be followed, and why."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A folder or feed, looked at every so many `minutes`. Times are seconds since 1970.

    `tried` is the last look, `arrived` the last times that it had something new, `problem` what
    went wrong at the last look, "" where nothing did.
    """

    place: str
    kind: Kind
    minutes: int
    tried: float = 0.0
    arrived: tuple[float, ...] = ()
    problem: str = ""
    etag: str = ""
    modified: str = ""

    def is_due(self, now: float) -> bool:
        """Whether it should be looked at."""
        return now - self.tried >= 60 * self.minutes

    def warning(self, now: float) -> str:
        """Why nothing new is to be hoped for from it, "" where all is as usual."""
        if self.problem:
            return words.FOLLOWED_FAILS.format(place=self.place, why=self.problem)
        if len(self.arrived) < _MIN_ARRIVALS:
            return ""
        gaps = [later - sooner for sooner, later in pairwise(self.arrived)]
        if now - self.arrived[-1] <= max(_A_DAY, _MUCH_LONGER * statistics.median(gaps)):
            return ""
        day = in_words(datetime.fromtimestamp(self.arrived[-1]).astimezone().date())
        return words.FOLLOWED_QUIET.format(place=self.place, day=day)


@dataclass
class Following:
    """What is followed, kept beside the archive; a thread looks at it while the page is served.

    Of several processes that serve an archive one looks, and another as soon as that one ends.
    Feeds on a private network are only fetched where they `may_be_private`.
    """

    archive: Archive
    adding: Adding
    may_be_private: bool = False
    clock: Callable[[], float] = time.time
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _at_work: set[str] = field(default_factory=set)
    _thread: threading.Thread | None = None

    def listed(self) -> list[Followed]:
        """All that is followed, in the order in which it was begun."""
        with self._lock:
            return self._read()

    def warnings(self) -> list[str]:
        """Why something is wrong with what is followed."""
        now = self.clock()
        return [said for one in self.listed() if (said := one.warning(now))]

    def add_feed(self, url: str, minutes: int = 0) -> None:
        """Fetch and add a feed once, and follow it where `minutes` are given.

        NotFollowed where it is no address or too much is followed; Refused where much is being
        added. What is wrong with the feed itself is told as adding's problem.
        """
        address = parsed(url.strip())
        if address is None:
            raise NotFollowed(words.NO_ADDRESS)
        named = f"{address.origin}{address.path}{address.rest.partition('#')[0]}"
        self._begin(Followed(named, "feed", minutes))

    def add_folder(self, path: str, minutes: int) -> None:
        """Add what lies in a folder, and follow it. Errors as for `add_feed`, and Refused."""
        if not self.adding.is_possible:
            raise NotFollowed(words.MAY_NOT_ADD)
        found = self.adding.allowed(path)
        if not found.is_dir():
            raise NotFollowed(words.NO_FOLDER.format(place=found))
        self._begin(Followed(str(found), "folder", minutes))

    def stop(self, place: str) -> None:
        """Follow it no more."""
        with self._changing():
            self._write([one for one in self._read() if one.place != place])

    def start(self) -> None:
        """Look at what is followed from now on, behind."""
        with self._lock:
            if self._thread or self.archive.is_read_only or not self._read():
                return
            self._thread = threading.Thread(target=self._look_for_ever, daemon=True)
            self._thread.start()

    def look(self) -> None:
        """Look at what is due."""
        now = self.clock()
        for one in self.listed():
            if one.is_due(now) and one.place not in self._at_work:
                # Much is being added: it is due again at the next look.
                with suppress(DatelineError):
                    self._add(one)

    def _look_for_ever(self) -> None:
        turn = FileLock(self.archive.path / "following.lock")
        while True:
            # The system gives it back when its holder dies.
            with suppress(Timeout, OSError):
                turn.acquire(timeout=0)
                break
            time.sleep(_LOOK)
        while True:
            self.look()
            time.sleep(_LOOK)

    def _begin(self, one: Followed) -> None:
        if one.minutes:
            with self._changing():
                others = [each for each in self._read() if each.place != one.place]
                if len(others) >= MAX_FOLLOWED:
                    raise NotFollowed(words.TOO_MUCH_FOLLOWED.format(most=MAX_FOLLOWED))
                self._write([*others, one])
        self._add(one)
        self.start()

    def _add(self, one: Followed) -> None:
        written: list[Path] = []
        known = [one]

        def find() -> Sequence[Path]:
            if one.kind == "folder":
                return [self.adding.allowed(one.place)]
            fetched = fetch_feed(one.place, self.may_be_private, one.etag, one.modified)
            if fetched is None:
                return []
            known[0] = replace(one, etag=fetched.etag, modified=fetched.modified)
            written.append(self._written(one.place, fetched.content, fetched.ending))
            return written

        def done(report: IngestReport | None, problem: str) -> None:
            for path in written:
                path.unlink(missing_ok=True)
            self._at_work.discard(one.place)
            self._note(known[0], report, problem)

        endings = (".xml", ".json") if one.kind == "feed" else ()
        names = {str(self._path(one.place, ending)): one.place for ending in endings}
        self._at_work.add(one.place)
        try:
            self.adding.add(Job(find, names, done))
        except DatelineError:
            self._at_work.discard(one.place)
            raise

    def _note(self, one: Followed, report: IngestReport | None, problem: str) -> None:
        """Keep what came of a look, unless it is followed no more."""
        now = self.clock()
        came = bool(report and (report.added or report.updated))

        def noted(known: Followed) -> Followed:
            arrived = (*known.arrived, *([now] * came))[-_MAX_ARRIVALS:]
            known = replace(known, tried=now, problem=problem, arrived=arrived)
            # What failed is fetched whole the next time.
            return replace(known, etag=one.etag, modified=one.modified) if report else known

        with self._changing():
            followed = self._read()
            self._write([noted(each) if each.place == one.place else each for each in followed])

    def _written(self, url: str, content: bytes, ending: str) -> Path:
        path = self._path(url, ending)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def _path(self, url: str, ending: str) -> Path:
        """Where a feed is kept while it is read: the same each time, and no part of its address."""
        return self.archive.path / "feeds" / f"{sha256(url.encode()).hexdigest()[:16]}{ending}"

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """What is read and then written in here no other thread or process changes meanwhile."""
        with self._lock, FileLock(self.archive.path / "followed.lock"):
            yield

    @property
    def _file(self) -> Path:
        return self.archive.path / "followed.json"

    def _read(self) -> list[Followed]:
        try:
            rows = json.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return []
        return [Followed(**{**row, "arrived": tuple(row["arrived"])}) for row in rows]

    def _write(self, followed: Sequence[Followed]) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps([asdict(one) for one in followed], indent=1), "utf-8")
        new.replace(self._file)
