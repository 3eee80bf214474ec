"""What Prometheus reads: counters, seconds and states of this process, in its text format."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Upper ends of the ranges in which seconds are counted.
_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

_Labels = tuple[tuple[str, str], ...]


@dataclass
class _Seconds:
    total: float = 0.0
    count: int = 0
    ranges: list[int] = field(default_factory=lambda: [0] * len(_SECONDS))


class Metrics:
    """Counts, from any thread. `states` gives what is measured when it is asked for."""

    def __init__(self, states: Callable[[], dict[str, float]] = dict) -> None:
        self._states = states
        self._lock = threading.Lock()
        self._counts: dict[str, dict[_Labels, int]] = defaultdict(lambda: defaultdict(int))
        self._seconds: dict[str, dict[_Labels, _Seconds]] = defaultdict(
            lambda: defaultdict(_Seconds)
        )

    def count(self, name: str, **labels: str) -> None:
        with self._lock:
            self._counts[name][tuple(labels.items())] += 1

    def took(self, name: str, seconds: float, **labels: str) -> None:
        with self._lock:
            found = self._seconds[name][tuple(labels.items())]
            found.total += seconds
            found.count += 1
            for place, end in enumerate(_SECONDS):
                found.ranges[place] += seconds <= end

    def text(self) -> str:
        """All of it, as Prometheus reads it."""
        states = self._states()
        lines: list[str] = []
        with self._lock:
            for name, counts in sorted(self._counts.items()):
                lines.append(f"# TYPE {name} counter")
                lines += [f"{name}{_labels(labels)} {n}" for labels, n in sorted(counts.items())]
            for name, kinds in sorted(self._seconds.items()):
                lines.append(f"# TYPE {name} histogram")
                for labels, found in sorted(kinds.items()):
                    lines += _histogram(name, labels, found)
        for name, value in states.items():
            lines += [f"# TYPE {name} gauge", f"{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _histogram(name: str, labels: _Labels, found: _Seconds) -> list[str]:
    ends = [*map(str, _SECONDS), "+Inf"]
    counts = [*found.ranges, found.count]
    return [
        *(
            f"{name}_bucket{_labels((*labels, ('le', end)))} {count}"
            for end, count in zip(ends, counts, strict=True)
        ),
        f"{name}_sum{_labels(labels)} {found.total:.6f}",
        f"{name}_count{_labels(labels)} {found.count}",
    ]


def _labels(labels: _Labels) -> str:
    shown = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{shown}}}" if shown else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
