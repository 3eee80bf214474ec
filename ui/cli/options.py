"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from ui.output import text

PATHS = click.Path(path_type=Path)  # whether they are there, the archive asks
_DAY = click.DateTime(["%Y-%m-%d"])

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Place(click.Path):
    """A folder, or the address of a database as it stands."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if str(value).startswith(("postgresql://", "postgres://")):
            return value
        return super().convert(value, param, ctx)


def archive_option(command: _Function) -> _Function:
    return click.option(
        "--archive",
        "folder",
        type=_Place(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The folder of the archive, or postgresql://...  "
        "[DATELINE_ARCHIVE, else in your data folder]",
    )(command)


def json_option(command: _Function) -> _Function:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def filter_options(command: _Function) -> _Function:
    """The options that make `filters`, as Assistant's methods take them."""

    @wraps(command)
    def with_filters(**given: Any) -> Any:
        days = {name: given.pop(name) for name in ("since", "until", "as_of")}
        filters = {name: day.date() for name, day in days.items() if day}
        for name in ("outlets", "authors"):
            if names := given.pop(name):
                filters[name] = names
        return command(filters=filters, **given)

    named = "Only this {}; may be repeated."
    for option in (
        click.option("--author", "authors", type=text, multiple=True, help=named.format("author")),
        click.option("--outlet", "outlets", type=text, multiple=True, help=named.format("outlet")),
        click.option("--as-of", type=_DAY, metavar="DAY", help="Only what was known by this day."),
        click.option("--until", type=_DAY, metavar="DAY", help="Only what was published by then."),
        click.option("--since", type=_DAY, metavar="DAY", help="Only what was published since."),
    ):
        with_filters = option(with_filters)
    return cast("_Function", with_filters)


def model_option(command: _Function) -> _Function:
    return click.option(
        "--model",
        metavar="PROVIDER:NAME",
        help="The language model that writes, as in ollama:llama3.2; without one, answers are"
        " quotes.  [DATELINE_MODEL]",
    )(command)


def checker_option(command: _Function) -> _Function:
    return click.option(
        "--checker",
        metavar="NAME",
        help="What reads again the sentences of a model that the rules let pass: an NLI or"
        " MiniCheck-like CrossEncoder, model, or hosted-model.  [DATELINE_CHECKER]",
    )(command)


def sample_option(command: _Function) -> _Function:
    return click.option(
        "--sample", is_flag=True, help="The sample archive that comes with Dateline."
    )(command)
