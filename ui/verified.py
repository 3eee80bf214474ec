"""What `dateline verify` found, as text, JSON and a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from assistant.types import Verified, quoted
from ui import escape
from ui.terminal import piece, printable
from ui.words import VERDICTS
from vectorstore import Passage

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:1rem 0}blockquote{margin:.3rem 0 .3rem 1rem;color:#444}"
    ".contradicted b,.absent b{color:#a00}.partly b{color:#850}.stands b{color:#060}"
)


def verified_text(found: Sequence[Verified]) -> str:
    """A report for a terminal: each sentence, what was found, and the words it rests on."""
    lines: list[str] = []
    for each in found:
        reason = f": {piece(each.reason)}" if each.reason and each.verdict != "absent" else ""
        lines += [piece(each.text), f"  {VERDICTS[each.verdict]}{reason}"]
        lines += [
            f"  {piece(quoted(c.quote))} — {piece(_source(c.passage))}" for c in each.citations
        ]
        lines.append("")
    return "\n".join([*lines, total_text(found)])


def verified_json(found: Sequence[Verified]) -> dict[str, Any]:
    """{sentences: [{text, verdict, reason, citations: [{article, start, end, quote}]}]}"""
    return {
        "sentences": [
            {
                "text": each.text,
                "verdict": each.verdict,
                "reason": each.reason,
                "citations": [
                    {
                        "article": {
                            "id": c.passage.article.id,
                            "title": c.passage.title,
                            "outlet": c.passage.article.outlet,
                            "published": c.passage.published,
                            "url": c.passage.url,
                        },
                        "start": c.start,
                        "end": c.end,
                        "quote": c.quote,
                    }
                    for c in each.citations
                ],
            }
            for each in found
        ]
    }


def verified_html(found: Sequence[Verified]) -> str:
    """A page that loads nothing and links nowhere."""
    items = "\n".join(map(_item, found))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>A draft against the archive</title><style>{_STYLE}</style></head>\n"
        f"<body><p>{_shown(total_text(found))}</p>\n<ol>\n{items}\n</ol></body></html>"
    )


def _item(each: Verified) -> str:
    quotes = "".join(
        f"<blockquote>{_shown(quoted(c.quote))} — {_shown(_source(c.passage))}</blockquote>"
        for c in each.citations
    )
    reason = f": {_shown(each.reason)}" if each.reason and each.verdict != "absent" else ""
    verdict = f"<b>{VERDICTS[each.verdict]}</b>{reason}"
    return f'<li class="{each.verdict}"><p>{_shown(each.text)}</p>{verdict}{quotes}</li>'


def _shown(text: str) -> str:
    """Text from outside, which keeps its order and has no character that steers a terminal."""
    return escape.piece(printable(text))


def _source(passage: Passage) -> str:
    return ", ".join(filter(None, (passage.article.outlet, passage.day_in_words)))


def total_text(found: Sequence[Verified]) -> str:
    """How many sentences have each verdict."""
    counts = Counter[str](each.verdict for each in found)
    return "; ".join(f"{counts[verdict]} {said}" for verdict, said in VERDICTS.items())
