"""What fails, as JSON that a person can act on: {"error": {"message", "type", "code"}}."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ui.audit import AuditError
from vectorstore.errors import (
    ArchiveError,
    ArchiveInUse,
    DatelineError,
    ModelError,
    NoSuchPath,
    QuestionError,
    UnknownArticle,
    WrongType,
)

_logger = logging.getLogger("dateline.api")

WENT_WRONG = "Something went wrong here. Whoever runs Dateline finds the cause in its log."


class ApiError(DatelineError):
    """A request that is refused, with its status and headers."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.headers = status, code, dict(headers or {})


class Busy(ApiError):
    """More wait than can be answered soon."""

    def __init__(self) -> None:
        super().__init__(
            429,
            "busy",
            "More questions wait than can be answered soon. Ask again in half a minute.",
            {"retry-after": "30"},
        )


# The first that fits.
_STATUS: tuple[tuple[type[Exception], int, str], ...] = (
    (UnknownArticle, 404, "unknown_article"),
    (NoSuchPath, 404, "no_such_path"),
    (QuestionError, 400, "question"),
    (WrongType, 400, "wrong_type"),
    (ArchiveInUse, 409, "archive_in_use"),
    (ModelError, 502, "model_failed"),
    (AuditError, 503, "audit"),
    (ArchiveError, 503, "archive"),
    (sqlite3.Error, 503, "archive"),
    (DatelineError, 400, "refused"),
)


def error_json(error: Exception) -> tuple[int, dict[str, dict[str, str]], dict[str, str]]:
    """Status, body and headers for what failed; a fault of ours is logged, and not told."""
    if isinstance(error, ApiError):
        return error.status, _body(str(error), "refused", error.code), error.headers
    if isinstance(error, RequestValidationError):
        return 400, _body(_invalid(error), "invalid_request_error", "invalid_request"), {}
    if isinstance(error, HTTPException):
        return error.status_code, _body(str(error.detail), "refused", "http"), {}
    for kind, status, code in _STATUS:
        if isinstance(error, kind):
            headers = {"retry-after": "10"} if status == 409 else {}
            return status, _body(str(error), type(error).__name__, code), headers
    _logger.error("A request failed", exc_info=error)
    return 500, _body(WENT_WRONG, "server_error", "internal"), {}


async def handle(_: Request, error: Exception) -> Response:
    """The answer to a request that failed."""
    return problem(error)


def problem(error: Exception) -> JSONResponse:
    """A failure as a response."""
    status, body, headers = error_json(error)
    return JSONResponse(body, status, headers)


def _body(message: str, kind: str, code: str) -> dict[str, dict[str, str]]:
    return {"error": {"message": message, "type": kind, "code": code}}


def _invalid(error: RequestValidationError) -> str:
    parts = []
    for each in error.errors()[:5]:
        where = ".".join(str(part) for part in each["loc"] if part != "body")
        parts.append(f"{where or 'the body'}: {each['msg']}")
    return "This request can't be understood: " + "; ".join(parts) + "."
