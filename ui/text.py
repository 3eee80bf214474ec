"""Answers, passages and reports as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from assistant import Answer, Claim
from ui.bidi import isolated
from ui.terminal import piece, printable
from vectorstore import Article, IngestReport, Passage
from vectorstore.store.health import Health
from vectorstore.text.normalise import composed
from vectorstore.types import Mentions, in_words

if TYPE_CHECKING:
    from assistant.evaluation.metrics import AbstentionScore, Estimate
    from assistant.evaluation.model import ModelScore
    from assistant.evaluation.scorecard import Quoting, Scorecard

_VERDICTS = {"supported": "", "partly": "only partly supported", "unsupported": "unsupported"}
# Set-aside files that are named one by one; the others are counted.
_MAX_NAMED = 20
_FUTURE = " (dated after today)"


def is_understood_otherwise(answer: Answer) -> bool:
    """Whether a question was searched for in other words than it was asked in."""
    return bool(answer.understood) and answer.understood != composed(answer.question)


def claim_text(claim: Claim) -> str:
    """A claim with its [n] marks, and a warning where its citations do not hold it."""
    marks = "".join(f"[{n}]" for n in sorted({c.number for c in claim.citations}))
    warning = ": ".join(part for part in (_VERDICTS[claim.verdict], claim.reason) if part)
    warned = f" ({piece(warning)})" if warning else ""
    return f"{piece(claim.in_words)} {marks}".rstrip() + warned


def written_text(claims: Sequence[Claim], place: int) -> str:
    """One claim of those that a model wrote, with its heading and the mark of its list."""
    claim, before = claims[place], claims[place - 1] if place else None
    heading, _, head = (
        claim.group.rpartition("\n") if claim.block == "row" else (claim.group, "", "")
    )
    lines = []
    if claim.group and (before is None or before.group != claim.group):
        lines = [f"\n{piece(part)}" for part in (heading, head) if part]
    mark = {"item": "- ", "step": f"{_place(claims, place)}. ", "row": "| "}.get(claim.block, "")
    return "\n".join([*lines, mark + claim_text(claim)])


def _place(claims: Sequence[Claim], place: int) -> int:
    """Which step of its list a claim begins, from 1."""
    before = [claim.block for claim in claims[:place] if claim.block]
    listed = takewhile(lambda block: block in ("step", "item"), reversed(before))
    return 1 + sum(block == "step" for block in listed)


def notes_text(answer: Answer) -> str:
    """What is remarked beside an answer, a line each: as of when it holds, and the like."""
    as_of = []
    if answer.as_of and answer.claims:
        as_of.append(f"As of {in_words(date.fromisoformat(answer.as_of))}.")
    return "\n".join(map(piece, (*as_of, *answer.notes)))


def answer_text(answer: Answer) -> str:
    """A whole answer: its line, its claims in their form, and what it rests on."""
    lines = [notes] if (notes := notes_text(answer)) else []
    if answer.abstained:
        return "\n".join([*lines, sources_text(answer)])
    lines += [_short_text(answer)] if answer.short else []
    group = ""
    for claim in answer.claims:
        if answer.form in ("comparison", "figures") and claim.group != group:
            group = claim.group
            lines.append(f"\n{piece(group)}:")
        day = (claim.day or "day unknown") if answer.form == "events" else ""
        first = f" ({claim.group})" if answer.form == "events" and claim.group else ""
        lines.append(f"{day}{first}{': ' if day else ''}{claim_text(claim)}")
    if answer.mentions:
        lines += ["", *_counted(answer.mentions)]
    return "\n".join([*lines, sources_text(answer)])


def _short_text(answer: Answer) -> str:
    """The answer in a line, with who says the same and who says otherwise."""
    short = answer.short
    if short is None:
        return ""
    same = [f"{len(short.same)} outlets"] if len(short.same) > 1 else []
    others = [
        f"{piece(citation.passage.article.outlet or 'another')} says {piece(text)}"
        f" [{citation.number}]"
        for text, citation in short.otherwise
    ]
    agreement = f" ({'; '.join([*same, *others])})" if same or others else ""
    return f"{piece(short.text)} [{short.citation.number}]{agreement}\n"


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
        return "\n".join([piece(answer.text), *([lead] if lead else []), *nearest])
    lines = [f"\nUnderstood as: {piece(answer.understood)}"] * is_understood_otherwise(answer)
    lines += ["", "Sources"]
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
        ("Read", f"from a picture, {article.confidence:.0%} sure" * (article.confidence < 1)),
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


def mentions_text(found: Mentions) -> str:
    """How often, by month and by outlet, and the articles, the earliest first."""
    searched = f"in the text of {found.searched:,} articles"
    if not found.total:
        return f"{piece(found.words)} is not mentioned {searched}."
    times = f"{found.total:,} time{'s' * (found.total != 1)}"
    where = f"{len(found.articles):,} of them"
    lines = [f"{piece(found.words)}: {times} {searched}, in {where}.", ""]
    lines += [*_counted(found), ""]
    lines += [f"{len(each.places):>4,}  {article_line(each.article)}" for each in found.articles]
    return "\n".join(lines)


def _counted(found: Mentions) -> list[str]:
    months = [f"{month or 'no date':<28}{n:>6,}" for month, n in found.by_month.items()]
    outlets = [f"{piece(name) or 'no outlet':<28}{n:>6,}" for name, n in found.by_outlet.items()]
    return [*months, "", *outlets]


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
    lines += _named_by_reason(report.skipped)
    if report.doubtful:
        lines.append(f"{'look into':<12}{len(report.doubtful):>8,}")
        lines += _named_by_reason(report.doubtful)
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


def _named_by_reason(places: Sequence[tuple[str, str]]) -> list[str]:
    """Each place with its reason; where they are many, one of each reason and how many more."""
    lines = [f"{piece(path)}: {piece(reason)}" for path, reason in places]
    if len(lines) <= _MAX_NAMED:
        return _named(lines)
    alike: dict[str, list[str]] = defaultdict(list)
    for line, (_, reason) in zip(lines, places, strict=True):
        alike[re.sub(r"\d[\d,.]*", "0", reason)].append(line)
    groups = sorted(alike.values(), key=len, reverse=True)[:_MAX_NAMED]
    shown = [
        f"  {same[0]}" + (f" (and {len(same) - 1:,} like it)" if len(same) > 1 else "")
        for same in groups
    ]
    return [*shown, f"  --json names all {len(lines):,}."]


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


def model_score_text(model: str, score: ModelScore) -> str:
    """How a model answered, a figure a line."""
    unanswerable = score.questions - score.answerable
    about = "about " if score.is_estimate else ""
    lines = [
        f"{piece(model)} on {score.questions:,} questions",
        f"answered    {score.answered:>8,}",
        f"right       {score.right:>8,} of {score.answerable:,} that have an answer",
        f"abstained   {score.abstained:>8,} of {unanswerable:,} that have none",
        f"failed      {score.failed:>8,}",
        f"cited       {score.cited:>8.0%} of {score.sentences:,} sentences",
        f"marked      {score.marked:>8.0%} as not wholly supported",
        f"seconds     {score.seconds:>8.1f} an answer (median)",
        f"tokens      {about}{score.tokens_in:,} in, {score.tokens_out:,} out",
    ]
    return "\n".join([*lines, *(f"failed: {piece(each)}" for each in score.failures)])
