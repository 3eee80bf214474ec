"""Exports of ProQuest: articles of labelled lines, of which "Full text:" holds the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vectorstore.formats.export_lines import Found, Line, day_in, paragraphs, people
from vectorstore.types import RawArticle

_LABEL = re.compile(
    r"(Author|Publication info|Publication title|Publication date|Publication year|Publication"
    r" subject|Abstract(?: \([^)]*\))?|Links|Full text|Subject|Location|People|Title|First page"
    r"|Pages|Number of pages|Section|Publisher|Place of publication|Country of publication|ISSN"
    r"|e-?ISSN|Source type|Language of publication|Document type|Document features"
    r"|ProQuest document ID"
    r"|Document URL|Copyright|Last updated|Database|Company / organization|Identifier / keyword"
    r"|Classification|Credit|Word count|Column|Dateline|Volume|Issue|Edition|Alternate title"
    r"|Company|Business indexing term|Caption|Illustration|Cites|Accession number)\s*:\s*(.*)",
    re.DOTALL,
)
_RULE = re.compile(r"[_=—-]{20,}")
_FURNITURE = re.compile(
    r"(?:find a copy|proquest document link|contact proquest|terms and conditions"
    r"|copyright \S* ?\d{4} proquest.*|document \d+ of \d+|\[?report information.*"
    r"|table of contents|https?://\S+|\d+\.\s.*)",
    re.IGNORECASE,
)
_NONE = re.compile(r"(?:none|not) available\.?", re.IGNORECASE)


def cut(lines: Sequence[Line], source: str) -> Found | None:
    """The export's articles, None where it is none."""
    labels = [
        (at, label) for at, line in enumerate(lines) if (label := _LABEL.fullmatch(line.text))
    ]
    names = {label[1] for _, label in labels}
    is_proquest = any("proquest" in line.text.lower() for line in lines) or (
        {"Publication info", "Database"} <= names
    )
    if "Full text" not in names or not ({"Publication title", "Publication info"} & names):
        return None
    if not is_proquest:
        return None
    starts = [at for at, label in labels if label[1] == "Full text"]
    marks = ("Full text", "Publication info", "Publication title", "ProQuest document ID")
    found = Found(max(sum(label[1] == mark for _, label in labels) for mark in marks))
    for number, (above, text, below) in enumerate(_pieces(lines, starts), start=1):
        if article := _article(above, text, below, f"{source}:{number}"):
            found.articles.append(article)
    return found


def is_mark(text: str) -> bool:
    """Whether a line is one of those by which articles and their parts are told."""
    return bool(_LABEL.fullmatch(text) or _RULE.fullmatch(text))


def _pieces(
    lines: Sequence[Line], starts: list[int]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """What stands above each article's words, these, and what stands below."""
    texts = [line.text for line in lines]
    begin = 0
    for start, after in zip(starts, [*starts[1:], len(texts)], strict=True):
        end = _end_of_text(texts, start + 1, after)
        last = end
        for at in range(end, after):
            label = _LABEL.fullmatch(texts[at])
            if label and last > end and label[1] in ("Author", "Publication info", "Abstract"):
                break
            if label:
                last = at + 1
            elif _RULE.fullmatch(texts[at]) and last > end:
                break
        yield texts[begin:start], texts[start:end], texts[end:last]
        begin = last


def _end_of_text(texts: list[str], start: int, after: int) -> int:
    """Where the words end: at the first of the labelled lines that stand in a row behind them."""
    marks = ("Publication title", "ProQuest document ID", "Publication date")
    at = next(
        (at for at in range(start, after) if (m := _LABEL.fullmatch(texts[at])) and m[1] in marks),
        next((at for at in range(start, after) if _RULE.fullmatch(texts[at])), after),
    )
    while at > start and (not texts[at - 1] or _LABEL.fullmatch(texts[at - 1])):
        at -= 1
    return at


def _article(above: list[str], text: list[str], below: list[str], source: str) -> RawArticle | None:
    said: dict[str, str] = {}
    for line in (*above, *below):
        if label := _LABEL.fullmatch(line):
            said.setdefault(label[1], label[2].strip())
    first = _LABEL.fullmatch(text[0])
    words = paragraphs([first[2] if first else "", *text[1:]])
    if not words or _NONE.fullmatch(words):
        return None
    info = said.get("Publication info", "")
    outlet = said.get("Publication title") or info
    urls = [line for line in above if line.startswith("http")]
    return RawArticle(
        words,
        source,
        title=said.get("Title") or _headline(above),
        outlet=re.split(r"\s*;\s*", outlet)[0].strip(),
        author=people(said.get("Author", "")),
        url=_own_address([*urls, said.get("Document URL", "")]),
        published=day_in(said.get("Publication date", "")) or day_in(info),
    )


def _headline(above: list[str]) -> str:
    """The last line above the first label that is no furniture."""
    ends = [at for at, line in enumerate(above) if _LABEL.fullmatch(line)]
    top = above[: ends[0]] if ends else above
    shown = [line for line in top if line and not _RULE.fullmatch(line)]
    return next((line for line in reversed(shown) if not _FURNITURE.fullmatch(line)), "")


def _own_address(urls: list[str]) -> str:
    return next((url for url in urls if url.startswith("http") and "proquest" not in url), "")
