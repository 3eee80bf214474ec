"""Whether the day that was guessed for a page without a stated one can be the day it came out."""

from __future__ import annotations

import re
from datetime import date

_PARAGRAPH = re.compile(r"<p\b[^>]*>(.*?)</p>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_MIN_PROSE_WORDS = 12
# Languages and countries that write the day before the month, whoever writes.
_DAY_FIRST = re.compile(
    r"(?:bg|ca|cs|da|de|el|es|fi|fr|hr|id|it|nb|nl|no|pl|pt|ro|ru|sk|sl|sr|tr|uk|vi)"
    r"(?!.*[-_](?:us|ca|pr|ph)\b)|en[-_](?:gb|ie|au|nz|in)",
    re.IGNORECASE,
)

# A day with such a label is not the one on which a story came out.
_OTHER_LABEL = re.compile(
    r"(?:updated?|modified|revised|edited|printed?|retrieved|accessed|downloaded|crawled|indexed"
    r"|archived|created|aktualisiert|geändert|gedruckt|abgerufen|mise? à jour|modifi[ée]e?"
    r"|imprim[ée]|consult[ée]|actualizad[oa]|actualizaci[oó]n|modificad[oa]|impreso|consultado"
    r"|atualizad[oa]|atualiza[cç][aã]o|aggiornat[oa]|aggiornamento|stampato)\b[^\d]{0,60}\Z",
    re.IGNORECASE,
)
_LABEL_CHARACTERS = 300  # of markup before a day, in which its label stands


def trusted(day: str, page: str, language: str) -> str:
    """The guessed ISO day, "" where only a sentence tells it, or its day and month can be swapped.

    `page` is the markup, `language` what it says of its own.
    """
    try:
        guessed = date.fromisoformat(day)
    except ValueError:
        return ""
    sure, numeric = _written(guessed)
    outside = _PARAGRAPH.sub(_without_prose, page)
    if _is_shown(sure, outside):
        return day
    if _is_shown(numeric, outside):
        is_sure = guessed.day > 12 or guessed.day == guessed.month
        return day if is_sure or _DAY_FIRST.match(language) else ""
    return "" if sure.search(page) or numeric.search(page) else day


def _is_shown(day: re.Pattern[str], page: str) -> bool:
    """Whether a day stands on a page other than as that of a change or a print."""
    for found in day.finditer(page):
        before = page[max(0, found.start() - _LABEL_CHARACTERS) : found.start()]
        if not _OTHER_LABEL.search(re.sub(r"<[^>]*(?:>|\Z)|\A[^<]*>", " ", before)):
            return True
    return False


def _without_prose(paragraph: re.Match[str]) -> str:
    words = _TAG.sub(" ", paragraph[1]).split()
    return "" if len(words) >= _MIN_PROSE_WORDS else paragraph[0]


def _written(day: date) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A day as it is surely written, and as day and month in figures."""
    number, month, year = f"(?:0?{day.day})", f"(?:0?{day.month})", day.year
    name = f"{day:%B}" if day.month == 5 else f"{day:%b}(?:{f'{day:%B}'[3:]}|t)?"
    sure = (
        rf"(?<!\d){year}[-/._]?{month}[-/._]?{number}(?!\d)"
        rf"|(?<!\d){number}(?:st|nd|rd|th)?[\s.-]+(?:of\s+)?{name}\.?,?[\s-]+{year}"
        rf"|\b{name}\.?\s+{number}(?:st|nd|rd|th)?,?\s+{year}"
    )
    short = rf"(?:{year}|{year % 100:02})"
    numeric = (
        rf"(?<!\d)(?:{number}([/. -]){month}\1{short}|{month}([/. -]){number}\2{short}"
        rf"|{year % 100:02}([/. -]){month}\3{number})(?!\d)"
    )
    return re.compile(sure, re.IGNORECASE), re.compile(numeric)
