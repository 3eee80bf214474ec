"""The lines of a database's export, and what its articles have in common."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vectorstore.formats import references
from vectorstore.text.people import is_role
from vectorstore.types import RawArticle

_MAX_WRAPPED = 100  # characters of a line in text that was wrapped
_DAY_FORMS = (
    r"\d{1,2}(?:st|nd|rd|th|\.|er|º)?\s+(?:de\s+)?[^\W\d]{3,12}\.?,?\s+(?:de\s+)?\d{4}",
    r"[^\W\d]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}",
    r"\d{4}-\d\d-\d\d",
    r"\d{1,2}[./]\d{1,2}[./]\d{4}",
    r"\d{4}年\d{1,2}月\d{1,2}日",
)
_DAY = re.compile("|".join(_DAY_FORMS))
# A line of a day and no more than weekday, hour and zone beside it.
_DAY_LINE = re.compile(
    rf"(?:[^\W\d]{{2,12}}\.?,?\s+)?({'|'.join(_DAY_FORMS)})(?:[\s,]+[^\W\d]{{2,12}}\.?)?"
    r"(?:[\s,]+\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s+[A-Z]{2,4})?)?\W*"
)
_MONTH_LINE = re.compile(r"[^\W\d]{3,12}\.?\s+\d{4}")


@dataclass(frozen=True)
class Line:
    """A line or paragraph; `is_heading` where the file sets it as one."""

    text: str
    is_heading: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text.replace("\xa0", " ").strip())


@dataclass
class Found:
    """The articles that were cut, and how many the file holds by its own marks."""

    held: int
    articles: list[RawArticle] = field(default_factory=list)


def day_in(text: str) -> str:
    """The day that a text names, without weekday and hour; "" where it names none."""
    found = _DAY.search(text)
    return found[0] if found else ""


def day_line(text: str) -> str:
    """The day of a line that says nothing else, "" where it is no such line."""
    found = _DAY_LINE.fullmatch(text.strip()) if len(text) < 80 else None
    return found[1] if found else ""


def is_month(text: str) -> bool:
    """Whether a line is a month with its year, the day of a monthly."""
    return bool(_MONTH_LINE.fullmatch(text.strip()))


def paragraphs(lines: Sequence[str]) -> str:
    """The text of lines: each a paragraph, or parts of one where they were wrapped."""
    bare = [line.strip() for line in lines]
    while bare and not bare[0]:
        bare.pop(0)
    while bare and not bare[-1]:
        bare.pop()
    said = [line for line in bare if line]
    is_wrapped = "" in bare and max(map(len, said), default=0) <= _MAX_WRAPPED
    if not is_wrapped or len(said) <= bare.count("") + 1:
        return "\n\n".join(said)
    joined = "\n".join(bare)
    return "\n\n".join(part.replace("\n", " ").strip() for part in re.split(r"\n{2,}", joined))


def people(value: str) -> str:
    """The names in a byline or an author field, as they are spoken."""
    value = re.sub(r"^\s*(?:by|par|von|por|di|door)\b:?\s+", "", value, flags=re.IGNORECASE)
    value = re.sub(r"\s*\S+@\S+|\s*\([^()]*\)", "", value).strip(" .;,")
    names = re.split(r"\s*;\s*|\s+and\s+|\s+et\s+|\s+und\s+", value)
    return ", ".join(filter(None, map(_name, names)))


def _name(name: str) -> str:
    parts = name.split(",")
    is_turned = len(parts) == 2 and len(parts[0].split()) <= 3 and len(parts[1].split()) <= 3
    if is_role(",".join(parts[1:]).strip()):  # "Ana Roe, Health Correspondent"
        return parts[0].strip()
    if is_turned and len(parts[0].split()) > 1 and len(parts[1].split()) > 1:
        return parts[0].strip()
    return references.given_first(name) if is_turned else name.strip()
