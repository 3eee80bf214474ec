"""How fast articles are ingested, beside the encoder alone and beside LangChain's usual recipe.

    python -m benchmarks.ingest_speed DATA [--rounds 3]     DATA/articles.jsonl.gz
    python -m benchmarks.ingest_speed --again [--count 50000]

The first ingests the articles with the default encoder into a new archive, gives the encoder alone
the same texts, ingests them in float32 and in int8 on onnxruntime (in int8 no ingest does by
itself: it stands here to be compared, and needs the package onnx), and lets the usual recipe
(RecursiveCharacterTextSplitter of 1,000 characters with 150 in common, HuggingFaceEmbeddings in
float32, Chroma) store the same articles; by turns, models and libraries loaded before. The recipe
is left out where its packages are not found. `make bench` puts them into .venv/recipe, beside what
is tested: for this alone, set PYTHONPATH to that folder.

The second measures ingesting again what has not changed, as one JSONL file and as text files.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive, chunks
from vectorstore.models import int8, minilm
from vectorstore.models.encoder import Encoder, SentenceEncoder
from vectorstore.models.graph import Graph
from vectorstore.types import IngestReport

_RECIPE = ("langchain_chroma", "langchain_huggingface", "langchain_text_splitters")


class OneWay:
    """An Encoder that computes an ingest as it computes a question: on onnxruntime, in float32."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.name, self.fingerprint = "float32", encoder.fingerprint
        self.encode = encoder.encode


class Int8Encoder:
    """The default encoder with its layers in int8, each text alone, as the reader reads pairs."""

    name = fingerprint = "int8"

    def __init__(self) -> None:
        from training import graphs

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "encoder_int8.onnx"
            path.write_bytes(graphs.written(graphs.encoder(in_int8=True)))
            used = (pair for pair in minilm.weights().items() if not pair[0].startswith("pooler."))
            self._graph = Graph(path, int8.in_int8(used))
        self._tokenizer = minilm.of_single_texts()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made = [self._graph([tokens])[0] for tokens in self._tokenizer.encode_batch([*texts])]
        return np.concatenate(made)


def speed(data: Path, rounds: int) -> None:
    """Print chunks a second of each, and how they compare."""
    source = data / "articles.jsonl.gz"
    encoder, int8_encoder = SentenceEncoder(), Int8Encoder()
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder, encoder) as archive:
        archive.ingest([source])
        texts = [
            chunks.encoded_text(article, chunk)
            for article in archive.articles()
            for chunk in chunks.split(article)
        ]
    ways: dict[str, Callable[[], int]] = {
        "the encoder alone": lambda: len(encoder.encode_many(texts)),
        "the same on onnxruntime": lambda: len(encoder.encode(texts)),
        "ingest": lambda: _ingest(source, encoder, len(texts)),
        "ingest, float32": lambda: _ingest(source, OneWay(encoder), len(texts)),
        "ingest, int8": lambda: _ingest(source, int8_encoder, len(texts)),
    }
    if all(importlib.util.find_spec(name) for name in _RECIPE):
        ways["LangChain's usual recipe"] = _recipe(source)
    for load in (encoder.encode_many, encoder.encode, int8_encoder.encode):
        load(texts[:1])
    cosines = (int8_encoder.encode(texts[:200]) * encoder.encode(texts[:200])).sum(axis=1)
    print(f"cosine of int8 to float32: {cosines.mean():.4f}, {cosines.min():.4f} at the least")
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    counts: dict[str, int] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            started, worked = time.perf_counter(), time.process_time()
            counts[name] = way()
            seconds[name].append(time.perf_counter() - started)
            processor[name].append(time.process_time() - worked)
            print(f"  {name}: {seconds[name][-1]:.1f} s", file=sys.stderr, flush=True)
    print(f"{'':<26} {'chunks':>7} {'seconds':>8} {'chunks/s':>9} {'processor s':>12}  ingest is")
    for name in ways:
        taken, worked = statistics.median(seconds[name]), statistics.median(processor[name])
        rate, times = counts[name] / taken, taken / statistics.median(seconds["ingest"])
        print(f"{name:<26} {counts[name]:>7,} {taken:>8.1f} {rate:>9.1f} {worked:>12.1f}", end="")
        print(f"  {times:.2f} times as fast")


def _ingest(source: Path, encoder: Encoder, count: int) -> int:
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder, encoder) as archive:
        archive.ingest([source])
    return count


def _recipe(source: Path) -> Callable[[], int]:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    embeddings = HuggingFaceEmbeddings(model_name=str(minilm.folder()))
    embeddings.embed_query("loaded")

    def store() -> int:
        with gzip.open(source, "rt", encoding="utf-8") as lines:
            read: list[dict[str, Any]] = [json.loads(line) for line in lines]
        documents = [
            Document(record["text"], metadata={"id": record["id"], "outlet": record["outlet"]})
            for record in read
        ]
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=150)
        parts = splitter.split_documents(documents)
        with tempfile.TemporaryDirectory() as folder:
            Chroma.from_documents(parts, embeddings, persist_directory=folder)
        return len(parts)

    return store


def again(count: int) -> None:
    """Print the seconds of ingesting unchanged articles again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write_jsonl(folder / "articles.jsonl", articles(count))
        _again("one JSONL file", folder / "of-one", source)
        source.touch()
        _again("the same file, with a new time", folder / "of-one", source)
        many = folder / "files"
        many.mkdir()
        for record in articles(count):
            (many / f"{record['id']}.txt").write_text(f"{record['title']}\n\n{record['text']}")
        _again(f"{count:,} text files", folder / "of-many", many)


def _again(kind: str, archive: Path, source: Path) -> None:
    if not Archive.exists(archive):
        print(f"{kind}: {_timed(archive, source)[0]:.1f} s the first time", flush=True)
    seconds, report = _timed(archive, source)
    print(f"{kind}, again: {seconds:.1f} s for {report.unchanged:,} unchanged", flush=True)


def _timed(archive: Path, source: Path) -> tuple[float, IngestReport]:
    started = time.perf_counter()
    with Archive.open(archive, CheapEncoder()) as opened:
        report = opened.ingest([source])
    return time.perf_counter() - started, report


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--count", type=int, default=50_000)
    options = parser.parse_args()
    if options.again:
        again(options.count)
    elif options.data:
        speed(options.data, options.rounds)
    else:
        parser.error("say which folder of data, or --again")


if __name__ == "__main__":
    main()
