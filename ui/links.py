"""Addresses: each citation's own within the site, and links to the live page of an article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from assistant.types import Citation
from ui.web import is_loopback, parsed
from vectorstore.types import Article, Passage

# Words at either end of a longer quotation that a text fragment names.
_EDGE_WORDS = 6
_MAX_WHOLE_WORDS = 14
_NAMED_VERSION = re.compile(r"(?P<id>.+)@(?P<version>[0-9]{1,9})", re.DOTALL)


def _is_of_this_machine(url: str) -> bool:
    address = parsed(url)
    return address is not None and is_loopback(address.host)


@dataclass(frozen=True)
class Links:
    """`identity` gives the bare id and the version of an article, `copies` an id's near-copies.

    No link leads to what `is_own` calls this server's. `prefix` is the path under which a proxy
    serves the site.
    """

    is_own: Callable[[str], bool] = _is_of_this_machine
    identity: Callable[[Article], tuple[str, int]] = lambda article: (article.id, 1)
    prefix: str = ""
    copies: Callable[[str], Sequence[Article]] = lambda article_id: ()

    def article(self, article: Article) -> str:
        """The address of an article in the version that it is."""
        return self.named(*self.identity(article))

    def named(self, article_id: str, version: int) -> str:
        """The address of a version of an article."""
        return f"{self.prefix}/article/{percent_encoded(article_id)}@{version}"

    def citation(self, citation: Citation) -> str:
        """The address of the quoted words."""
        return f"{self.article(citation.passage.article)}#{citation.start}-{citation.end}"

    def passage(self, passage: Passage) -> str:
        """The address of a passage's words."""
        return f"{self.article(passage.article)}#{passage.start}-{passage.end}"

    def is_foreign(self, url: str) -> bool:
        """Whether an address may be linked to: on the web, and no part of this server."""
        return parsed(url) is not None and not self.is_own(url)


def percent_encoded(article_id: str) -> str:
    """An id as one segment of a path."""
    return quote(article_id.encode(errors="replace"), safe="")


def named_version(name: str) -> tuple[str, int] | None:
    """(id, version) of "id@2", None where no version is named."""
    match = _NAMED_VERSION.fullmatch(name)
    return (match["id"], int(match["version"])) if match else None


def with_text_fragment(url: str, words: str) -> str:
    """An address that makes a browser scroll to exact words of a page and mark them.

    A fragment that it has stays. Of long quotations the first and the last words are named.
    """
    parts = words.split()
    if not parts:
        return url
    if len(parts) <= _MAX_WHOLE_WORDS:
        named = _fragment(parts)
    else:
        named = f"{_fragment(parts[:_EDGE_WORDS])},{_fragment(parts[-_EDGE_WORDS:])}"
    page, _, place = url.partition("#")
    return f"{page}#{place.partition(':~:')[0]}:~:text={named}"


def _fragment(parts: list[str]) -> str:
    # A hyphen would end the text and begin what must stand before or behind it.
    return quote(" ".join(parts).encode(errors="replace"), safe="").replace("-", "%2D")
