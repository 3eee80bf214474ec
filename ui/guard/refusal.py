"""Saying no to a request in a form that Gradio's page can show, and programs read."""

from collections.abc import Mapping

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send


async def refuse(
    scope: Scope,
    receive: Receive,
    send: Send,
    status: int,
    detail: str,
    headers: Mapping[str, str] | None = None,
) -> None:
    """Answer {"detail": ..., "error": {...}}, for the page and for programs.

    The request's body is not read; a websocket is closed.
    """
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    error = {"message": detail, "type": "refused", "code": str(status)}
    await JSONResponse({"detail": detail, "error": error}, status, headers)(scope, receive, send)
