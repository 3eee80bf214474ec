"""Texts in which Nexis or ProQuest puts many articles: cut, each with its own facts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from vectorstore.types import RawArticle, Unreadable

_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE)
_NEXIS_BODY = re.compile(r"^[ \t]*Body[ \t]*$", re.MULTILINE)
_NEXIS_TAIL = re.compile(
    r"^[ \t]*(?:Load-Date:.*|Classification|Graphic|Notes)[ \t]*$", re.MULTILINE
)
_FIELD = re.compile(r"^([A-Z][\w/ -]{1,40}):[ \t]*(\S.*)$", re.MULTILINE)
# A line with a day and a year in it, and little else.
_DAY = re.compile(
    r"(?!Copyright|©)(?=.{8,60}$)(?=.*\b(?:19|20)\d\d\b)(?=.*\b\d{1,2}\b)(?!.*: ).*", re.IGNORECASE
)
_RULE = re.compile(r"^[ \t]*_{20,}[ \t]*$", re.MULTILINE)
_PROQUEST_TEXT = re.compile(
    r"^Full text:[ \t]*(.*?)(?=^(?:Subject|Title|Location|People|Company|Classification"
    r"|Publication title|Identifier / keyword|Credit|Copyright)[^:\n]{0,40}:|\Z)",
    re.MULTILINE | re.DOTALL,
)


def articles(raw: RawArticle) -> Iterator[RawArticle | Unreadable]:
    """Each article of an export; what is no export comes back as it is."""
    text = raw.text.replace("\r\n", "\n")
    if _NEXIS_END.search(text) and _NEXIS_BODY.search(text):
        found = [_nexis(part, raw.source) for part in _NEXIS_END.split(text) if part.strip()]
    elif "ProQuest document ID:" in text and _PROQUEST_TEXT.search(text):
        parts = [part for part in _RULE.split(text) if "ProQuest document ID:" in part]
        found = [_proquest(part, raw.source) for part in parts]
    else:
        yield raw
        return
    for number, item in enumerate(found, start=1):
        yield dataclasses.replace(item, source=f"{raw.source}:{number}")


def _nexis(part: str, source: str) -> RawArticle | Unreadable:
    body = _NEXIS_BODY.search(part)
    if body is None:
        return Unreadable(source, f"a part of the export without a body: {part.strip()[:80]!r}")
    head = [line.strip() for line in part[: body.start()].split("\n") if line.strip()]
    fields = dict(_FIELD.findall(part[: body.start()]))
    text = part[body.end() :]
    if tail := _NEXIS_TAIL.search(text):
        text = text[: tail.start()]
    # The lines are title, outlet and day; a cover page and its index may stand before them.
    dated = [at for at, line in enumerate(head) if _DAY.fullmatch(line)]
    at = dated[-1] if dated else 0
    return RawArticle(
        text.strip(),
        source,
        title=head[at - 2] if at > 1 else "",
        outlet=head[at - 1] if at > 1 else "",
        author=fields.get("Byline", ""),
        published=head[at] if dated else "",
    )


def _proquest(part: str, source: str) -> RawArticle | Unreadable:
    fields = {name: value.strip() for name, value in _FIELD.findall(part)}
    text = _PROQUEST_TEXT.search(part)
    if text is None or not text[1].strip():
        return Unreadable(source, f"a reference without full text: {fields.get('Title', '')[:80]}")
    family, _, given = fields.get("Author", "").rstrip(".").partition(",")
    return RawArticle(
        text[1].strip(),
        source,
        title=fields.get("Title", ""),
        outlet=fields.get("Publication title", "").partition(";")[0],
        author=f"{given.strip()} {family.strip()}".strip() if ";" not in given else "",
        url=fields.get("Document URL", ""),
        published=fields.get("Publication date", ""),
    )
