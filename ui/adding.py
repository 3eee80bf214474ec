"""Adding what lies on this machine to the archive, from the page: what may be, and how far."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vectorstore.errors import DatelineError
from vectorstore.types import IngestProgress, IngestReport

if TYPE_CHECKING:
    from vectorstore.archive import Archive

_logger = logging.getLogger(__name__)


class Refused(DatelineError):
    """A path that the page may not add; says which ones it may."""


class Adding:
    """One ingest at a time, in a thread of its own.

    Any path where the page is `everywhere` allowed to add; else what lies below `folders`.
    """

    def __init__(self, archive: Archive, everywhere: bool, folders: Sequence[Path] = ()) -> None:
        self._archive = archive
        self._everywhere = everywhere
        self._folders = [folder.resolve() for folder in folders]
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.progress: IngestProgress | None = None
        self.report: IngestReport | None = None
        self.problem = ""

    @property
    def is_possible(self) -> bool:
        """Whether any path may be added."""
        return (self._everywhere or bool(self._folders)) and not self._archive.is_read_only

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

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
        """Ingest what a path names, behind; Refused where that may not be or another is at work."""
        if not self.is_possible:
            raise Refused("Nothing can be added from this page: it is open to others than you.")
        found = self.allowed(path)
        with self._lock:
            if self.is_running:
                raise Refused("Something is being added already. Wait until that is done.")
            self.progress, self.report, self.problem = None, None, ""
            self._thread = threading.Thread(target=self._run, args=(found,), daemon=True)
            self._thread.start()

    def _run(self, path: Path) -> None:
        try:
            self.report = self._archive.ingest([path], progress=self._note)
        except DatelineError as error:
            self.problem = str(error)
        except Exception:
            _logger.exception("%s could not be added", path)
            self.problem = "Something went wrong. What was kept is kept; try the same again."

    def _note(self, progress: IngestProgress) -> None:
        self.progress = progress


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a folder that is closed
        return False
