"""WordPress exports: the published posts alone, by the names that their writers show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from vectorstore.formats import fragment
from vectorstore.types import RawArticle, Unreadable

# What an export holds beside stories.
_NO_STORIES = re.compile(
    r"page|attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|wp_\w+"
    r"|user_request|elementor_\w+|acf-\w+|product\w*|feedback|tablepress_table|shop_\w+",
)
# Shortcodes: those of which the words are none of the story's, and the marks of all others.
_WITH_WORDS = re.compile(
    r"\[(caption|gallery|playlist|audio|video|embed|contact-form\S*|ad|advert\w*)\b[^\]]*\]"
    r".*?\[/\1\]", re.DOTALL | re.IGNORECASE,
)  # fmt: skip
_MARK = re.compile(
    r"\[/[a-z][\w-]*\]|\[([a-z][\w-]*)\](?=.{0,5000}?\[/\1\])|\[[a-z][\w-]*(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\]]+))+\s*/?\]"
    r"|\[(?:gallery|playlist|vc_\w+|et_\w+|divider|clear|toc)\s*/?\]",
    re.IGNORECASE | re.DOTALL,
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def articles(root: Any, source: str) -> list[RawArticle | Unreadable]:
    """The posts of an export that were published; what is none is counted in one line."""
    channel = next(root.iter("channel"), root)
    writers = dict(_writers(channel))
    found: list[RawArticle | Unreadable] = []
    left_out: Counter[str] = Counter()
    for number, item in enumerate(channel.iter("item"), start=1):
        kind = _text(item, "post_type") or "post"
        status = _text(item, "status") or "publish"
        if _NO_STORIES.fullmatch(kind):
            left_out[kind] += 1
        elif status != "publish" or _text(item, "post_password"):
            left_out["draft or private post"] += 1
        else:
            found.append(_post(item, channel, writers, f"{source}:{number}"))
    if left_out or not found:
        counts = ", ".join(f"{count} × {kind}" for kind, count in sorted(left_out.items()))
        found.append(Unreadable(source, f"left out, no published posts: {counts or 'all'}"))
    return found


def _writers(channel: Any) -> Iterator[tuple[str, str]]:
    """The name that each writer shows, by the name with which they log in."""
    for writer in channel:
        if _name(writer) == "author":
            own = " ".join(
                filter(None, (_text(writer, f"author_{part}_name") for part in ("first", "last")))
            )
            yield _text(writer, "author_login"), _text(writer, "author_display_name") or own


def _post(item: Any, channel: Any, writers: dict[str, str], source: str) -> RawArticle | Unreadable:
    text = _words(_text(item, "encoded")) or _words(_text(item, "description"))
    if not text:
        return Unreadable(source, "a post without text")
    login = _text(item, "creator")
    return RawArticle(
        text=text,
        source=source,
        title=fragment.text_of(_text(item, "title")),
        outlet=_text(channel, "title"),
        author=writers.get(login, login if " " in login else ""),
        url=_text(item, "link"),
        published=_text(item, "pubDate") or _text(item, "post_date"),
        updated=_text(item, "post_modified_gmt"),
        language=_text(channel, "language"),
    )


def _words(content: str) -> str:
    """A post's words; a blank line parts paragraphs, as WordPress shows them."""
    plain = _MARK.sub(" ", _WITH_WORDS.sub("", _COMMENT.sub("", content)))
    return fragment.text_of(re.sub(r"\n[ \t\r]*\n\s*", "<br>", plain))


def _text(element: Any, name: str) -> str:
    return next(((child.text or "").strip() for child in element if _name(child) == name), "")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
