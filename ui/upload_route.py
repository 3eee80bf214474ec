"""The routes that take a file: a draft, whose text goes back, and what is to be added."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ui import words
from ui.drafts import draft_text
from ui.uploads import safe_name
from vectorstore.errors import DatelineError

if TYPE_CHECKING:
    from ui.desk import Desk


def upload_routes(desk: Desk) -> list[Route]:
    """POST /draft/NAME answers {"text"}, POST /upload/NAME {"file"}; {"detail"} where refused.

    How large a file may be, the guard says.
    """

    async def draft(request: Request) -> JSONResponse:
        name = request.path_params["name"]
        with TemporaryDirectory(prefix="dateline-") as folder:
            path = Path(folder, safe_name(name))
            try:
                await _received(request, path)
                return JSONResponse({"text": await run_in_threadpool(draft_text, path, path.name)})
            except DatelineError as error:
                return _refused(str(error), 422)
            except (ClientDisconnect, OSError):
                return _refused(words.DID_NOT_ARRIVE, 400)

    async def upload(request: Request) -> JSONResponse:
        if not desk.may_add(request) or desk.archive.is_read_only:
            return _refused(words.MAY_NOT_ADD, 403)
        try:
            begun = desk.uploads.begin(request.path_params["name"])
        except DatelineError as error:
            return _refused(str(error), 429)
        try:
            await _received(request, begun.path)
        except (ClientDisconnect, OSError):
            desk.uploads.drop(begun)
            return _refused(words.DID_NOT_ARRIVE, 400)
        return JSONResponse({"file": begun.token})

    return [
        Route("/draft/{name}", draft, methods=["POST"]),
        Route("/upload/{name}", upload, methods=["POST"]),
    ]


async def _received(request: Request, path: Path) -> None:
    """Write what arrives to a file, piece by piece."""
    with path.open("wb") as file:
        async for piece in request.stream():
            await run_in_threadpool(file.write, piece)


def _refused(why: str, status: int) -> JSONResponse:
    return JSONResponse({"detail": why}, status)
