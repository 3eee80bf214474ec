"""Exports of Nexis and LexisNexis: new ones end each article by a line, old ones number them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from vectorstore.formats.export_lines import (
    Found,
    Line,
    day_in,
    day_line,
    is_month,
    paragraphs,
    people,
)  # fmt: skip
from vectorstore.types import RawArticle

_END = re.compile(r"End of Document|Fin du document|Ende des Dokuments?|Fin del documento", re.I)
_NUMBER = re.compile(
    r"(?:document|dokument)?\s*\d+ (?:of|von|de|di) \d+"
    r"(?: (?:documents?|dokumente?n?|documentos?))?",
    re.IGNORECASE,
)
_BODY = re.compile(r"Body|Text|Volltext|Corps|Cuerpo", re.IGNORECASE)
_LABEL = re.compile(
    r"(Copyright|Section|Length|Byline|Dateline|Highlight|Rubrik|L[äa]nge|Autor|Longueur|Rubrique"
    r"|Auteur|Series|Column|Distribution)\b\s*:?\s*(.*)",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(?i:Load-Date|Language|Publication-Type|Publication Type|Journal Code|Subject|Company|Ticker"
    r"|Industry|Geographic|Person|Organization|Document-Type|Update|ISSN|City|State|Country"
    r"|DATE-CHARGEMENT|Date de chargement|LANGUE|TYPE-PUBLICATION|SUJET|SOCI[ÉE]T[ÉE]|SECTEUR"
    r"|CODE REVUE|PERSONNE|VILLE|PAYS|SPRACHE|THEMA|FIRMA|FECHA-CARGA|IDIOMA"
    r"|Classification|PUB-TYPE|Pub-Type|Acc-No|Correction-Date|UPDATE)\s*:.*"
    r"|Classification|Graphic|GRAPHIC:.*|Notes|Copyright \d{4}.*All Rights Reserved.*",
)
_ALL_RIGHTS = re.compile(r"All Rights Reserved\.?|Alle Rechte vorbehalten\.?", re.IGNORECASE)
_COVER = re.compile(
    r"(?:Client/Matter|Search Terms|Search Type|User Name|Job Number|Narrowed by|"
    r"Content Type|Date and Time|Documents? \(\d+\)|Number of documents)\b.*",
    re.I,
)
_HELD = re.compile(r"(?:Documents?|Dokumente?n?|Documentos?) \((\d{1,5})\)", re.IGNORECASE)
_EDITION = re.compile(r".*\b(?:Edition|Ausgabe|Édition|Final|Edición)\b.*")
_MIN_LABELS = 2
_MAX_LINES_BETWEEN = 2  # of two labels of the head; below it, one is the article's own


def cut(lines: Sequence[Line], source: str) -> Found | None:
    """The export's articles, None where it is none."""
    ends = sum(bool(_END.fullmatch(line.text)) for line in lines)
    numbers = sum(_is_number(line.text) for line in lines)
    if not ends and not numbers:
        return None
    pieces = list(_pieces(lines, _END.fullmatch if ends else _is_number))
    told = [piece for piece in pieces if _is_article(piece)]
    if not told:
        return None
    covers = (_HELD.fullmatch(line.text) for line in lines)
    found = Found(max(ends or numbers, *(int(said[1]) for said in covers if said), 0))
    for number, piece in enumerate(told, start=1):
        article = _article(piece, f"{source}:{number}")
        if article:
            found.articles.append(article)
    return found


def is_mark(text: str) -> bool:
    """Whether a line is one of those by which articles and their parts are told."""
    forms = (_END, _BODY, _BEHIND, _COVER, _ALL_RIGHTS)
    is_fact = _label(text) is not None or _is_number(text) or bool(day_line(text))
    return is_fact or any(form.fullmatch(text) for form in forms)


def _is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and "document" in text.lower().replace("dok", "doc")


def _pieces(lines: Sequence[Line], is_end: object) -> Iterator[list[Line]]:
    piece: list[Line] = []
    for line in lines:
        if callable(is_end) and is_end(line.text):
            yield piece
            piece = []
        else:
            piece.append(line)
    yield piece


def _is_article(piece: list[Line]) -> bool:
    names = {label[1].lower() for line in piece if (label := _label(line.text))}
    behind = any(line.text.lower().startswith("load-date") for line in piece)
    has_body = any(_BODY.fullmatch(line.text) for line in piece)
    return len(names) + behind + has_body >= _MIN_LABELS


