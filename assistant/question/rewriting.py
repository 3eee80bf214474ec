"""A follow-up that a language model wrote anew, so that it can be searched for by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Turn
from vectorstore.text.names import names_in
from vectorstore.text.words import terms

MAX_REWRITTEN_CHARACTERS = 300
_LABEL = re.compile(
    r"\A\W*(?:(?:the )?(?:rewritten|standalone|stand-alone|new|final)?\s*question"
    r"|rewritten)\s*:\s*",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[【]\s*\d")


def rewritten(text: str, question: str, history: Sequence[Turn]) -> str:
    """The question that a model's reply is; "" where it is none, or tells what nobody said.

    Whatever it names has to be in the conversation, and it has to ask.
    """
    lines = [line for line in _LABEL.sub("", text.strip()).splitlines() if line.strip()]
    if len(lines) != 1 or len(lines[0]) > MAX_REWRITTEN_CHARACTERS or _MARK.search(lines[0]):
        return ""
    asked = " ".join(lines[0].split()).strip("\"'“”*_` ")
    if question.rstrip().endswith("?") and not asked.endswith("?"):
        return ""
    said = " ".join([question, *(f"{turn.question} {turn.answer}" for turn in history)])
    known = said.casefold()
    if not terms(asked) or any(name.casefold() not in known for name in names_in((asked,))):
        return ""
    numbers = re.findall(r"\d+", asked)
    return asked if all(number in known for number in numbers) else ""
