"""How many files this process may have open, and what to say where it has them all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from vectorstore.errors import ArchiveError


@contextmanager
def limit_named() -> Iterator[None]:
    """ArchiveError in place of whatever error is raised inside because no file could be opened."""
    try:
        yield
    except Exception as error:
        if not _is_of_the_limit(error):
            raise
        raise limit_reached() from error


def limit_reached() -> ArchiveError:
    limit = limit_of_process()
    allowed = f"its limit is {limit:,}" if limit else "the system's limit is reached"
    return ArchiveError(
        f"Too many files are open: this process may open no more ({allowed}). Wait for others to"
        " finish and try again; if it comes often, raise the limit (ulimit -n 4096) and start anew."
    )


def limit_of_process() -> int | None:
    """How many files this process may have open, None where the system does not say."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if limit == resource.RLIM_INFINITY else limit


def is_at_limit(files: int = 1) -> bool:
    """Whether this process can't open so many files more just now."""
    opened = []
    try:
        for _ in range(files):
            opened.append(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return _is_of_the_limit(error)
    finally:
        for file in opened:
            os.close(file)
    return False


def _is_of_the_limit(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, says so; libraries may say it in words alone."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            return True
        if "too many open files" in str(error).lower():
            return True
        error = error.__cause__ or error.__context__
    return False
