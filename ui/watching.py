"""Following files and folders: a word each time that something under them changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

# Milliseconds to the first look after the watcher had to start anew.
_SOON = 500


def changes(paths: Sequence[Path]) -> Iterator[None]:
    """Yield at each change, for ever; ends with KeyboardInterrupt on Ctrl+C.

    The watcher gives up at a file whose name is no text. That is a change too, and it starts anew.
    """
    from watchfiles import watch
    from watchfiles._rust_notify import WatchfilesRustInternalError

    gave_up = False
    with ExitStack() as stack:
        watched = [_nameable(path, stack) for path in paths]
        while True:
            # What changed while no watcher ran is only seen by looking once it runs again.
            look = gave_up
            try:
                for found in watch(
                    *watched, raise_interrupt=True, yield_on_timeout=True, rust_timeout=_SOON
                ):
                    if found or look:
                        yield
                    look = False
            except WatchfilesRustInternalError as error:
                if "decode path" not in str(error):
                    raise
                gave_up = True


def _nameable(path: Path, stack: ExitStack) -> Path:
    """The path, or, where the watcher can't take its name, a link to it."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        link = Path(stack.enter_context(TemporaryDirectory(prefix="dateline-")), "watched")
        link.symlink_to(path.absolute())
        return link
    return path
