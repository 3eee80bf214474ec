"""The lines of `dateline export`: each version of an article, as an archive keeps it.

They come back just so, without cleaning: the text in which citations count their offsets, the
version's number, and the day until which it was known.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from vectorstore.types import Article, Exported, LiveEntry, RawArticle, Unreadable

# What a line of an export says first: the version of its form.
MARK, FORM = "dateline_export", 1
_TEXTS = tuple(one.name for one in fields(Article) if one.name not in ("entries", "confidence"))


def as_record(exported: Exported) -> dict[str, Any]:
    """A version as one JSON object."""
    said = asdict(exported)
    return {MARK: FORM, **said.pop("article"), **said}


def is_exported(record: object) -> bool:
    """Whether a record is a line of an export."""
    return isinstance(record, dict) and MARK in record


def raw_article(record: dict[str, Any], source: str) -> RawArticle | Unreadable:
    """The version that a line of an export holds; named and set aside where it is none."""
    if record[MARK] != FORM:
        return Unreadable(source, f"an export of form {record[MARK]!r}, and this reads {FORM}")
    try:
        exported = _exported(record)
    except (KeyError, TypeError, ValueError) as error:
        return Unreadable(source, f"not as Dateline exports it: {error!r}")
    article = exported.article
    return RawArticle(article.text, source, id=article.id, exported=exported)


def _exported(record: dict[str, Any]) -> Exported:
    texts = {name: _typed(record, name, str) for name in _TEXTS}
    if not texts["id"] or not texts["text"]:
        raise ValueError("no id or no text")
    entries = tuple(LiveEntry(**entry) for entry in record.get("entries", ()))
    end = 0
    for entry in entries:
        if not end <= entry.start < entry.end <= len(texts["text"]):
            raise ValueError("an entry that is not in the text")
        end = entry.end
        if not all(
            isinstance(said, str)
            for said in (entry.published, entry.title, entry.author, entry.anchor)
        ):
            raise TypeError("an entry with something else than text")
    version = _typed(record, "version", int)
    if version < 1:
        raise ValueError(f"version {version}")
    return Exported(
        Article(**texts, entries=entries, confidence=_confidence(record)),
        version,
        _typed(record, "is_current", bool),
        _typed(record, "known_until", str),
        _typed(record, "is_reread", bool),
        _typed(record, "named_by", str),
    )


def _confidence(record: dict[str, Any]) -> float:
    """How sure the words are; older exports do not say."""
    said = record.get("confidence", 1.0)
    if not isinstance(said, float) or not 0 <= said <= 1:
        raise ValueError(f"confidence is {said!r}")
    return said


def _typed(record: dict[str, Any], name: str, kind: type) -> Any:
    value = record[name]
    if type(value) is not kind:
        raise TypeError(f"{name} is {value!r}")
    return value
