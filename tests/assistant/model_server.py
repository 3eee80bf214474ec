"""A model server on this machine that says what a test tells it to, in a provider's protocol."""

from __future__ import annotations

import json
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any

# Seconds that a model which says nothing more waits for its client to hang up.
_PATIENCE = 30
_FINISHES = {"stop": "end_turn", "length": "max_tokens"}
_CHUNK = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
_FORMS = {"/api/chat": "ollama", "/v1/messages": "anthropic", "/v1/responses": "responses"}


@dataclass
class ModelServer:
    """`pieces` are streamed one by one; `ends` is whether the finish signal follows them.

    `reply` makes the pieces of each prompt, `pause` is the seconds before each of them, and a model
    that `stalls` says nothing after them and keeps the connection; one that `lingers` keeps it
    after the end. `hung_up` gets the time of each connection that its client closed before the end.
    With `body` it replies with that alone; one that `keeps_alive` sends, instead of words, what
    keeps a connection open; one that is `endless` says its pieces for ever. `models` are those that
    it says it has. `usage` is what it says, in OpenAI's form, that it used; `told` are more
    headers of its replies.
    """

    pieces: list[str] = field(default_factory=lambda: ["NOT IN THE ARCHIVE"])
    reply: Callable[[str], list[str]] | None = None
    pause: float = 0
    stalls: bool = False
    lingers: bool = False
    ends: bool = True
    status: int = 200
    body: str = ""
    finish: str = "stop"
    keeps_alive: bool = False
    endless: bool = False
    models: tuple[str, ...] = ()
    usage: dict[str, int] | None = None
    told: dict[str, str] = field(default_factory=dict)
    headers: list[dict[str, str]] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    hung_up: SimpleQueue[float] = field(default_factory=SimpleQueue)
    url: str = ""

    @property
    def prompt(self) -> str:
        """All that the model was sent in the last request."""
        return _prompt(self.requests[-1])


@contextmanager
def serve() -> Iterator[ModelServer]:
    """A running server that speaks OpenAI's, Ollama's and Anthropic's chat, streamed."""
    script = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            request = json.loads(self.rfile.read(length))
            script.requests.append(request)
            script.headers.append({name.lower(): value for name, value in self.headers.items()})
            form = _FORMS.get(self.path, "openai")
            _begin(self, script, form)
            if script.body or script.status != 200:
                self.wfile.write((script.body or json.dumps(_refusal(form))).encode("latin-1"))
                return
            try:
                self._write(form, script.reply(_prompt(request)) if script.reply else script.pieces)
            except ConnectionError:
                script.hung_up.put(time.monotonic())

        def do_GET(self) -> None:
            named = [{"id": name, "name": name} for name in script.models]
            key = "models" if self.path == "/api/tags" else "data"
            body = json.dumps({key: named}).encode()
            self.close_connection = True
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _write(self, form: str, pieces: list[str]) -> None:
            before, each, after = _protocol(form, script.finish)
            self.wfile.write(before.encode())
            _say(self, script, form, pieces, each)
            if script.stalls:
                _wait(self.connection, _PATIENCE)
            if script.ends:
                used = {**_CHUNK, "choices": [], "usage": script.usage}
                said = f"data: {json.dumps(used)}\n\n" if script.usage else ""
                self.wfile.write(after.replace("data: [DONE]", f"{said}data: [DONE]").encode())
            if script.lingers:
                self.wfile.flush()
                _wait(self.connection, _PATIENCE)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield script
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _begin(handler: BaseHTTPRequestHandler, script: ModelServer, form: str) -> None:
    handler.send_response(script.status)
    kind = "application/x-ndjson" if form == "ollama" else "text/event-stream"
    for name, value in {"Content-Type": kind, **script.told}.items():
        handler.send_header(name, value)
    handler.end_headers()


def _say(
    client: BaseHTTPRequestHandler,
    script: ModelServer,
    form: str,
    pieces: list[str],
    each: Callable[[str], str],
) -> None:
    while script.keeps_alive:
        _wait(client.connection, 0.05)
        client.wfile.write((each("") if form == "ollama" else ": alive\n\n").encode())
    is_first = True
    while is_first or script.endless:
        for piece in pieces:
            _wait(client.connection, script.pause)
            client.wfile.write(each(piece).encode())
        is_first = False


