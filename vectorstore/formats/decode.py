"""Bytes to text: which encoding a news file is in, and a text stream over it."""

from __future__ import annotations

import codecs
import contextlib
import io

SAMPLE_BYTES = 1 << 16
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Languages whose letters Windows-1252 lacks; any other Latin text is taken for Windows-1252.
_NOT_WESTERN = {
    "Croatian", "Czech", "Estonian", "Hungarian", "Latvian", "Lithuanian", "Polish",
    "Romanian", "Slovak", "Slovene", "Turkish", "Vietnamese",
}  # fmt: skip
_CENTRAL = ("cp1250", "iso8859_2")
# The code pages in which a language is written; its letters tell them apart.
_CODE_PAGES = {
    **dict.fromkeys(("Croatian", "Czech", "Hungarian", "Polish", "Romanian", "Slovak"), _CENTRAL),
    "Slovene": _CENTRAL,
    "Turkish": ("cp1254", "iso8859_9"),
}
_PRINTED = "„”“‚’‘–—…«»€§°\xa0"


class BinaryContent(ValueError):
    """The bytes are no text."""


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252: what mixed exports mostly hold."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("dateline-windows-1252", _windows_1252)


def encoding(sample: bytes) -> str:
    """The name of the encoding that a file's first bytes are in.

    Raises BinaryContent where they are no text.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return name
    half = len(sample) // 2
    if half and sample[1::2].count(0) > half * 0.7 > sample[::2].count(0):
        return "utf-16-le"
    if half and sample[::2].count(0) > half * 0.7 > sample[1::2].count(0):
        return "utf-16-be"
    if _share_of_control_bytes(sample) > 0.05:
        raise BinaryContent("binary content, no text")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _guessed(sample)
    return "utf-8"


def decoded(data: bytes, declared: str = "") -> str:
    """The text of a whole file; `declared` is tried first. Raises BinaryContent."""
    if declared:
        if _is_latin(declared) and not data.isascii():
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode("utf-8-sig")  # saved anew; Latin-1 is as good as never both
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass  # a declaration that does not hold says nothing
    return data.decode(encoding(data[:SAMPLE_BYTES]), "dateline-windows-1252")


def _is_latin(name: str) -> bool:
    """Whether an encoding takes any bytes at all, as Latin-1 does."""
    try:
        return codecs.lookup(name).name in ("iso8859-1", "iso8859-15", "cp1252")
    except LookupError:
        return False


def text_stream(file: io.BufferedReader) -> io.TextIOWrapper:
    """A text stream over a seekable binary one, newlines kept. Raises BinaryContent."""
    name = encoding(file.read1(SAMPLE_BYTES))  # one read: all of a damaged file would raise
    file.seek(0)
    return io.TextIOWrapper(file, encoding=name, errors="dateline-windows-1252", newline="")


def _share_of_control_bytes(sample: bytes) -> float:
    text_controls = b"\t\n\r\f\x0b\x1b\x1a"
    controls = sum(sample.count(code) for code in range(32) if code not in text_controls)
    return controls / max(len(sample), 1)


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    matches = from_bytes(sample)
    best = matches.best()
    if best is None:
        return "utf-8"
    if pages := _CODE_PAGES.get(best.language):
        return min(pages, key=lambda page: _signs(sample, page))
    could_be = {name for match in matches for name in match.could_be_from_charset}
    if "cp1252" in could_be and best.language not in _NOT_WESTERN:
        return "cp1252"
    return best.encoding


def _signs(sample: bytes, page: str) -> int:
    """How many characters are neither letters nor printed marks: the wrong code page has many."""
    text = sample.decode(page, "replace")
    return sum(not (sign.isascii() or sign.isalpha() or sign in _PRINTED) for sign in text)
