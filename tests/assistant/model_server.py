"""A model server on this machine that says what a test tells it to, in a provider's protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class ModelServer:
    """`pieces` are streamed one by one; `ends` is whether the finish signal follows them."""

    pieces: list[str] = field(default_factory=list)
    ends: bool = True
    status: int = 200
    finish: str = "stop"
    requests: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    @property
    def prompt(self) -> str:
        """All that the model was sent in the last request."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])


@contextmanager
def serve() -> Iterator[ModelServer]:
    """A running server that speaks OpenAI's chat completions and Ollama's chat, streamed."""
    script = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            script.requests.append(json.loads(self.rfile.read(length)))
            self.send_response(script.status)
            ollama = self.path == "/api/chat"
            self.send_header(
                "Content-Type", "application/x-ndjson" if ollama else "text/event-stream"
            )
            self.end_headers()
            if script.status != 200:
                error = {"message": "no such model"}
                body = {"error": "model 'x' not found" if ollama else error}
                self.wfile.write(json.dumps(body).encode())
                return
            for line in _ollama(script) if ollama else _openai(script):
                self.wfile.write(line.encode())
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _openai(script: ModelServer) -> Iterator[str]:
    def event(delta: dict[str, str], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        return f"data: {json.dumps(chunk | {'choices': [choice]})}\n\n"

    yield event({"role": "assistant", "content": ""})
    for piece in script.pieces:
        yield event({"content": piece})
    if script.ends:
        yield event({}, script.finish)
        yield "data: [DONE]\n\n"


def _ollama(script: ModelServer) -> Iterator[str]:
    def line(content: str, **more: object) -> str:
        message = {"role": "assistant", "content": content}
        base = {"model": "m", "created_at": "2024-01-01T00:00:00Z", "message": message}
        return json.dumps(base | {"done": False} | more) + "\n"

    for piece in script.pieces:
        yield line(piece)
    if script.ends:
        yield line("", done=True, done_reason=script.finish)
