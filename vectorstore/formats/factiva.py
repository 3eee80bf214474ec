"""Exports of Factiva: articles of coded fields ("HD", "PD", "LP"), or of lines in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vectorstore.formats.export_lines import Found, Line, day_in, day_line, paragraphs, people
from vectorstore.types import RawArticle

_CODE = re.compile(
    r"(HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|SE|CLM|ART"
    r"|CX|DE)(?:[ \t|]+(.*))?"
)
_END = re.compile(r"(?:Document|Dokument|Documento)\s+[A-Za-z][A-Za-z0-9]{3,}\d[A-Za-z0-9]{9,}")
_LENGTH = re.compile(
    r"\d[\d,.\s]*(?:words?|mots|W[öo]rter|palabras|parole|palavras|woorden)", re.IGNORECASE
)
_RIGHTS = re.compile(r"(?:Copyright|\(c\)|©|Alle Rechte|Todos los derechos|Tous droits).*", re.I)
_HOUR = re.compile(r"\d{1,2}:\d\d.*")
_CODE_OF_SOURCE = re.compile(r"[A-Z0-9]{2,8}")
_FEET = re.compile(r"(?:©|\(c\)|Copyright) \d{4} (?:Factiva|Dow Jones).*|Search Summary", re.I)
_MAX_BYLINE = 100


def cut(lines: Sequence[Line], source: str) -> Found | None:
    """The export's articles, None where it is none."""
    shown = [line for line in lines if line.text]
    heads = sum(
        (code := _CODE.fullmatch(line.text)) is not None and code[1] == "HD" for line in shown
    )
    if heads and any((c := _CODE.fullmatch(line.text)) and c[1] in ("LP", "TD") for line in shown):
        return _gathered(heads, map(_of_codes, _by_codes(shown)), source)
    ends = sum(bool(_END.fullmatch(line.text)) for line in shown)
    if not ends or not any(_LENGTH.fullmatch(line.text) for line in shown):
        return None
    return _gathered(ends, map(_of_lines, _by_ends(shown)), source)


def is_mark(text: str) -> bool:
    """Whether a line is one of those by which articles and their parts are told."""
    forms = (_END, _LENGTH, _HOUR, _RIGHTS, _FEET)
    return bool(day_line(text)) or any(form.fullmatch(text) for form in forms)


def _gathered(held: int, articles: Iterator[RawArticle | None], source: str) -> Found:
    found = Found(held)
    for article in articles:
        if article:
            place = f"{source}:{len(found.articles) + 1}"
            found.articles.append(_at(article, place))
    return found


def _at(article: RawArticle, place: str) -> RawArticle:
    from dataclasses import replace

    return replace(article, source=place)


def _by_codes(lines: list[Line]) -> Iterator[dict[str, list[str]]]:
    fields: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        code = _CODE.fullmatch(line.text)
        if code and code[1] in ("HD", "SE") and "HD" in fields:
            yield fields
            fields, last = {}, ""
        if code:
            last = code[1]
            fields.setdefault(last, [])
            fields[last] += [code[2]] if code[2] else []
        elif last and not _FEET.fullmatch(line.text) and last != "AN":
            fields[last].append(line.text)
        elif last == "AN" and not fields["AN"]:
            fields["AN"].append(line.text)
    if fields:
        yield fields


def _of_codes(fields: dict[str, list[str]]) -> RawArticle | None:
    text = paragraphs([*fields.get("LP", ()), *fields.get("TD", ())])
    if not text:
        return None
    said = {code: " ".join(values) for code, values in fields.items()}
    return RawArticle(
        text,
        "",
        title=said.get("HD", ""),
        outlet=said.get("SN", ""),
        author=people(said.get("BY", "")),
        published=day_in(said.get("PD", "")) or said.get("PD", ""),
    )


def _by_ends(lines: list[Line]) -> Iterator[list[str]]:
    piece: list[str] = []
    for line in lines:
        if _END.fullmatch(line.text):
            yield piece
            piece = []
        elif not _FEET.fullmatch(line.text):
            piece.append(line.text)


def _of_lines(piece: list[str]) -> RawArticle | None:
    """An article whose head is: headline, byline, length, day, hour, outlet, code, language."""
    at = next((at for at, line in enumerate(piece) if _LENGTH.fullmatch(line)), 0)
    day = next((i for i in range(at + 1, min(at + 4, len(piece))) if day_line(piece[i])), 0)
    if not at or not day or day + 1 >= len(piece):
        return None
    above, below = piece[:at], piece[day + 1 :]
    byline = ""
    if len(above) > 1 and len(above[-1]) <= _MAX_BYLINE and not above[-1].endswith((".", "?", "!")):
        is_byline = re.match(r"(?:by|par|von|por|di)\b", above[-1], re.I) or len(above) > 2
        byline = above.pop() if is_byline or len(above[-1].split()) <= 4 else ""
    below = below[1:] if _HOUR.fullmatch(below[0]) else below
    start = _start(below)
    text = paragraphs(below[start:])
    if not text:
        return None
    return RawArticle(
        text, "", title=above[-1], outlet=below[0], author=people(byline),
        published=day_line(piece[day]),
    )  # fmt: skip


def _start(below: list[str]) -> int:
    """Where the text begins: behind the line of rights, or else behind code and language."""
    rights = [at for at, line in enumerate(below[:9]) if _RIGHTS.fullmatch(line)]
    if rights:
        return rights[-1] + 1
    codes = [at for at, line in enumerate(below[:5]) if _CODE_OF_SOURCE.fullmatch(line)]
    start = (codes[-1] if codes else 0) + 1
    return start + 1 if start < len(below) and len(below[start].split()) == 1 else start
