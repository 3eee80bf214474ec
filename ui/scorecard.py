"""A scorecard as plain text, and as what `eval --json` prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.evaluation.metrics import Estimate, Scores, Silence
from assistant.evaluation.scorecard import Quoting, Row, Scorecard

_COLUMNS = (
    *("hit@1", "hit@4", "hit@5", "hit@10", "MRR@10", "nDCG@10", "MAP@10"),
    *("article nDCG", "facts@10"),
)


def scorecard_text(card: Scorecard) -> str:
    """Tables: finding, its intervals for all questions, answering by quoting, and silence."""
    lines = [f"{card.questions:,} questions, {card.unanswerable:,} of them without evidence"]
    group = ""
    for row in card.rows:
        if row.group != group:
            group = row.group
            lines += ["", _header(f"{group} ({row.scores.questions:,})", _COLUMNS)]
        lines.append(_line(row.system, [_figure(e.value if e else None) for e in _all(row.scores)]))
    if card.rows:
        lines += ["", _header("95% of all lies in", _COLUMNS)]
        lines += [
            _line(row.system, [_interval(estimate) for estimate in _all(row.scores)])
            for row in card.rows
            if row.group == "all"
        ]
    lines += ["", _header("answer in quotes", ("first", "two", "three", "silent", "three spoken"))]
    lines += [_line(f"{q.group} ({q.questions:,})", _shares(q)) for q in card.quoting]
    if card.silence:
        lines += ["", *_silence(card.silence)]
    return "\n".join(lines)


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """{questions, unanswerable, scores: [...], recall: {system: [...]}, quoting: [...], silence}"""
    return {
        "questions": card.questions,
        "unanswerable": card.unanswerable,
        "scores": [_row_json(row) for row in card.rows],
        "recall": {curve.system: list(curve.recall) for curve in card.curves},
        "quoting": [asdict(quoting) for quoting in card.quoting],
        "silence": asdict(card.silence) if card.silence else None,
    }


def _row_json(row: Row) -> dict[str, Any]:
    figures = {
        name: None if e is None else {"value": e.value, "low": e.low, "high": e.high}
        for name, e in zip(_COLUMNS, _all(row.scores), strict=True)
    }
    return {
        "group": row.group,
        "system": row.system,
        "questions": row.scores.questions,
        **figures,
    }


def _all(scores: Scores) -> list[Estimate | None]:
    return [
        scores.hit_1,
        scores.hit_4,
        scores.hit_5,
        scores.hit_10,
        scores.mrr_10,
        scores.ndcg_10,
        scores.map_10,
        scores.article_ndcg_10,
        scores.facts_10,
    ]


def _shares(quoting: Quoting) -> list[str]:
    shares = (quoting.first, quoting.two, quoting.three, quoting.silent, quoting.spoken)
    return [_figure(share) for share in shares]


def _silence(silence: Silence) -> list[str]:
    return [
        f"silence: area under ROC {silence.area:.3f}; silent on {silence.where_nothing:.3f} of what"
        f" the archive does not say, on {silence.where_right:.3f} of what it would answer rightly",
        _header("answered, surest first", tuple(f"{tenth}0%" for tenth in range(1, 11))),
        _line("answered wrongly", [_figure(risk) for risk in silence.risk]),
    ]


def _header(name: str, columns: tuple[str, ...]) -> str:
    return _line(name, list(columns))


def _line(name: str, cells: list[str]) -> str:
    return (f"{name:24}" + "".join(f"{cell:>14}" for cell in cells)).rstrip()


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(estimate: Estimate | None) -> str:
    return "" if estimate is None else f"{estimate.low:.3f}-{estimate.high:.3f}"
