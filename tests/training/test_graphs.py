"""The graphs that are committed are those that the project's script makes."""

from __future__ import annotations

from assistant.reader.graph import GRAPH as READER
from training import graphs
from vectorstore.models.minilm import GRAPH as ENCODER


def test_the_script_makes_the_committed_graphs() -> None:
    for path, model in ((ENCODER, graphs.encoder()), (READER, graphs.reader())):
        assert path.read_bytes() == graphs.written(model)


def test_no_weights_are_committed() -> None:
    assert max(path.stat().st_size for path in (ENCODER, READER)) < 50_000
