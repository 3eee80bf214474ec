"""What a packet holds: answers, and of each article the version that they quote."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encoded

from assistant.answering.lines import doubt, lines_of, numbers
from assistant.types import Answer, Citation
from ui.web import parsed
from vectorstore.types import Article

if TYPE_CHECKING:
    from vectorstore.archive import Archive

__all__ = [
    "Packet",
    "digest",
    "doubt",
    "headline",
    "lines_of",
    "live_address",
    "numbers",
    "packed",
    "packet_digest",
    "place",
    "where",
]

# Words of a quote that a text fragment names from either end of a long one.
_FRAGMENT_WORDS = 6


@dataclass(frozen=True, slots=True)
class Packet:
    """Answers to take along. `versions` gives each cited article's id as "ID@2".

    `address` is that of quoted words on the page they were taken from, "" where there is none.
    """

    answers: tuple[Answer, ...]
    versions: Mapping[str, str]
    made: datetime
    address: Callable[[Citation], str] = lambda citation: ""

    @property
    def articles(self) -> list[Article]:
        """Every cited article once, in the order in which the answers cite them."""
        found = {
            citation.passage.article.id: citation.passage.article
            for answer in self.answers
            for citation in answer.citations
        }
        return list(found.values())

    def version(self, citation: Citation) -> str:
        """The version of the article that a citation is of, as "ID@2"."""
        return self.versions[citation.passage.article.id]


def packed(
    archive: Archive,
    answers: Sequence[Answer],
    address: Callable[[Citation], str] = lambda citation: "",
) -> Packet:
    """The packet of finished answers from an archive; see `Packet`."""
    packet = Packet(tuple(answers), {}, datetime.now().astimezone(), address)
    versions = {article.id: _version(archive, article) for article in packet.articles}
    return replace(packet, versions=versions)


def _version(archive: Archive, article: Article) -> str:
    older = [each.id for each in archive.versions(article.id)][1:]
    if not older:
        # An older version bears its number; one that is no longer kept is named as it was.
        named = re.fullmatch(r".+@\d+", article.id, re.S) and not archive.versions(article.id)
        return article.id if named else f"{article.id}@1"
    return f"{article.id}@{int(older[0].rpartition('@')[2]) + 1}"


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def packet_digest(said: Mapping[str, Any]) -> str:
    """The SHA-256 of all that a packet says in JSON but its own digest, however it is laid out."""
    rest = {key: value for key, value in said.items() if key != "sha256"}
    return digest(json.dumps(rest, ensure_ascii=False, sort_keys=True))


def where(citation: Citation) -> str:
    """Outlet and day of what is cited, as a person writes them."""
    passage = citation.passage
    future = " (dated after today)" if passage.article.is_dated_after(date.today()) else ""
    outlet = passage.article.outlet or "Unknown outlet"
    return f"{outlet}, {passage.day_in_words or 'date unknown'}{future}"


def headline(citation: Citation) -> str:
    return citation.passage.title or "Untitled"


def place(packet: Packet, citation: Citation) -> str:
    """Where the words stand: version of the article, offsets, SHA-256 and address."""
    address = packet.address(citation)
    return (
        f"{packet.version(citation)}, characters {citation.start} to {citation.end},"
        f" SHA-256 {digest(citation.quote)}{', read at ' if address else ''}{address}"
    )


def live_address(citation: Citation) -> str:
    """The page's address, and in it the exact words; "" where it is no web address."""
    url = citation.passage.url
    if not parsed(url):
        return ""
    words = citation.quote.split()
    if len(words) > 2 * _FRAGMENT_WORDS:
        ends = (words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:])
        fragment = ",".join(_fragment(" ".join(part)) for part in ends)
    else:
        fragment = _fragment(" ".join(words))
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"


def _fragment(text: str) -> str:
    return percent_encoded(text, safe="").replace("-", "%2D")
