"""Reading news files of every format: one module a format, each with `read(path)`."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from vectorstore.formats import decode, fragment, guarded, opening, sniff
from vectorstore.formats.folders import files, is_gone, refuse_missing
from vectorstore.text import date_order
from vectorstore.text.file_names import printable
from vectorstore.types import RawArticle, Unreadable

__all__ = ["files", "is_gone", "is_known", "read", "refuse_missing", "unknown_format"]

TAR = (".tar", ".tgz", ".tbz", ".tbz2", ".txz")
_MODULES = {
    ".txt": "page_text",
    ".text": "page_text",
    ".md": "page_text",
    ".markdown": "page_text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json_document",
    ".jsonl": "json_lines",
    ".ndjson": "json_lines",
    ".jl": "json_lines",
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
    ".rtf": "rtf",
    ".epub": "epub",
    ".odt": "open_document",
    ".parquet": "parquet",
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), "ocr"),
    **dict.fromkeys((".mdown", ".mkd"), "page_text"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".ods"), "sheet"),
    **dict.fromkeys((".eml", ".emlx", ".mbox", ".mbx"), "mail"),
    ".webarchive": "webarchive",
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    **dict.fromkeys((".ris", ".bib"), "references"),
    **dict.fromkeys((".sgm", ".sgml"), "sgml"),
    **dict.fromkeys((".arc", ".wet"), "warc"),
    **dict.fromkeys(TAR, "tar"),
}

# Whose names say only that they can be read as text, as tables of spreadsheets too are saved.
_PLAIN = (".txt", ".text")
# What to make of files that only the program that wrote them can read.
_ADVICE = {
    ".doc": "save it as .docx",
    ".pages": "export it as .docx or .pdf",
    ".wpd": "save it as .docx or .rtf",
    ".numbers": "export it as .xlsx or .csv",
    ".msg": "save it as .eml",
    ".pst": "export its messages as .eml or .mbox",
    **dict.fromkeys((".rar", ".7z"), "unpack it first"),
    **dict.fromkeys((".mobi", ".azw3"), "convert it to .epub"),
}

# Those whose files hold many articles, written by one program.
_HAS_ROWS = {"csv_table", "json_lines", "json_document", "xml", "sheet", "parquet"}
# Those whose libraries open a file by its path, and not as a stream.
_OF_WHOLE_FILES = {"pdf", "docx", "epub", "open_document", "sheet", "parquet", "ocr", "zip"}


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """The articles in a file, and what in it could not be read, with place and reason."""
    for item in _dated(path):
        place = printable(item.source)
        if isinstance(item, RawArticle) and not item.is_page_text and fragment.is_markup(item.text):
            plain = guarded.parse("fragment", place, piece=item.text)[0]
            text = plain.text if isinstance(plain, RawArticle) else item.text
            yield dataclasses.replace(item, source=place, text=text)
        else:
            yield dataclasses.replace(item, source=place)


def _dated(path: Path) -> Iterator[RawArticle | Unreadable]:
    """What the file holds, numeric dates read in the order that all of its dates tell.

    The file is looked through for that order where it has such a date, and only then.
    """
    order: date_order.DateOrder | None = None
    has_rows = _MODULES.get(_named_kind(path)) in _HAS_ROWS
    for item in _dispatch(path):
        is_open = (
            has_rows
            and isinstance(item, RawArticle)
            and any(map(date_order.is_numeric, (item.published, item.updated)))
        )
        if is_open and isinstance(item, RawArticle):
            order = order or _order_in(path)
            dates = order.resolved(item.published), order.resolved(item.updated)
            yield dataclasses.replace(item, published=dates[0], updated=dates[1])
        else:
            yield item


def _order_in(path: Path) -> date_order.DateOrder:
    order = date_order.DateOrder()
    for item in _dispatch(path):
        if isinstance(item, RawArticle):
            order.note(item.published, item.url)
            order.note(item.updated)
    return order


def _dispatch(path: Path) -> Iterator[RawArticle | Unreadable]:
    kind = _named_kind(path)
    if kind and not is_known(kind):
        yield Unreadable(str(path), unknown_format(kind))
        return
    try:
        if opening.is_empty(path):
            yield Unreadable(str(path), "empty file")
            return
        kind = kind or sniff.suffix(path)
        if kind in _PLAIN:
            kind = sniff.in_text(path) or kind
        if not kind:
            yield Unreadable(str(path), unknown_format(kind))
            return
        name = _MODULES[kind]
        if name in _OF_WHOLE_FILES and opening.is_packed(path):
            yield from _unpacked(path, kind)
        else:
            yield from import_module(f"vectorstore.formats.{name}").read(path)
    except opening.DAMAGED as error:
        yield Unreadable(str(path), f"damaged: {error}")
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Unreadable(str(path), reason, is_lasting=False)
    except opening.NeedsExtra as error:
        yield Unreadable(str(path), str(error), is_lasting=False)
    except (opening.TooLarge, decode.BinaryContent) as error:
        yield Unreadable(str(path), str(error))


def _unpacked(path: Path, kind: str) -> Iterator[RawArticle | Unreadable]:
    """What is in a packed file that only can be read once it is unpacked."""
    from vectorstore.formats import packed

    with tempfile.TemporaryDirectory() as folder:
        opened = partial(opening.opened, path)
        yield from packed.member(opened, f"file{kind}", str(path), Path(folder))


def _named_kind(path: Path) -> str:
    """The suffix that says of what kind a file is, "" where only its content does."""
    kind = opening.suffix(path)
    return "" if re.fullmatch(r"\.\d+", kind) else kind


def is_known(suffix: str) -> bool:
    """Whether files with this suffix can be read."""
    return suffix in _MODULES


def unknown_format(suffix: str) -> str:
    """The reason why a file with this suffix is set aside, and what to do where there is a way."""
    advice = f": {_ADVICE[suffix]}" if suffix in _ADVICE else ""
    return f"no reader for {suffix or 'files without a suffix'}{advice}"
