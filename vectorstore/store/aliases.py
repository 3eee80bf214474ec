"""Several names of one outlet: those that are one by their letters, and those that a person merged.

Articles stay as they were read: names are put together when they are looked at.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from vectorstore.store.catalogue import Catalogue
from vectorstore.text.normalise import folded
from vectorstore.types import Article, Filter, Passage

_SETTING = "outlet_aliases"
_HOST = re.compile(r"(?:https?://)?(?:(?:www|m|amp|edition)\.)?([\w-]+)((?:\.[\w-]{2,})+)/?")


class OutletNames:
    """The one name that each outlet of an archive goes by, as of its last article and merge."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: tuple[object, dict[str, str]] = (None, {})

    def by_written(self) -> dict[str, str]:
        """The name that each outlet goes by, as it is written or was merged."""
        given = merged(self._catalogue)
        state = (self._catalogue.articles.last_key(), tuple(given.items()))
        if self._known[0] != state:
            self._known = (state, names(self._catalogue.articles.outlets(), given))
        return self._known[1]

    def others(self) -> dict[str, list[str]]:
        """Each outlet's name, and the others that it is written by in the files."""
        found: dict[str, list[str]] = {}
        there = set(self._catalogue.articles.outlets())
        for written, name in sorted(self.by_written().items()):
            if written not in there:
                continue
            others = found.setdefault(name, [])
            if written != name:
                others.append(written)
        return dict(sorted(found.items()))

    def put(self, article: Article) -> Article:
        """The article, its outlet by the one name."""
        return _put(article, self.by_written())

    def put_each(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, their outlets by the one name that each has when the first is asked for."""
        known = self.by_written()
        for article in articles:
            yield _put(article, known)

    def put_all(self, passages: list[Passage]) -> list[Passage]:
        """The passages, their outlets by the one name."""
        known = self.by_written()
        return [
            one
            if (article := _put(one.article, known)) is one.article
            else replace(one, article=article)
            for one in passages
        ]

    def widened(self, where: Filter) -> Filter:
        """A filter that passes an outlet by whichever of its names it is written."""
        if not where.outlets:
            return where
        known = self.by_written()
        wanted = {known.get(outlet, outlet) for outlet in where.outlets}
        written = [outlet for outlet, name in known.items() if name in wanted]
        return replace(where, outlets=tuple(dict.fromkeys([*where.outlets, *written])))


def _put(article: Article, known: Mapping[str, str]) -> Article:
    name = known.get(article.outlet, article.outlet)
    return article if name == article.outlet else replace(article, outlet=name)


def names(outlets: Iterable[str], merged: Mapping[str, str]) -> dict[str, str]:
    """The name that each outlet goes by; `merged` are those that a person gave.

    A site's address and names that differ only in capitals, marks and "The" are one outlet.
    """
    alike: dict[str, list[str]] = defaultdict(list)
    for outlet in outlets:
        alike[_key(outlet)].append(outlet)
    own = {name: _best(group) for group in alike.values() for name in group}
    return {name: _followed(best, merged) for name, best in own.items()} | {
        name: _followed(name, merged) for name in merged
    }


def merged(catalogue: Catalogue) -> dict[str, str]:
    """The names that a person merged into others."""
    return dict(json.loads(catalogue.setting(_SETTING) or "{}"))


def merge(catalogue: Catalogue, alias: str, name: str) -> None:
    """Let an outlet go by another's name from now on."""
    known = {other: into for other, into in merged(catalogue).items() if other != name}
    catalogue.set(_SETTING, json.dumps({**known, alias: name}, ensure_ascii=False))


def split(catalogue: Catalogue, alias: str) -> None:
    """Let an outlet that was merged go by its own name again."""
    known = {other: into for other, into in merged(catalogue).items() if other != alias}
    catalogue.set(_SETTING, json.dumps(known, ensure_ascii=False))


def _key(outlet: str) -> str:
    host = _HOST.fullmatch(outlet.strip())
    letters = re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", folded(host[1] if host else outlet)))
    return letters.removeprefix("the") if host and len(letters) > 6 else letters or outlet


def _best(group: list[str]) -> str:
    """The name of some that are one: no address, then the longest."""
    return min(group, key=lambda name: (bool(_HOST.fullmatch(name)), -len(name), name))


def _followed(name: str, merged: Mapping[str, str]) -> str:
    seen = {name}
    while name in merged and merged[name] not in seen:
        name = merged[name]
        seen.add(name)
    return name
