"""The graphs that are committed are those that the project's script makes."""

from __future__ import annotations

from training import graphs


def test_the_script_makes_the_committed_graphs() -> None:
    for path, model in graphs.all_graphs().items():
        assert path.read_bytes() == graphs.written(model)


def test_no_weights_are_committed() -> None:
    assert max(path.stat().st_size for path in graphs.all_graphs()) < 50_000
