"""Reading news files of every format: one module a format, each with `read(path)`."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from vectorstore.errors import ArchiveError
from vectorstore.formats import decode, fragment, guarded, opening
from vectorstore.types import RawArticle, Unreadable

_MODULES = {
    ".txt": "page_text",
    ".text": "page_text",
    ".md": "page_text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json_document",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".csv": "csv_table",
    ".tsv": "csv_table",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".nitf": "xml",
    ".newsml": "xml",
    ".warc": "warc",
    ".pdf": "pdf",
    ".docx": "docx",
    ".zip": "zip",
}


# Files that tell of the folder they lie in, not news.
_ABOUT_FOLDER = re.compile(r"(?:readme|licen[cs]e|changelog)(?:[._-].*)?", re.IGNORECASE)


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles in a file, and what in it could not be read, with place and reason."""
    for item in _read(path):
        place = printable(item.source)
        if isinstance(item, RawArticle) and not item.is_page_text and fragment.is_markup(item.text):
            plain = guarded.parse("fragment", place, markup=item.text)[0]
            text = plain.text if isinstance(plain, RawArticle) else item.text
            yield dataclasses.replace(item, source=place, text=text)
        else:
            yield dataclasses.replace(item, source=place)


def _read(path: Path) -> Iterator[RawArticle | Unreadable]:
    kind = opening.suffix(path)
    if not is_known(kind):
        yield Unreadable(str(path), unknown_format(kind))
        return
    try:
        if opening.is_empty(path):
            yield Unreadable(str(path), "empty file")
            return
        module = import_module(f"vectorstore.formats.{_MODULES[kind]}")
        yield from module.read(path)
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged: {error}")
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Unreadable(str(path), reason, is_lasting=False)
    except (opening.TooLarge, decode.BinaryContent) as error:
        yield Unreadable(str(path), str(error))


def is_known(suffix: str) -> bool:
    """Whether files with this suffix can be read."""
    return suffix in _MODULES


def unknown_format(suffix: str) -> str:
    """The reason why a file with this suffix is set aside."""
    return f"no reader for {suffix or 'files without a suffix'}"


def files(paths: Iterable[Path]) -> Iterator[Path | Unreadable]:
    """Every file in the given files and folders, in sorted order, hidden ones left out.

    A symbolic link that leads out of its folder is not followed and comes as Unreadable, as does
    whatever is no regular file, and a README, LICENSE or CHANGELOG met in a folder. Raises
    ArchiveError for a given path that does not exist.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not path.exists():
            raise ArchiveError(f"there is no file or folder {printable(str(path))}")
    for path in given:
        if path.is_dir():
            yield from _folder(path)
        else:
            yield path if path.is_file() else _irregular(path)


def _folder(root: Path) -> Iterator[Path | Unreadable]:
    refused: list[OSError] = []
    home = root.resolve()
    for folder, names_of_folders, names in os.walk(root, onerror=refused.append):
        links = [name for name in names_of_folders if Path(folder, name).is_symlink()]
        shown = (name for name in names_of_folders if not name.startswith("."))
        names_of_folders[:] = sorted(name for name in shown if name not in links)
        for name in sorted(names + links):
            if not name.startswith("."):
                yield from _entry(Path(folder, name), home)
        for error in refused:
            yield Unreadable(printable(str(error.filename)), f"cannot be read: {error.strerror}")
        refused.clear()


def _entry(path: Path, home: Path) -> Iterator[Path | Unreadable]:
    if path.is_symlink() and not path.resolve().is_relative_to(home):
        yield Unreadable(printable(str(path)), "symbolic link out of the folder, not followed")
    elif path.is_file() and _ABOUT_FOLDER.fullmatch(path.name):
        yield Unreadable(printable(str(path)), "describes the folder; name it to ingest it")
    elif path.is_file():
        yield path
    elif not path.is_dir():  # a link to a folder inside: that folder is walked anyway
        yield _irregular(path)


def _irregular(path: Path) -> Unreadable:
    return Unreadable(printable(str(path)), "not a regular file")


def printable(name: str) -> str:
    """A file's name with the bytes that are no text replaced, fit for a report or a database."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
