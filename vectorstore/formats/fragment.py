"""Pieces of HTML, such as the content of a feed's entry, to plain text."""

from __future__ import annotations

import re

from vectorstore.formats import markup
from vectorstore.types import RawArticle, Unreadable

# What tells markup, or text escaped for it, from plain text.
_MARKUP = re.compile(
    r"</(?:p|div|li|h[1-6]|a|em|strong|b|i|span|del|ins|s|strike|su[bp]|table|mark|u)\s*>|<br\s*/?>"
    r"|&(?:amp|quot|apos|nbsp|lt|gt|[lr][sd]quo|[nm]dash|hellip|#\d{2,5}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
# What is no part of a story: programs, captions, boxes.
_BESIDE = (
    "//script|//style|//comment()|//noscript|//iframe|//button|//aside|//figcaption"
    "|//*[contains(concat(' ', @class, ' '), ' wp-caption-text ')]"
)
# What parts paragraphs by where it ends.
_BLOCKS = "p|div|li|h1|h2|h3|h4|h5|h6|blockquote|tr|section|article|ul|ol|table|br".split("|")
_BREAK = "\ue000"  # a private letter: no text holds it


def is_markup(text: str) -> bool:
    """Whether a text is HTML rather than plain."""
    return bool(_MARKUP.search(text))


def text_of(piece: str) -> str:
    """The text of a piece of HTML, paragraphs a blank line apart."""
    import lxml.html  # type: ignore[import-untyped]

    if not piece.strip():
        return ""
    marked = piece.replace("\0", "")
    if not re.search(r"<p[\s>]|<br|</div>", piece, re.IGNORECASE):
        marked = re.sub(r"\n\s*\n", _BREAK, marked)
    tree = lxml.html.fromstring(f"<div>{marked}</div>")
    for beside in tree.xpath(_BESIDE):
        beside.drop_tree()
    markup.say(tree)
    for block in tree.iterdescendants(*_BLOCKS):
        block.tail = _BREAK + (block.tail or "")
    text = re.sub(r"\s+", " ", str(tree.text_content()))
    return re.sub(rf" *{_BREAK}[{_BREAK} ]*", "\n\n", text).strip()


def parse(source: str, piece: str) -> list[RawArticle | Unreadable]:
    """The text of a piece of HTML as a raw article without any other field."""
    return [RawArticle(text=text_of(piece), source=source)]
