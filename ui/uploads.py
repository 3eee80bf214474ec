"""Files that the page is sent: each waits, safely named, until it was read, and is removed."""

from __future__ import annotations

import re
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vectorstore.errors import DatelineError

# Files that wait to be added, of all people together.
MAX_FILES = 100
_MAX_NAME = 120
# Seconds for which a file waits, and after which one that an earlier server left is removed.
_MAX_WAIT, _MAX_LEFT = 3600.0, 86_400.0
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


class TooManyFiles(DatelineError):
    """More files wait than may."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that arrives or waits; `token` names it to the page, which can't be guessed."""

    token: str
    path: Path
    began: float = field(default_factory=time.monotonic)

    @property
    def is_late(self) -> bool:
        """Whether nobody will ask for it any more."""
        return time.monotonic() - self.began > _MAX_WAIT


class Uploads:
    """The files that were sent and are not added yet, in a folder of their own.

    A file keeps its name, made safe, and the folder, so that the same file sent again is known.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, Upload] = {}
        self._lock = threading.Lock()
        self._remove_old()

    def begin(self, name: str) -> Upload:
        """A place for a file that arrives. TooManyFiles where none is left."""
        for late in [one for one in list(self._waiting.values()) if one.is_late]:
            self.drop(late)
        with self._lock:
            if len(self._waiting) >= MAX_FILES:
                raise TooManyFiles("Too many files wait to be added. Try again in a minute.")
            token = secrets.token_urlsafe(12)
            upload = Upload(token, self._folder / token / safe_name(name))
            self._waiting[token] = upload
        upload.path.parent.mkdir(parents=True)
        return upload

    def drop(self, upload: Upload) -> None:
        """Forget a file, and remove it."""
        with self._lock:
            self._waiting.pop(upload.token, None)
        shutil.rmtree(upload.path.parent, ignore_errors=True)

    def take(self, tokens: Sequence[str]) -> list[Path]:
        """The files of these tokens, moved to where they are read; others are passed over."""
        taken = []
        for token in tokens:
            with self._lock:
                upload = self._waiting.pop(token, None)
            if upload is None or not upload.path.exists():
                continue
            ready = self._free(upload.path.name)
            upload.path.replace(ready)
            shutil.rmtree(upload.path.parent, ignore_errors=True)
            taken.append(ready)
        return taken

    def _free(self, name: str) -> Path:
        """A path for a file of this name that no other waits at."""
        ready = self._folder / "ready"
        ready.mkdir(parents=True, exist_ok=True)
        path, number = ready / name, 2
        while path.exists():
            path = ready / f"{Path(name).stem} ({number}){Path(name).suffix}"
            number += 1
        return path

    def _remove_old(self) -> None:
        for path in self._folder.rglob("*"):
            if path.is_file() and time.time() - path.stat().st_mtime > _MAX_LEFT:
                path.unlink()


def safe_name(name: str) -> str:
    """A file's name that is one on any system, and leads nowhere; its ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = re.sub(r"[^\w.()+ -]", "_", last).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if dot and len(suffix) <= 10:
        plain = f"{stem[: _MAX_NAME - len(suffix) - 1].rstrip(' .') or 'file'}.{suffix}"
    else:
        plain = plain[:_MAX_NAME].rstrip(" .")
    return f"_{plain}" if _RESERVED.match(plain) else plain or "file"