def _label(text: str) -> re.Match[str] | None:
    found = _LABEL.fullmatch(text)
    is_label = found and (":" in text[: len(found[1]) + 2] or found[1].lower() == "copyright")
    return found if is_label else None


def _article(piece: list[Line], source: str) -> RawArticle | None:
    head, body = _parts(piece)
    body = body[: next((i for i, line in enumerate(body) if _is_behind(body, i)), len(body))]
    text = paragraphs([line.text for line in body])
    facts = _facts(head)
    return RawArticle(text, source, **facts) if text and facts["title"] else None


def _is_behind(body: list[Line], at: int) -> bool:
    return bool(_BEHIND.fullmatch(body[at].text))


def _parts(piece: list[Line]) -> tuple[list[Line], list[Line]]:
    """What stands above an article's text, and what follows."""
    for at, line in enumerate(piece):
        if _BODY.fullmatch(line.text) and any(_label(above.text) for above in piece[:at]):
            return piece[:at], piece[at + 1 :]
    first = next((at for at, line in enumerate(piece) if _is_behind(piece, at)), len(piece))
    labels = [
        at
        for at, line in enumerate(piece[:first])
        if (label := _label(line.text)) and label[1].lower() != "copyright"
    ]
    labels = list(_together(piece, labels))
    last = max(labels, default=-1)
    while 0 <= last < len(piece) - 1 and piece[last + 1].text:
        last += 1  # a label's value that runs on
        if _label(piece[last].text) is None and last + 1 < len(piece) and piece[last + 1].text:
            continue
    return _above(piece, labels, last)


def _together(piece: list[Line], labels: list[int]) -> Iterator[int]:
    """The labels that stand near one another, from the first on."""
    before = None
    for at in labels:
        if before is not None:
            between = sum(bool(line.text) for line in piece[before + 1 : at])
            if between > _MAX_LINES_BETWEEN:
                return
        before = at
        yield at


def _above(piece: list[Line], labels: list[int], last: int) -> tuple[list[Line], list[Line]]:
    # Without empty lines between, only the label itself belongs to the head.
    is_spaced = any(not line.text for line in piece)
    at = last if is_spaced else max(labels, default=-1)
    return piece[: at + 1], piece[at + 1 :]


def _facts(head: list[Line]) -> dict[str, Any]:
    said: dict[str, str] = {}
    for line in head:
        if label := _label(line.text):
            said.setdefault(label[1].lower(), label[2].strip())
    shown = [line for line in head if line.text]
    headings = [at for at, line in enumerate(shown) if line.is_heading]
    if headings:
        shown = shown[headings[-1] :]
    else:
        covers = [at for at, line in enumerate(shown) if _COVER.fullmatch(line.text)]
        shown = shown[covers[-1] + 1 :] if covers else shown
    top = list(_until_label(shown))
    days = [at for at, line in enumerate(top) if day_line(line.text) or is_month(line.text)]
    at = days[0] if days else next((i for i, line in enumerate(top) if day_in(line.text)), -1)
    published = (day_in(top[at].text) or top[at].text) if at >= 0 else ""
    author = said.get("byline") or said.get("autor") or said.get("auteur") or ""
    title, outlet = _named(top, at, shown)
    return {"title": title, "outlet": outlet, "published": published, "author": people(author)}


def _until_label(shown: list[Line]) -> Iterator[Line]:
    """The lines of the head that are no label's."""
    for line in shown:
        if not _label(line.text) and not _ALL_RIGHTS.fullmatch(line.text):
            yield line


def _named(top: list[Line], day: int, shown: list[Line]) -> tuple[str, str]:
    """Headline and outlet: headline, outlet, day in new exports; outlet, day, headline in old."""
    if day < 1:
        return (top[0].text if top else ""), ""
    above, below = top[:day], [line for line in top[day + 1 :] if not _EDITION.fullmatch(line.text)]
    outlet = above[-1].text
    if above[0].is_heading or len(above) > 1:
        named = above[:-1] if any(line.is_heading for line in above) else above[-2:-1]
        return " ".join(line.text for line in named), outlet
    return " ".join(line.text for line in below), outlet
