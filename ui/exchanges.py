"""Exchanges as they are kept, and made again from what was kept and what the archive has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.question.outlets import named_outlets
from assistant.types import Answer
from ui import words
from ui.asked import Asked, asked_of
from ui.exchange import Exchange
from ui.record import answer_record, restored
from vectorstore.errors import UnknownArticle

if TYPE_CHECKING:
    from vectorstore.archive import Archive
    from vectorstore.types import Article


class Exchanges:
    """Those over an archive; whatever they quote is read from it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def made(self, asked: Asked, **known: Any) -> Exchange:
        """An exchange without an answer, with what its scope is called."""
        ids = (*asked.articles, *asked.without)
        titles = {one: self._title(one) for one in ids}
        outlets = named_outlets(asked.understood or asked.question, self._archive.outlets())
        preferred = [one for one in outlets if one not in asked.outlets]
        return Exchange(asked.question, asked=asked, titles=titles, outlets=preferred, **known)

    def _title(self, article_id: str) -> str:
        try:
            return self._archive.article(article_id).title or words.UNTITLED
        except UnknownArticle:
            return words.SOURCE_GONE

    def record(self, exchange: Exchange) -> dict[str, Any]:
        """What is kept of a whole exchange."""
        identity = self._archive.identity
        kept: dict[str, Any] = {
            "question": exchange.question,
            "asked": exchange.asked.as_dict() if exchange.asked else {},
            "problem": exchange.problem,
            "note": exchange.note,
            "model": exchange.model,
            "follow_ups": list(exchange.follow_ups),
        }
        for name in ("answer", "quoted"):
            answer: Answer | None = getattr(exchange, name)
            kept[name] = answer_record(answer, identity) if answer else None
        return kept

    def restored(self, record: dict[str, Any]) -> Exchange:
        """The exchange that was kept, in the words that the archive has now."""
        found: dict[tuple[str, int], Article | None] = {}

        def article(article_id: str, version: int) -> Article | None:
            if (article_id, version) not in found:
                found[article_id, version] = self._version(article_id, version)
            return found[article_id, version]

        answers = {
            name: restored(record[name], article) if record[name] else None
            for name in ("answer", "quoted")
        }
        return self.made(
            asked_of(record["asked"]),
            problem=record["problem"],
            note=record["note"],
            model=record["model"],
            follow_ups=record["follow_ups"],
            **answers,
        )

    def _version(self, article_id: str, version: int) -> Article | None:
        try:
            return self._archive.version(article_id, version)
        except UnknownArticle:
            return None
