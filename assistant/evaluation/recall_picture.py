"""The picture of a scorecard: recall over depth, as SVG."""

from __future__ import annotations

from html import escape

from assistant.evaluation.metrics import DEPTH
from assistant.evaluation.scorecard import Scorecard

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 400, 56, 96, 40, 48
# Told apart by people who see colours differently too (Okabe and Ito).
_COLOURS = ("#56b4e9", "#e69f00", "#009e73", "#0072b2", "#cc79a7", "#d55e00")
_TICKS = (1, 5, 10, 20, 30, 40, 50)


def recall_svg(card: Scorecard, title: str) -> str:
    """An SVG document: the share of questions with evidence among the first 1 to 50 passages."""
    lines = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
        + " ".join(f"{_x(d):.1f},{_y(r):.1f}" for d, r in enumerate(curve.recall, 1))
        + '"/>'
        for curve, colour in zip(card.curves, _COLOURS, strict=False)
    )
    names = "".join(
        f'<text x="{_x(DEPTH) + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>'
        for y, name, colour in _labels(card)
    )
    across = "".join(
        f'<text x="{_x(depth):.1f}" y="{_y(0) + 18:.1f}" text-anchor="middle">{depth}</text>'
        for depth in _TICKS
    )
    up = "".join(
        f'<path d="M{_LEFT} {_y(n / 5):.1f}H{_x(DEPTH):.1f}" stroke="#ddd"/>'
        f'<text x="{_LEFT - 8}" y="{_y(n / 5) + 4:.1f}" text-anchor="end">{n / 5:.1f}</text>'
        for n in range(6)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        ' font-family="system-ui, sans-serif" font-size="12" fill="#333">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
        f'<text x="{_LEFT}" y="22" font-size="14" font-weight="600">{escape(title)}</text>'
        f'{up}{across}<text x="{_x(25):.1f}" y="{_HEIGHT - 10}" text-anchor="middle">'
        f"passages read</text>{lines}{names}</svg>\n"
    )


def _labels(card: Scorecard) -> list[tuple[float, str, str]]:
    """Where the name of each curve stands: beside its end, but never on another name."""
    ends = sorted(
        (_y(curve.recall[-1]), curve.system, colour)
        for curve, colour in zip(card.curves, _COLOURS, strict=False)
    )
    placed: list[tuple[float, str, str]] = []
    for y, name, colour in ends:
        placed.append((max(y, placed[-1][0] + 14) if placed else y, name, colour))
    return placed


def _x(depth: float) -> float:
    return _LEFT + (depth - 1) / (DEPTH - 1) * (_WIDTH - _LEFT - _RIGHT)


def _y(recall: float) -> float:
    return _HEIGHT - _BOTTOM - recall * (_HEIGHT - _TOP - _BOTTOM)
