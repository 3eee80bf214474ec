"""The server's own log on stderr: words, or a JSON object a line."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Literal

LogFormat = Literal["text", "json"]
# What a line of the log says beside its message, where it does.
_FIELDS = ("request", "method", "path", "status", "seconds", "who")


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        said |= {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False)


def set_up(form: LogFormat) -> None:
    """Log to stderr: in words only what went wrong, in JSON each request too."""
    handler = logging.StreamHandler()
    if form == "json":
        handler.setFormatter(_JsonLines())
        logging.getLogger("dateline").setLevel(logging.INFO)
    else:
        handler.setFormatter(logging.Formatter("dateline: %(message)s"))
    logging.getLogger().addHandler(handler)