def _wait(client: socket.socket, seconds: float) -> None:
    """Wait; ConnectionError as soon as the client hangs up, which says nothing else any more."""
    readable, _, _ = select.select([client], [], [], seconds)
    if readable:
        raise ConnectionError


def _prompt(request: dict[str, Any]) -> str:
    messages = request.get("messages") or request["input"]
    return "\n".join(message["content"] for message in messages)


def _refusal(form: str) -> dict[str, Any]:
    if form == "ollama":
        return {"error": "model 'x' not found"}
    return {"type": "error", "error": {"type": "not_found_error", "message": "no such model"}}


def _protocol(form: str, finish: str) -> tuple[str, Callable[[str], str], str]:
    """What comes before the pieces, how each is written, and the finish signal."""
    forms = {"openai": _openai, "ollama": _ollama, "anthropic": _anthropic}
    return (forms | {"responses": _responses})[form](finish)


def _openai(finish: str) -> tuple[str, Callable[[str], str], str]:
    def event(delta: dict[str, str], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return f"data: {json.dumps(_CHUNK | {'choices': [choice]})}\n\n"

    before = event({"role": "assistant", "content": ""})
    return before, lambda piece: event({"content": piece}), event({}, finish) + "data: [DONE]\n\n"


def _ollama(finish: str) -> tuple[str, Callable[[str], str], str]:
    def line(content: str, **more: object) -> str:
        message = {"role": "assistant", "content": content}
        base = {"model": "m", "created_at": "2024-01-01T00:00:00Z", "message": message}
        return json.dumps(base | {"done": False} | more) + "\n"

    return "", line, line("", done=True, done_reason=finish)


def _anthropic(finish: str) -> tuple[str, Callable[[str], str], str]:
    def event(kind: str, **more: object) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind} | more)}\n\n"

    def delta(piece: str) -> str:
        return event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})

    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": []}
    begun = message | {"stop_reason": None, "stop_sequence": None, "usage": usage}
    block = {"type": "text", "text": ""}
    before = event("message_start", message=begun)
    before += event("content_block_start", index=0, content_block=block)
    stopped = {"stop_reason": _FINISHES.get(finish, finish), "stop_sequence": None}
    usage = {"input_tokens": 7, "output_tokens": 3}
    after = event("content_block_stop", index=0)
    after += event("message_delta", delta=stopped, usage=usage) + event("message_stop")
    return before, delta, after


def _responses(finish: str) -> tuple[str, Callable[[str], str], str]:
    numbers = iter(range(1_000_000))

    def event(kind: str, **more: object) -> str:
        base = {"type": kind, "sequence_number": next(numbers)}
        return f"event: {kind}\ndata: {json.dumps(base | more)}\n\n"

    def response(status: str, text: str = "", why: str = "") -> dict[str, Any]:
        content = [{"type": "output_text", "text": text, "annotations": []}]
        message = {"id": "m1", "type": "message", "role": "assistant", "status": "completed"}
        return {
            "id": "r1",
            "object": "response",
            "created_at": 1,
            "model": "m",
            "status": status,
            "output": [message | {"content": content}] if text else [],
            "incomplete_details": {"reason": why} if why else None,
            "error": None,
            "instructions": None,
            "metadata": {},
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
        }

    def delta(piece: str) -> str:
        at = {"item_id": "m1", "output_index": 0, "content_index": 0}
        return event("response.output_text.delta", delta=piece, logprobs=[], **at)

    item = {"id": "m1", "type": "message", "role": "assistant", "status": "in_progress"}
    before = event("response.created", response=response("in_progress"))
    before += event("response.output_item.added", output_index=0, item=item | {"content": []})
    if finish == "stop":
        after = event("response.completed", response=response("completed"))
    else:
        why = "max_output_tokens" if finish == "length" else finish
        after = event("response.incomplete", response=response("incomplete", why=why))
    return before, delta, after
