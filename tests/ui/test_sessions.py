"""What the page's process holds of a conversation that goes on and on."""

import gc
import shutil
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import uvicorn
from gradio.components import Component

from assistant import Assistant
from benchmarks.crowd import Visitor
from ui.chat import page_app
from ui.desk import Desk
from ui.guard import Site
from vectorstore import Archive


def test_a_long_conversation_holds_no_more_of_the_page_than_a_short_one(
    sample_files: Path, tmp_path: Path
) -> None:
    archive = shutil.copytree(sample_files, tmp_path / "archive")
    # In a process of its own, which Gradio leaves with an open loop.
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        first, *later = pool.submit(_held, archive).result(120)
    assert later == [later[0]] * 3
    assert later[0] <= first + 10


def _held(folder: Path) -> list[int]:
    """Components that Gradio holds, after each two questions of a conversation."""
    with Archive.open(folder) as archive:
        app = page_app(Desk(archive, Assistant(archive), Site("127.0.0.1", 0)))
        server = uvicorn.Server(uvicorn.Config(app, port=0, ws="none", log_level="critical"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        visitor = Visitor(f"http://127.0.0.1:{port}")
        held = []
        for _ in range(4):
            visitor.conversation("How many were injured on the ferry Marigold?")
            visitor.conversation("When was that?")
            time.sleep(0.5)
            gc.collect()
            held.append(sum(map(_is_component, gc.get_objects())))
        server.should_exit = server.force_exit = True
        return held


def _is_component(held: object) -> bool:
    return issubclass(type(held), Component)
