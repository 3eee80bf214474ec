"""What is printed, whatever the terminal: letters that it has not, a pipe that closes, a full disk.

Everything that a command prints goes through here.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO, TypeVar

# Marks for which every encoding has another; any other character becomes a question mark.
_PLAIN = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f", " "),
    "…": "...",
    "•": "*",
}
# How Python hands over a byte of an argument or a file's name that is no text.
_BYTE = 0xDC00
_BYTES = range(_BYTE + 0x80, _BYTE + 0x100)

_Result = TypeVar("_Result")


def text(value: str) -> str:
    """A text that was typed: its bytes that are no UTF-8 are read as Windows writes Europe's."""
    return "".join(_typed(character) for character in value)


def _typed(character: str) -> str:
    code = ord(character)
    if code in _BYTES:
        return bytes([code - _BYTE]).decode("cp1252", "replace")
    return "\ufffd" if 0xD800 <= code < 0xE000 else character


def prepare() -> None:
    """Have both streams replace what their encoding has not, instead of failing."""
    codecs.register_error("dateline.replace", _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="dateline.replace")


def say(line: str, err: bool = False) -> None:
    """Print a line, at once."""
    stream: TextIO | None = sys.stderr if err else sys.stdout
    if stream is not None:  # as where the program was started without one
        stream.write(f"{line}\n")
        stream.flush()


def say_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object: in UTF-8, or in ASCII where the output is not UTF-8 or can't be."""
    line = json.dumps(value, ensure_ascii=False)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        is_utf8 = codecs.lookup(encoding).name == "utf-8"
        line.encode()  # half a surrogate pair can't be written
    except (LookupError, UnicodeEncodeError):
        is_utf8 = False
    say(line if is_utf8 else json.dumps(value))


def guarded(command: Callable[[], _Result]) -> _Result:
    """Run a command; where its output can't be written it ends there, with exit code 1.

    A reader that has closed its end of a pipe has all that it wanted: that is not told.
    """
    try:
        return command()
    except OSError as error:
        if error.filename is not None:  # that of a file, and no stream's
            raise
        # Else the interpreter would try once more to write what is left, and complain.
        if sys.stdout is not None:
            _silence(sys.stdout)
        if not isinstance(error, BrokenPipeError):
            _tell(f"dateline: the output could not be written: {error.strerror or error}.")
        sys.exit(1)


def _tell(line: str) -> None:
    try:
        say(line, err=True)
    except OSError:
        _silence(sys.stderr)


def _silence(stream: TextIO) -> None:
    """Let what a stream still holds, and all that comes, go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    part = error.object[error.start : error.end]
    return "".join(_shown(character, error.encoding) for character in part), error.end


def _shown(character: str, encoding: str) -> str:
    code = ord(character)
    if code in _BYTES:
        return f"\\x{code - _BYTE:02x}"
    plain = _PLAIN.get(character, "?")
    try:
        plain.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return plain
