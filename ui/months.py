"""Counts by month as a small picture, each bar of which can be clicked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ui.escape import text

# More months than this are shown as years.
MAX_BARS = 60


def months_html(counts: Mapping[str, int], action: str, label: str, chosen: str = "") -> str:
    """A bar a month, from the first to the last; months without a day ("") are left out.

    A click is an event with this `action` and the month.
    """
    known = {month: number for month, number in counts.items() if month}
    if not known:
        return ""
    if len(every_month(known)) > MAX_BARS:
        return _years(known, label)
    largest = max(known.values())
    bars = "".join(
        f'<li><button type="button" data-action="{action}" data-month="{month}"'
        f' id="{action}-{month}" aria-pressed="{str(month == chosen).lower()}"'
        f' aria-label="{in_words(month)}: {known.get(month, 0):,}"'
        f' title="{in_words(month)}: {known.get(month, 0):,}">'
        f'<span class="bar" style="height:{_height(known.get(month, 0), largest)}px"></span>'
        f'<span class="name">{_short_name(month, index)}</span></button></li>'
        for index, month in enumerate(every_month(known))
    )
    return (
        f'<div class="months" role="region" tabindex="0" aria-label="{text(label)}">'
        f"<ol>{bars}</ol></div>"
    )


def every_month(counts: Mapping[str, int]) -> list[str]:
    """The months from the first to the last that is counted, those without anything too."""
    known = sorted(month for month in counts if month)
    if not known:
        return []
    (year, month), last = map(int, known[0].split("-")), known[-1]
    found = []
    while (now := f"{year:04}-{month:02}") <= last:
        found.append(now)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def in_words(month: str) -> str:
    """ "March 2026" for "2026-03"."""
    return f"{date.fromisoformat(f'{month}-01'):%B %Y}"


def _years(counts: Mapping[str, int], label: str) -> str:
    years: dict[str, int] = {}
    for month, number in sorted(counts.items()):
        years[month[:4]] = years.get(month[:4], 0) + number
    largest = max(years.values())
    bars = "".join(
        f'<li title="{year}: {number:,}"><span class="bar"'
        f' style="height:{_height(number, largest)}px"></span>'
        f'<span class="name">{year}</span><span class="number">{number:,}</span></li>'
        for year, number in years.items()
    )
    return (
        f'<div class="months" role="region" tabindex="0" aria-label="{text(label)}">'
        f"<ol>{bars}</ol></div>"
    )


def _height(number: int, largest: int) -> int:
    return 2 + round(54 * number / largest) if number else 1


def _short_name(month: str, index: int) -> str:
    name = f"{date.fromisoformat(f'{month}-01'):%b}"
    return f"{name} {month[:4]}" if index == 0 or month.endswith("-01") else name
