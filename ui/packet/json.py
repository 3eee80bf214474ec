"""A packet as JSON: what `dateline ask --json` prints, and the cited articles with it."""

from __future__ import annotations

import json
from typing import Any

from assistant.types import Answer
from ui.json import answer_json
from ui.packet.contents import Packet, digest, packet_digest

# The form of a packet; a reader of another number refuses it.
FORM = 1


def as_json(packet: Packet) -> str:
    """One JSON object on one line."""
    return json.dumps(packet_json(packet), ensure_ascii=False)


def packet_json(packet: Packet) -> dict[str, Any]:
    """{packet, made, answers: [...], articles: [{version, ..., text, sha256}]}

    An answer is as `ask --json` prints it, without the passages that it does not cite; each of its
    citations has its article's version, "ID@2", and the SHA-256 of its words. The last key,
    "sha256", is that of all before it.
    """
    said = {
        "packet": FORM,
        "made": packet.made.isoformat(timespec="seconds"),
        "answers": [_answer(packet, answer) for answer in packet.answers],
        "articles": [
            {
                "version": packet.versions[article.id],
                "id": article.id,
                "title": article.title,
                "outlet": article.outlet,
                "author": article.author,
                "published": article.published,
                "updated": article.updated,
                "url": article.url,
                "text": article.text,
                "sha256": digest(article.text),
            }
            for article in packet.articles
        ],
    }
    return {**said, "sha256": packet_digest(said)}


def _answer(packet: Packet, answer: Answer) -> dict[str, Any]:
    printed = answer_json(answer)
    printed.pop("passages")
    printed.pop("timings")
    for citation, known in zip(answer.citations, printed["citations"], strict=True):
        known["version"] = packet.version(citation)
        known["sha256"] = digest(citation.quote)
    return printed
