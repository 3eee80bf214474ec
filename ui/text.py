"""Answers, passages and reports as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date

from assistant import Answer, Claim
from assistant.evaluation.metrics import AbstentionScore, Estimate
from assistant.evaluation.scorecard import Quoting, Scorecard
from ui.bidi import isolated
from ui.terminal import piece, printable
from vectorstore import Article, IngestReport, Passage
from vectorstore.store.doctor import Health

_VERDICTS = {"supported": "", "partly": "only partly supported", "unsupported": "unsupported"}
# Set-aside files that are named one by one; the others are counted.
_MAX_NAMED = 20
_FUTURE = " (dated after today)"


def claim_text(claim: Claim) -> str:
    """A claim with its [n] marks, and a warning where its citations do not hold it."""
    marks = "".join(f"[{n}]" for n in sorted({c.number for c in claim.citations}))
    warning = ": ".join(part for part in (_VERDICTS[claim.verdict], claim.reason) if part)
    warned = f" ({piece(warning)})" if warning else ""
    return f"{piece(claim.in_words)} {marks}".rstrip() + warned


def sources_text(answer: Answer) -> str:
    """What an answer rests on, or, where the archive does not say, the nearest passages.

    At the end, what was not searched by meaning yet.
    """
    note = f"\n\n{answer.by_meaning_in_words}" if answer.by_meaning_in_words else ""
    return _sources_text(answer) + note


def _sources_text(answer: Answer) -> str:
    if answer.abstained:
        nearest = [_passage_text(n, p) for n, p in enumerate(answer.passages[:3], 1)]
        lead = "\nThe nearest passages, which do not answer it:\n" if nearest else ""
        return "\n".join([answer.text, *([lead] if lead else []), *nearest])
    lines = ["", "Sources"]
    for citations in answer.sources:
        first = citations[0]
        lines.append(f"[{first.number}] {passage_line(first.passage)}")
        lines += [_indented(f"“{citation.quote}”") for citation in citations]
    return "\n".join(lines)


def passages_text(passages: Sequence[Passage]) -> str:
    """The passages of a search, numbered, best first."""
    if not passages:
        return "Nothing was found."
    return "\n\n".join(_passage_text(n, passage) for n, passage in enumerate(passages, 1))


def article_line(article: Article) -> str:
    """An article on one line: outlet, day, title and id, as far as they are known."""
    return _source_line(article, article.title, article.published)


def passage_line(passage: Passage) -> str:
    """A passage's article on one line; of a live blog, with the day and heading of its entry."""
    return _source_line(passage.article, passage.title, passage.published)


def _source_line(article: Article, title: str, published: str) -> str:
    day = published[:10] + (_FUTURE if article.is_dated_after(date.today()) else "")
    head = ", ".join(piece(part) for part in (article.outlet, day) if part)
    title = piece(title or article.text[:60].strip() + "…")
    return ": ".join(part for part in (head, title) if part) + f"  ({piece(article.id)})"


def article_text(article: Article) -> str:
    """A whole article: what is known of it, then its text."""
    facts = [
        ("Title", article.title),
        ("Outlet", article.outlet),
        ("Author", article.author),
        ("Published", article.published + _FUTURE * article.is_dated_after(date.today())),
        ("Updated", article.updated),
        ("Language", article.language),
        ("Address", article.url),
        ("Id", article.id),
    ]
    head = [f"{name + ':':<11}{piece(value)}" for name, value in facts if value]
    return "\n".join(head) + "\n\n" + _text_with_times(article)


def _text_with_times(article: Article) -> str:
    """The text, and above each entry of a live blog when it was written and by whom."""
    edges = [*(entry.start for entry in article.entries), len(article.text)]
    parts = [printable(article.text[: edges[0]])]
    for entry, end in zip(article.entries, edges[1:], strict=True):
        when = entry.published.replace("T", " ")
        known = ", ".join(piece(part) for part in (when, entry.author) if part)
        parts.append((f"[{known}]\n" if known else "") + printable(article.text[entry.start : end]))
    return "".join(parts)


