"""Pieces of Gradio as the page uses them: HTML of our own, and events that only it may begin."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Any


def html(value: Any, elem_id: str, js_on_load: str | None = None, **options: Any) -> Any:
    """An HTML component without Gradio's own styles."""
    import gradio as gr

    return gr.HTML(
        value, elem_id=elem_id, js_on_load=js_on_load, apply_default_css=False, **options
    )


def on(listen: Callable[..., Any], *wiring: Any, **limits: Any) -> None:
    """Have a function run at an event; it is no endpoint for others."""
    listen(*wiring, **limits, show_progress="hidden", api_visibility="private")


def ui_file(name: str) -> str:
    """The text of a file that lies beside this one."""
    return (files("ui") / name).read_text(encoding="utf-8")
