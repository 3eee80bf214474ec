"""Pages that stand alone at an address of their own, without Gradio."""

from __future__ import annotations

from ui.escape import text
from ui.links import Links


def framed(title: str, main: str, links: Links, style: str, script: str = "") -> str:
    """A page around some HTML, with the way to Dateline over it."""
    named = f"{text(title)} — Dateline" if title else "Dateline"
    run = f"<script>{script}</script>" if script else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{named}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><style>{style}</style></head>'
        f'<body class="standalone"><main><p class="masthead"><a href="{links.prefix}/">Dateline'
        f"</a></p>{main}</main>{run}</body></html>"
    )


def simple_page(said: str, links: Links, style: str) -> str:
    """A page that says one thing."""
    return framed("", f"<h1>{text(said)}</h1>", links, style)