def report_text(report: IngestReport) -> str:
    """What an ingest did: a count a line, then what was set aside and why."""
    counts = [
        ("added", report.added),
        ("updated", report.updated),
        ("unchanged", report.unchanged),
        *([("reread", report.reread)] if report.reread else []),
        ("removed", report.removed),
        ("near-copies", report.duplicates),
        ("set aside", len(report.skipped)),
    ]
    lines = [f"{name:<12}{count:>8,}" for name, count in counts]
    lines += _named([f"{piece(path)}: {piece(reason)}" for path, reason in report.skipped])
    if report.replaced:
        lines.append(f"{'replaced':<12}{len(report.replaced):>8,}")
        lines += _named([f"“{piece(old)}” by “{piece(new)}”" for old, new in report.replaced])
    if report.kept_out:
        lines.append(f"{'kept out':<12}{len(report.kept_out):>8,}")
        lines += _named(
            [
                f"{piece(place)}: removed as {piece(known)}; `--restore {piece(known)}` lets it in"
                for place, known in report.kept_out
            ]
        )
    return "\n".join(lines)


def _named(items: Sequence[str]) -> list[str]:
    """The first of some lines of a report, and how many there are beside them."""
    lines = [f"  {item}" for item in items[:_MAX_NAMED]]
    if len(items) > _MAX_NAMED:
        lines.append(f"  and {len(items) - _MAX_NAMED:,} more; --json names them all.")
    return lines


def health_text(health: Health) -> str:
    """What the doctor found: counts, what was mended, and what is still wrong."""
    held = f"{health.articles:,} articles, {health.chunks:,} chunks, {health.vectors:,} vectors"
    lines = [f"mended: {text}" for text in health.mended]
    lines += [f"wrong: {text}" for text in health.problems]
    if any(problem.remedy for problem in health.found):
        lines.append("`dateline doctor --repair` mends what can be mended.")
    if health.waiting:
        lines.append(
            f"{health.waiting:,} chunks wait for their vectors, and are found by words till then:"
            " `dateline ingest PATH` or `dateline chat` goes on making them."
        )
    if not health.problems:
        lines.append("All of it agrees and can be found.")
    return printable("\n".join([f"{held}.", *lines]))


def _passage_text(number: int, passage: Passage) -> str:
    return f"{number}. {passage_line(passage)}\n{_indented(passage.text)}"


def _indented(text: str) -> str:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    lines = [line for part in paragraphs for line in textwrap.wrap(printable(part), 92) or [""]]
    return "\n".join(f"    {isolated(line)}" if line else "" for line in lines)


def scorecard_text(card: Scorecard) -> str:
    """Tables: finding, its intervals for all questions, answering by quoting, and abstention."""
    lines = [f"{card.questions:,} questions, {card.unanswerable:,} of them without evidence"]
    group = ""
    for row in card.rows:
        if row.group != group:
            group = row.group
            lines += ["", _header(f"{group} ({row.scores.questions:,})", tuple(row.scores.by_name))]
        lines.append(
            _line(
                row.system, [_figure(e.value if e else None) for e in row.scores.by_name.values()]
            )
        )
    if card.rows:
        lines += ["", _header("95% of all lies in", tuple(card.rows[0].scores.by_name))]
        lines += [
            _line(row.system, [_interval(estimate) for estimate in row.scores.by_name.values()])
            for row in card.rows
            if row.group == "all"
        ]
    lines += [
        "",
        _header("answer in quotes", ("first", "two", "three", "abstained", "three spoken")),
    ]
    lines += [_line(f"{q.group} ({q.questions:,})", _shares(q)) for q in card.quoting]
    if card.abstention:
        lines += ["", *_abstention(card.abstention)]
    return "\n".join(lines)


def _shares(quoting: Quoting) -> list[str]:
    shares = (quoting.first, quoting.two, quoting.three, quoting.abstained, quoting.spoken)
    return [_figure(share) for share in shares]


def _abstention(found: AbstentionScore) -> list[str]:
    return [
        f"abstention: area under ROC {found.area:.3f}; abstained on {found.where_nothing:.3f} of"
        " what the archive does not say,"
        f" on {found.where_right:.3f} of what it would answer rightly",
        _header("answered, surest first", tuple(f"{tenth}0%" for tenth in range(1, 11))),
        _line("answered wrongly", [_figure(risk) for risk in found.risk]),
    ]


def _header(name: str, columns: tuple[str, ...]) -> str:
    return _line(name, list(columns))


def _line(name: str, cells: list[str]) -> str:
    return (f"{name:24}" + "".join(f"{cell:>14}" for cell in cells)).rstrip()


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.low:.3f}-{estimate.high:.3f}"
