"""Adding what lies on this machine to the archive, from the page: what may be, and how far."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import DatelineError
from vectorstore.types import IngestProgress, IngestReport

if TYPE_CHECKING:
    from vectorstore.archive import Archive

# Ingests that wait, the one that runs among them.
MAX_WAITING = 20

_logger = logging.getLogger(__name__)


class Refused(DatelineError):
    """A path that the page may not add; says which ones it may."""


@dataclass(frozen=True, slots=True)
class Job:
    """Files or folders to be added together, which `find` gives when it is their turn.

    `names` are what they are called where a report names them. When it is done, `done` gets the
    report, or None and the problem.
    """

    find: Callable[[], Sequence[Path]]
    names: Mapping[str, str] = field(default_factory=dict)
    done: Callable[[IngestReport | None, str], None] = lambda report, problem: None


class Adding:
    """One ingest at a time, in a thread of its own; the others wait in line.

    Any path where the page is `everywhere` allowed to add; else what lies below `folders`.
    """

    def __init__(self, archive: Archive, everywhere: bool, folders: Sequence[Path] = ()) -> None:
        self._archive = archive
        self._everywhere = everywhere
        self._folders = [folder.resolve() for folder in folders]
        self._lock = threading.Lock()
        self._jobs: deque[Job] = deque()
        self._thread: threading.Thread | None = None
        self.progress: IngestProgress | None = None
        self.report: IngestReport | None = None
        self.problem = ""

    @property
    def is_possible(self) -> bool:
        """Whether any path may be added."""
        return (self._everywhere or bool(self._folders)) and not self._archive.is_read_only

    @property
    def may_take_files(self) -> bool:
        """Whether files that the page is sent may be added."""
        return not self._archive.is_read_only

    @property
    def is_running(self) -> bool:
        """Whether something is added, or waits for it."""
        with self._lock:
            return bool(self._jobs)

    @property
    def waiting(self) -> int:
        """How many wait for what is being added."""
        with self._lock:
            return max(0, len(self._jobs) - 1)

    def allowed(self, path: str) -> Path:
        """The file or folder that a path names; Refused where it may not be added or is not there.

        Links are followed first: one that leads out of a folder is outside.
        """
        if not path.strip() or "\0" in path:
            raise Refused("Name a file or a folder on the machine that serves this page.")
        try:
            found = Path(path.strip()).expanduser().resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise Refused("This path can't be followed. Name another.") from error
        inside = any(found.is_relative_to(folder) for folder in self._folders)
        if not (self._everywhere or inside):
            named = ", ".join(map(str, self._folders)) or "none"
            raise Refused(f"Only what lies below these folders can be added here: {named}.")
        if not _is_there(found):
            raise Refused(f"There is no {found} on the machine that serves this page.")
        return found

    def begin(self, path: str) -> None:
        """Ingest what a path names, behind; Refused where that may not be or too many wait."""
        if not self.is_possible:
            raise Refused("Nothing can be added from this page: it is open to others than you.")
        found = self.allowed(path)
        self.add(Job(lambda: [found]))

    def add(self, job: Job) -> None:
        """Ingest what a job names, behind. Refused where too many wait, or nothing may be added."""
        if self._archive.is_read_only:
            raise Refused("This archive can only be read.")
        with self._lock:
            if len(self._jobs) >= MAX_WAITING:
                raise Refused("Much is being added already. Wait until some of it is done.")
            self._jobs.append(job)
            if len(self._jobs) > 1:
                return
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._jobs:
                    return
                job = self._jobs[0]
            self.progress, self.report, self.problem = None, None, ""
            self._run(job)
            job.done(self.report, self.problem)
            with self._lock:
                self._jobs.popleft()
                if not self._jobs:
                    return

    def _run(self, job: Job) -> None:
        try:
            paths = job.find()
            report = self._archive.ingest(paths, progress=self._note) if paths else IngestReport()
            skipped = [
                (_called(path, job.names), _called(why, job.names)) for path, why in report.skipped
            ]
            self.report = replace(report, skipped=skipped)
        except DatelineError as error:
            self.problem = str(error)
        except Exception:
            _logger.exception("Articles could not be added")
            self.problem = "Something went wrong. What was kept is kept; try the same again."

    def _note(self, progress: IngestProgress) -> None:
        self.progress = progress


def _called(said: str, names: Mapping[str, str]) -> str:
    """What a report says, with a file's path by the name that it is called."""
    for path, name in names.items():
        said = said.replace(path, name)
    return said


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a folder that is closed
        return False
