"""A question as it was asked on the page: its words, and where it is to be looked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, cast

from assistant.types import Filters, Turn

# What stands before a period or an outlet, and goes with it.
_BEFORE = (
    r"(?:\s*,)?\s*\b(?:(?:in|on|at|by|from|during|since|until|before|after|of|to|according to|for)"
    r"\s+)?(?:the\s+)?"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`understood` is the question in the words that it is to be searched for, "" for its own.

    The days are ISO text, "" for none; `articles` and `without` are ids, as in `Filters`.
    """

    question: str
    understood: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    outlets: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        """The filters that are set, as the assistant takes them."""
        names = ("since", "until", "as_of", "outlets", "authors", "articles", "without")
        given: dict[str, Any] = {name: getattr(self, name) for name in names}
        return cast("Filters", {name: value for name, value in given.items() if value})

    def told(self, history: list[Turn]) -> tuple[str, list[Turn]]:
        """The question and what it follows: put into other words, it stands alone."""
        return (self.understood, []) if self.understood else (self.question, history)

    def changed(self, change: Mapping[str, Any], searched: str = "") -> Asked:
        """The same question with what a change names; `searched` are the words that it had.

        A day replaces the one before, "" takes it away; `outlet`, `author`, `article` and `exclude`
        add a name or an id, and `not_...` takes it away. `drop` takes words out of the question.
        """
        found = self
        for name in ("question", "understood", "since", "until", "as_of"):
            if isinstance(change.get(name), str):
                found = replace(found, **{name: change[name].strip()})
        if "question" in change and "understood" not in change:
            found = replace(found, understood="")
        if isinstance(change.get("drop"), str):
            words = found.understood or searched or found.question
            found = replace(found, understood=without_words(words, change["drop"]))
        for name, field in _LISTS.items():
            listed: tuple[str, ...] = getattr(found, field)
            if isinstance(more := change.get(name), str) and more and more not in listed:
                listed = (*listed, more)
            if isinstance(less := change.get(f"not_{name}"), str):
                listed = tuple(one for one in listed if one != less)
            changed: dict[str, Any] = {field: listed}
            found = replace(found, **changed)
        return found

    def as_dict(self) -> dict[str, Any]:
        """What is kept of it: whatever is set."""
        return {name: value for name, value in asdict(self).items() if value}


_LISTS = {
    "outlet": "outlets",
    "author": "authors",
    "article": "articles",
    "exclude": "without",
}


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """What `as_dict` kept."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()
    }
    return Asked(**given)


def without_words(question: str, words: str) -> str:
    """A question less some of its words and what leads up to them; the same where they aren't."""
    bare = re.sub(r"^the\s+", "", words.strip(), flags=re.I)
    left = re.sub(_BEFORE + re.escape(bare) + r"(?:['’]s)?\b", "", question, count=1, flags=re.I)
    return " ".join(left.split()) or question
