"""What a conversation is about: the words of its questions that later ones leave out."""

from __future__ import annotations

import re

from assistant.types import Turn
from vectorstore.text.words import STOP_WORDS, words

MAX_SUBJECT_WORDS = 14
# Words of questions that tell nothing of what they are about.
_ASKING = frozenset(
    """happen happened happening many much long old often tell said say says think thinks know
    explain please now else instead exactly anyone anybody anything someone really ok okay give
    show mean means get got go going same""".split()
)
_TAKEN_ALONG = re.compile(r"\s*\(([^()]*)\)$")
_YEAR = re.compile(r"(?:\s+in)?\s+\d{4}\b")
_WORD = re.compile(r"\w[\w'’-]*")


def subject(turn: Turn) -> str:
    """What a turn was about: what it took along, else the core of its own question."""
    taken = _TAKEN_ALONG.search(turn.understood)
    return taken[1].split(";")[0] if taken else local_words(turn)


def local_words(turn: Turn) -> str:
    """The core of a turn's own question: from its first telling word to its last."""
    own = own_words(turn)
    telling = [word for word in _WORD.finditer(own) if content_words(word.group())]
    core = own[telling[0].start() : telling[-1].end()] if telling else ""
    year = _YEAR.match(own, telling[-1].end()) if telling else None
    core += year.group() if year else ""
    return " ".join(core.replace("(", " ").replace(")", " ").split()[:MAX_SUBJECT_WORDS])


def own_words(turn: Turn) -> str:
    """A turn's question with its people named, without what it took along."""
    return _TAKEN_ALONG.sub("", turn.understood or turn.question)


def content_words(question: str) -> list[str]:
    """The words of a question that tell what it is about, each once."""
    asked = dict.fromkeys(words(question))
    return [word for word in asked if word not in STOP_WORDS | _ASKING and not word.isdigit()]
