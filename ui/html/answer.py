"""An answer, finished or growing: its line, its claims, and where it was looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from assistant.types import Answer, Coverage, Window
from ui import words
from ui.escape import piece, text
from ui.html.claims import claims_html, mark
from ui.html.pieces import count, period
from ui.links import Links
from vectorstore.types import in_words

_LINKS = Links()


def answer_html(answer: Answer, key: int = 0, links: Links = _LINKS) -> str:
    """An answer, finished or growing; its [n] lead to the addresses of the quoted words."""
    return "".join(answer_parts(answer, key, links))


def answer_parts(answer: Answer, key: int, links: Links, is_aside: bool = False) -> Iterator[str]:
    """The paragraphs of an answer, each in an element of its own."""
    kind = "aside-answer" if is_aside else "answer"
    if answer.abstained:
        apart = f'<p class="aside">{text(words.NEAREST_APART)}</p>' if answer.passages else ""
        said = "".join(_abstention(answer))
        yield f'<div class="{kind}">{"".join(_remarks(answer))}{said}{apart}</div>'
    elif answer.claims:
        head = [*_remarks(answer), *_short(answer, key, links), *_mentions(answer)]
        body = "".join([*head, *claims_html(answer, key, links)])
        yield f'<div class="{kind}">{body}{_scope(answer)}</div>'
        return
    else:
        yield f'<div class="{kind}"><p class="waiting">{text(words.SEARCHING)}</p></div>'
    if scope := _scope(answer):
        yield f'<div class="{kind}-scope">{scope}</div>'


def _abstention(answer: Answer) -> Iterator[str]:
    """That the archive does not say, and under it what was searched."""
    searched = answer.abstention.searched if answer.abstention else ""
    said = answer.text.removesuffix(searched).rstrip()
    yield f'<p class="abstention" dir="auto">{piece(said)}</p>'
    if searched:
        yield f'<p class="aside" dir="auto">{piece(searched)}</p>'


def _remarks(answer: Answer) -> list[str]:
    """What is remarked before an answer: as of when it holds, and the like."""
    notes = [*answer.notes]
    if answer.as_of and answer.claims:
        notes.insert(0, words.HOLDS_AS_OF.format(day=in_words(date.fromisoformat(answer.as_of))))
    return [f'<p class="aside">{piece(note)}</p>' for note in notes]


def _short(answer: Answer, key: int, links: Links) -> Iterator[str]:
    """The answer in a line, with who says the same and who says otherwise."""
    short = answer.short
    if short is None:
        return
    parts = [count(len(short.same), "outlet")] if len(short.same) > 1 else []
    parts += [
        words.SAYS.format(
            outlet=piece(citation.passage.article.outlet or words.ANOTHER), what=piece(said)
        )
        + mark([citation], key, links, "")
        for said, citation in short.otherwise
    ]
    said = f'<span class="agreement">{"; ".join(parts)}</span>' if parts else ""
    yield (
        f'<p class="short" dir="auto"><strong>{piece(short.text)}</strong>'
        f"{mark([short.citation], key, links, '')} {said}</p>"
    )


def _mentions(answer: Answer) -> Iterator[str]:
    """What was counted, by month and by outlet."""
    found = answer.mentions
    if found is None:
        return
    tables = (
        (words.MONTH, found.by_month, words.NO_DATE),
        (words.OUTLET, found.by_outlet, words.NO_OUTLET),
    )
    yield '<div class="mentions">' + "".join(_counts(*each) for each in tables) + "</div>"


def _counts(name: str, counts: Mapping[str, int], unknown: str) -> str:
    rows = "".join(
        f"<tr><td>{piece(each or unknown)}</td><td>{number:,}</td></tr>"
        for each, number in counts.items()
    )
    head = f"<thead><tr><th>{name}</th><th>{words.MENTIONS}</th></tr></thead>"
    return f"<table>{head}<tbody>{rows}</tbody></table>"


def _scope(answer: Answer) -> str:
    """What was looked at for an answer, and what else is to be said of it, a line each."""
    if not answer.finished:
        return ""
    lines = []
    looked = _looked_at(answer.coverage, answer.windows)
    if looked:
        lines.append(f'<p class="scope">{looked}</p>')
    if answer.by_meaning_in_words:
        lines.append(f'<p class="aside">{text(answer.by_meaning_in_words)}</p>')
    return "".join(lines)


def _looked_at(coverage: Coverage, windows: Sequence[Window]) -> str:
    if not coverage.articles:
        return ""
    outlets = f" from {count(coverage.outlets, 'outlet')}" if coverage.outlets else ""
    days = ""
    if coverage.earliest:
        days = f", {period(*map(date.fromisoformat, (coverage.earliest, coverage.latest)))}"
    return text(
        words.LOOKED_AT.format(
            articles=count(coverage.articles, "article"), outlets=outlets, period=days
        )
    )
