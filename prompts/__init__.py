"""The words that are sent to a language model: Jinja templates as package data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def render(name: str, **values: object) -> str:
    """The template `name` filled in. Raises jinja2.UndefinedError where a value is missing."""
    return _environment().get_template(f"{name}.jinja").render(values)


@cache
def instruction(form: str) -> str:
    """The line of forms.txt that says how an answer of a form is written, "" where it has none."""
    lines = files("prompts").joinpath("forms.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line).get(form, "")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("prompts")
    # Not HTML: what is quoted is fenced by the templates' own `quoted` filter.
    environment = Environment(  # noqa: S701
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["quoted"] = _quoted
    return environment


def _quoted(text: str) -> str:
    """Text that can't close, or open, one of the prompt's tags."""
    return text.replace("<", "‹").replace(">", "›")
