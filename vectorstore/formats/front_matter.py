"""The fields at the head of a Markdown file, in YAML, TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date

_FENCED = r"\A\ufeff?{0}[ \t]*\r?\n(.{{1,16000}}?)\r?\n{1}[ \t]*(?:\r?\n|\Z)"
_MATTER = (
    ("yaml", re.compile(_FENCED.format("---", r"(?:---|\.\.\.)"), re.DOTALL)),
    ("toml", re.compile(_FENCED.format(r"\+\+\+", r"\+\+\+"), re.DOTALL)),
    ("json", re.compile(r"\A\ufeff?(\{\r?\n.{1,16000}?\r?\n\})[ \t]*(?:\r?\n|\Z)", re.DOTALL)),
)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")
# Where builders of sites keep fields of the site's own.
_TABLES = ("taxonomies", "params", "extra")
# What a note-taking program puts round a name.
_WIKI_LINK = re.compile(r"\[\[(?:[^\]|]{1,200}\|)?([^\]|]{1,200})\]\]")


def split(text: str) -> tuple[dict[str, object], str]:
    """The fields that stand before a text, and the text; no fields where none do."""
    for kind, form in _MATTER:
        if matter := form.match(text):
            fields = _parsed(kind, matter[1])
            if fields is not None:
                return _flat(fields), text[matter.end() :]
    return {}, text


def _flat(fields: dict[str, object]) -> dict[str, object]:
    """The fields, those of a site's own tables behind them."""
    own = [fields.get(name) for name in _TABLES]
    tables = [table for table in own if isinstance(table, dict)]
    merged = {name: value for part in reversed([fields, *tables]) for name, value in part.items()}
    return {str(name): _plain(value) for name, value in merged.items()}


def is_draft(fields: dict[str, object]) -> bool:
    """Whether the fields say that the text was not published."""
    is_draft = str(fields.get("draft", "")).lower() in ("true", "yes")
    return is_draft or str(fields.get("published", "")).lower() == "false"


def _parsed(kind: str, matter: str) -> dict[str, object] | None:
    try:
        if kind == "json":
            found = json.loads(matter)
        elif kind == "toml":
            found = tomllib.loads(matter)
        else:
            found = _yaml(matter)
    except (ValueError, RecursionError):
        return _lines(matter) if kind == "yaml" else None
    return {str(name): value for name, value in found.items()} if isinstance(found, dict) else None


def _yaml(matter: str) -> object:
    import yaml  # type: ignore[import-untyped]

    if re.search(r"(?m)(?:^|[\s\[,:-])[&*]\w", matter):  # what refers to itself can grow for ever
        return _lines(matter)
    try:
        return yaml.safe_load(matter)
    except (yaml.YAMLError, ValueError):
        return _lines(matter)  # a colon in a title without quotes


def _lines(matter: str) -> dict[str, object]:
    found = (_FIELD.fullmatch(line.strip()) for line in matter.splitlines())
    return {line[1]: line[2].strip(" \"'") for line in found if line}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return _WIKI_LINK.sub(r"\1", value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value
