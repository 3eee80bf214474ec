"""The child process that parses untrusted documents; see `guarded`, which starts it."""

from __future__ import annotations

import dataclasses
import faulthandler
import json
import os
import signal
import sys
import warnings
from importlib import import_module
from typing import BinaryIO

from vectorstore.formats import decode, guarded, opening

FORMATS = (
    "html",
    "fragment",
    "xml",
    "pdf",
    "docx",
    "rtf",
    "sheet",
    "open_document",
    "epub",
    "ocr",
    "mail",
    "references",
    "sgml",
)
_ADDRESS_BYTES = 640 << 20  # of which some 450 MB can be in use


def main() -> None:
    """Answer requests from standard input until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to act on
    warnings.simplefilter("ignore")
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a parser's print is no reply
    import_module("vectorstore.formats.html").load()
    _limit_memory()
    guarded.send(replies, b"ready")
    _serve(sys.stdin.buffer, replies)


def _serve(requests: BinaryIO, replies: BinaryIO) -> None:
    while (request := guarded.receive(requests)) is not None:
        # Ends this process even where its parent was killed and can't.
        asked = json.loads(request)
        wall = guarded.WALL_TIMES * float(asked.pop("seconds"))
        faulthandler.dump_traceback_later(wall * 2, exit=True)
        guarded.send(replies, json.dumps(_answer(asked)).encode())
        faulthandler.cancel_dump_traceback_later()


def _answer(request: dict[str, str]) -> dict[str, object]:
    reader = request.pop("reader")
    if reader not in FORMATS:
        return {"error": f"no reader {reader}"}
    try:
        items = import_module(f"vectorstore.formats.{reader}").parse(**request)
        return {"items": [dataclasses.asdict(item) for item in items]}
    except opening.DAMAGED as error:
        return {"error": f"damaged: {error}"}
    except (opening.TooLarge, opening.NeedsExtra, decode.BinaryContent) as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "needs too much memory to read"}
    except RecursionError:
        return {"error": "nested too deeply"}
    # Parsers raise almost anything on broken input; whatever it is, this document is set aside.
    except Exception as error:  # noqa: BLE001
        return {"error": f"cannot be read: {type(error).__name__}: {error}"[:200]}


def _limit_memory() -> None:
    """Bound this process's memory where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_BYTES, _ADDRESS_BYTES))
    except (ValueError, OSError):
        return  # macOS refuses; the limits on size and time remain


if __name__ == "__main__":
    main()
