"""What requests say: the names are those of Python's methods and keywords."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel, ConfigDict, Field

from assistant.types import Filters, Turn

_DAY = "A day of publication, as 2020-01-31; included."


class Filtered(BaseModel):
    """The filters: only articles to which all of these apply."""

    model_config = ConfigDict(extra="forbid")

    since: str | None = Field(None, description=_DAY)
    until: str | None = Field(None, description=_DAY)
    outlets: list[str] = Field([], description="Any of these outlets.")
    authors: list[str] = Field([], description="Any of these authors, named whole or in part.")
    as_of: str | None = Field(
        None, description="Only what was published by this day, in the versions known then."
    )
    articles: list[str] = Field([], description="Only in the articles of these ids.")
    without: list[str] = Field([], description="Not in the articles of these ids.")

    def filters(self) -> Filters:
        """Those that are set."""
        given = {name: getattr(self, name) for name in Filtered.model_fields}
        return cast("Filters", {name: value for name, value in given.items() if value})


class TurnForm(BaseModel):
    """An exchange before this question."""

    model_config = ConfigDict(extra="forbid")

    question: str
    answer: str
    understood: str = Field("", description="As the answer said it.")
    articles: list[str] = Field([], description="The ids of the articles that were cited.")

    def turn(self) -> Turn:
        return Turn(self.question, self.answer, self.understood, tuple(self.articles))


class Ask(Filtered):
    """A question; `history` holds the exchanges before it, the oldest first."""

    question: str
    history: list[TurnForm] = []
    stream: bool = Field(False, description="Send server-sent events: the answer as it grows.")


class Search(Filtered):
    question: str
    k: int = Field(10, ge=1, le=100, description="How many passages.")


class MentionsOf(Filtered):
    words: str = Field(description='A name or words: "a phrase", OR, -without.')


class Timeline(Filtered):
    question: str


class Text(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str


class Ingest(BaseModel):
    """Articles, or paths on the server below the folders that it was started with."""

    model_config = ConfigDict(extra="forbid")

    articles: list[dict[str, Any]] = Field(
        [], description="Each with its text, and what else is known: id, title, outlet, published."
    )
    paths: list[str] = []
