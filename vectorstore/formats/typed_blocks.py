"""Stories that an export holds as a list of typed parts: paragraphs among pictures and bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

# Types whose words are the story's; all others are beside it: a kicker, a title, a caption.
_OWN = re.compile(
    r"(?:sanitized_?html|core/)?(?:paragraph|p|text|body|body_?text|header|heading|sub_?head"
    r"|sub_?heading|h[2-6]|list|ol|ul|list_?item|li|quote|block_?quote|table|sanitized_?html)?",
    re.IGNORECASE,
)
_WORDS = ("content", "text", "html", "body", "value", "bodyHtml", "bodyTextSummary")
_MIN_BLOCKS = 2


def text(value: object) -> str | None:
    """The story's words, paragraphs a blank line apart; None where the value has no typed parts."""
    if isinstance(value, Mapping) and len(value) <= 3:
        value = value.get("blocks") or value.get("content") or value.get("body")
    if not isinstance(value, list):
        return None
    blocks = [block for block in value if isinstance(block, Mapping)]
    typed = [block for block in blocks if isinstance(block.get("type"), str)]
    if len(typed) < max(1, len(value) - len(value) // 4):
        return None
    if len(typed) < _MIN_BLOCKS and not any(_words(block) for block in typed):
        return None
    parts = (part.strip() for block in typed if _is_own(block) for part in _words(block))
    return "\n\n".join(filter(None, parts))


def _is_own(block: Mapping[object, object]) -> bool:
    subtype = block.get("subtype")
    kind = subtype if isinstance(subtype, str) and subtype else str(block["type"])
    return bool(_OWN.fullmatch(kind))


def _words(block: Mapping[object, object], depth: int = 0) -> Iterator[str]:
    data = block.get("data")
    holder = data if isinstance(data, Mapping) else block
    for name in _WORDS:
        found = holder.get(name)
        if isinstance(found, str) and found.strip():
            yield found
            return
    inner = holder.get("items") or holder.get("content") or holder.get("children")
    for item in inner if isinstance(inner, list) and depth < 3 else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            yield from _words(item, depth + 1)
