"""Finding the files in files and folders as they are: what is no file to read is named."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from vectorstore.errors import NoSuchPath
from vectorstore.text.file_names import printable
from vectorstore.types import Unreadable

# Files that tell of the folder they lie in, not news: README.de.md, LICENSE-MIT, CHANGELOG.txt.
_ABOUT_FOLDER = re.compile(
    r"(?:readme(?:[._-][a-z]{2}(?:[_-][a-z]{2,4})?)?|changelog"
    r"|licen[cs]e(?:[._-](?:mit|bsd|isc|mpl|epl|[al]?gpl|apache|cc0|cc-by(?:-[a-z]{2})*)"
    r"(?:[._-]v?\d[\d.]*)?)?)(?:\.[a-z0-9]{1,8})?(?:\.gz)?",
    re.IGNORECASE,
)
# How browsers name the folder of what belongs to a page that was saved whole.
_FILES_OF_PAGE = re.compile(
    r"(.+)(?:[_-](?:files|Dateien|fichiers|archivos|ficheiros|arquivos|bestanden|filer|pliki"
    r"|soubory|elemei)|\.files)",
    re.IGNORECASE,
)
# What a missing path raises; anything else is in the way of one that may well be there.
_MISSING = (FileNotFoundError, NotADirectoryError)


def refuse_missing(paths: Iterable[Path]) -> None:
    """Raise NoSuchPath for the first path at which there is nothing."""
    for path in paths:
        try:
            is_there = not is_gone(path)
        except ValueError:  # a NUL in it
            is_there = False
        if not is_there:
            raise NoSuchPath(f"There is no file or folder {printable(path)}.")


def is_gone(path: Path) -> bool:
    """Whether nothing is at a path any more; False where a closed or failing folder hides it."""
    try:
        path.lstat()
    except _MISSING:
        return True
    except OSError:
        return False
    return False


def files(paths: Iterable[str | Path]) -> Iterator[Path | Unreadable]:
    """Every file in the given files and folders, once, in sorted order, hidden ones left out.

    A symbolic link that leads out of its folder is not followed and comes as Unreadable, as does
    whatever is no regular file or may not be looked at, and a README, LICENSE or CHANGELOG met in
    a folder. Raises NoSuchPath for a given path that does not exist.
    """
    given = [Path(path) for path in paths]
    refuse_missing(given)
    told: set[Unreadable] = set()
    for item in _found(given):
        if isinstance(item, Path):
            yield item
        elif item not in told:
            told.add(item)
            yield item


def _found(given: Iterable[Path]) -> Iterator[Path | Unreadable]:
    seen: set[str] = set()
    for path in given:
        place = os.path.realpath(path)
        found = _mode(path)
        if isinstance(found, int) and stat.S_ISDIR(found):
            yield from _folder(path, seen)
        elif place not in seen:
            seen.add(place)
            yield _file(path, found)


def _folder(root: Path, seen: set[str]) -> Iterator[Path | Unreadable]:
    """Walk a folder; one that was `seen`, as under another name or in a ring, is not again."""
    home = Path(os.path.realpath(root))
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        place = os.path.realpath(folder)
        if place in seen or not Path(place).is_relative_to(home):
            continue
        seen.add(place)
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield _unreadable(folder, error)
            continue
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        pages = {_stem_of_page(entry.name) for entry in entries} - {""}
        owned = [entry for entry in entries if _is_folder(entry) and _owner(entry.name) in pages]
        for entry in owned:
            entries.remove(entry)
            yield Unreadable(printable(folder / entry.name), "belongs to a saved page")
        for entry in entries:
            if not _is_folder(entry):
                yield from _entry(folder / entry.name, home, seen)
        waiting += [folder / entry.name for entry in reversed(entries) if _is_folder(entry)]


def _stem_of_page(name: str) -> str:
    path = Path(name)
    return path.stem if path.suffix.lower() in (".html", ".htm", ".xhtml") else ""


def _owner(name: str) -> str:
    """The stem of the page to which a folder belongs, by its name."""
    found = _FILES_OF_PAGE.fullmatch(name)
    return found[1] if found else name


def belongs_to_page(name: str, names: Iterable[str]) -> bool:
    """Whether a file lies in the folder of a saved page that is one of `names`, by its path."""
    pages = {str(path.with_suffix("")) for path in map(Path, names) if _stem_of_page(path.name)}
    return any(
        _owner(folder.name) != folder.name and str(folder.with_name(_owner(folder.name))) in pages
        for folder in Path(name).parents
        if folder.name
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _entry(path: Path, home: Path, seen: set[str]) -> Iterator[Path | Unreadable]:
    if _is_link(path) and not Path(os.path.realpath(path)).is_relative_to(home):
        yield Unreadable(printable(path), "symbolic link out of the folder, not followed")
        return
    mode = _mode(path)
    if isinstance(mode, int) and stat.S_ISDIR(mode):
        return  # a link to a folder inside: that folder is walked anyway
    if isinstance(mode, int) and stat.S_ISREG(mode) and _ABOUT_FOLDER.fullmatch(path.name):
        if os.path.realpath(path) not in seen:
            yield Unreadable(printable(path), "describes the folder; name it to ingest it")
        return
    yield _file(path, mode)


def _mode(path: Path) -> int | OSError:
    """What a path leads to, or why that can't be told."""
    try:
        return path.stat().st_mode
    except OSError as error:
        return error


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(path.lstat().st_mode)
    except OSError:
        return False


def _file(path: Path, mode: int | OSError) -> Path | Unreadable:
    if isinstance(mode, OSError):
        return _unreadable(path, mode)
    return path if stat.S_ISREG(mode) else Unreadable(printable(path), "not a regular file")


def _unreadable(path: Path, error: OSError) -> Unreadable:
    reason = f"cannot be read: {error.strerror or error}"
    if _is_link(path):
        if error.errno == errno.ELOOP:
            reason = "symbolic link that leads to itself"
        elif isinstance(error, _MISSING):
            reason = "symbolic link to nothing"
    return Unreadable(printable(path), reason, is_lasting=False)
