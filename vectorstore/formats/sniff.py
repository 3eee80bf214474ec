"""What kind of file it is, by its first bytes: for files whose names do not say."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile

from vectorstore.formats import columns, decode, opening

_SAMPLE_BYTES = 1 << 12
_MARKS = (
    (b"%PDF-", ".pdf"), (b"{\\rtf", ".rtf"), (b"WARC/", ".warc"), (b"PAR1", ".parquet"),
    (b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"II*\0", ".tif"), (b"MM\0*", ".tif"),
    (b"From ", ".mbox"), (b"TY  - ", ".ris"), (b"\xd0\xcf\x11\xe0", ".xls"),
)  # fmt: skip
_MAIL = re.compile(r"(?:[A-Z][\w-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){3,}", re.IGNORECASE)
_MAIL_SAYS = re.compile(r"^(?:from|subject|date|message-id):", re.IGNORECASE | re.MULTILINE)
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_JSON = re.compile(r"\s*(?:\{\s*\"[^\"\n]{1,60}\"\s*:|\[\s*[\[{])")
_SGML = re.compile(r"\s*<(?:!DOCTYPE lewis|REUTERS\b|DOC>)")


def suffix(path: Path) -> str:
    """The suffix that the file's name would have, "" where nothing tells."""
    with opening.opened(path) as stream:
        start = stream.read(_SAMPLE_BYTES)
    if start.startswith(b"PK\x03\x04"):
        return _in_zip(path)
    if start[257:262] == b"ustar":
        return ".tar"
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    known = next((kind for mark, kind in _MARKS if bare.startswith(mark)), "")
    if known:
        return known
    try:
        return _of_text(start.decode(decode.encoding(start), "replace").removeprefix("\ufeff"))
    except decode.BinaryContent:
        return ""


def in_text(path: Path) -> str:
    """The suffix of a table, page or list that was saved as plain text; "" for any other text."""
    with opening.opened(path) as stream:
        start = stream.read(_SAMPLE_BYTES)
    try:
        text = start.decode(decode.encoding(start), "replace").removeprefix("\ufeff")
    except decode.BinaryContent:
        return ""
    if text.startswith(("{\\rtf", "TY  - ")):
        return ".rtf" if text.startswith("{") else ".ris"
    kind = _of_text(text)
    is_sure = kind in (".html", ".sgm", ".csv") or (kind == ".xml" and "<?xml" in text[:99])
    return kind if is_sure or (kind == ".json" and _JSON.match(text)) else ""


def _of_text(text: str) -> str:
    text = text.replace("\r\n", "\n")
    if _HTML.match(text):
        return ".html"
    if _SGML.match(text):
        return ".sgm"
    if text.lstrip().startswith(("<?xml", "<rss", "<feed", "<nitf")):
        return ".xml"
    if text.lstrip().startswith(("{", "[")):
        return ".json"
    if re.match(r"\s*@\w+\s*\{", text):
        return ".bib"
    if _is_table(text):
        return ".csv"
    head = _MAIL.match(text)
    if head and len(_MAIL_SAYS.findall(head[0])) >= 2:
        return ".mhtml" if "multipart/related" in text[:2000].lower() else ".eml"
    return ".txt"


def _is_table(text: str) -> bool:
    """Whether the first line names columns, that of the text among them."""
    first = text.lstrip().partition("\n")[0]
    named = (columns.names_in([cell.strip(' "') for cell in first.split(mark)]) for mark in ",;\t|")
    return any("text" in names and len(names) >= 2 for names in named)


def _in_zip(path: Path) -> str:
    try:
        with opening.opened_zip(path) as parts:
            names = parts.namelist()
            kind = (
                parts.read("mimetype")[:80].decode("ascii", "replace")
                if ("mimetype" in names)
                else ""
            )
    except (BadZipFile, RuntimeError, *opening.DAMAGED):
        return ".zip"
    inside = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}
    said = {"epub": ".epub", "opendocument.text": ".odt", "opendocument.spreadsheet": ".ods"}
    by_kind = next((name for mark, name in said.items() if mark in kind), "")
    return by_kind or next((name for part, name in inside.items() if part in names), ".zip")
