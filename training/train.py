"""The training itself: one pass after another over the examples, with three losses."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm

from assistant.reader.graph import FROZEN
from assistant.reader.network import ReaderNetwork, load_network, new_network
from assistant.reader.pairs import Pairs
from training.examples import Example
from vectorstore.models.precision import computes_in_bfloat16

QUESTIONS_PER_STEP = 16
# Pairs that are read at once: of about one length, since the steps are sorted by it.
PAIRS_AT_ONCE = 8
ENCODER_LR, HEADS_LR = 6e-5, 1e-3
WARMUP_RATIO = 0.06
SPAN_WEIGHT, ANSWERS_WEIGHT = 0.5, 0.5
MAX_GRAD_NORM = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with one passage; `group` is the question's number in its step."""

    group: int
    question: str
    passage: str
    spans: tuple[tuple[int, int], ...]
    is_right: bool


def train(
    examples: Sequence[Example], epochs: int, negatives: int, seed: int, start: Path | None = None
) -> ReaderNetwork:
    """The network after `epochs` passes, `negatives` wrong passages a question; prints its losses.

    It goes on from the weights in the file `start`, from MiniLM's if None.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network = (load_network(start) if start else new_network()).to(device)
    for module in network.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    network.get_parameter(FROZEN).requires_grad_(False)
    optimizer, schedule = _optimizer(
        network, epochs * math.ceil(len(examples) / QUESTIONS_PER_STEP)
    )
    pairs = Pairs()
    network.train()
    for epoch in range(1, epochs + 1):
        steps = tqdm([*_steps(examples, rng)], f"epoch {epoch}", mininterval=10)
        averages = dict.fromkeys(("rank", "span", "answers"), 0.0)
        for number, step in enumerate(steps, 1):
            losses = _losses(network, pairs, _pairs(step, negatives, rng), device)
            total = (
                losses["rank"] + SPAN_WEIGHT * losses["span"] + ANSWERS_WEIGHT * losses["answers"]
            )
            total.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), MAX_GRAD_NORM)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            share = max(1 / number, 0.02)
            for name, loss in losses.items():
                averages[name] += share * (loss.item() - averages[name])
            if number % 20 == 0:
                steps.set_postfix({name: f"{value:.3f}" for name, value in averages.items()})
    return network.to("cpu").eval()


def _optimizer(
    network: ReaderNetwork, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    trained = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    encoder = [p for name, p in trained if name.startswith("encoder.")]
    heads = [p for name, p in trained if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [{"params": encoder}, {"params": heads, "lr": HEADS_LR}]
    optimizer = torch.optim.AdamW(groups, lr=ENCODER_LR)
    warm = max(1, round(WARMUP_RATIO * steps))

    def rate(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _steps(examples: Sequence[Example], rng: random.Random) -> Iterator[list[Example]]:
    order = [*examples]
    rng.shuffle(order)
    for first in range(0, len(order), QUESTIONS_PER_STEP):
        yield order[first : first + QUESTIONS_PER_STEP]


def _pairs(step: Sequence[Example], negatives: int, rng: random.Random) -> list[Pair]:
    """All pairs of a step, those of one length together."""
    pairs = []
    for group, example in enumerate(step):
        pairs.append(Pair(group, example.question, example.passage, example.spans, example.answers))
        wanted = negatives if example.answers else 1
        for passage in example.drawn(rng, wanted):
            pairs.append(Pair(group, example.question, passage, (), False))
    return sorted(pairs, key=lambda pair: len(pair.question) + len(pair.passage))


def _losses(
    network: ReaderNetwork, pairs: Pairs, read: Sequence[Pair], device: str
) -> dict[str, Tensor]:
    readings, starts, ends = [], [], []
    # bfloat16 is a hundred times slower on processors that do not support it.
    in_bfloat16 = device == "cuda" or computes_in_bfloat16()
    for first in range(0, len(read), PAIRS_AT_ONCE):
        batch = read[first : first + PAIRS_AT_ONCE]
        encoded = pairs([p.question for p in batch], [p.passage for p in batch])
        with torch.autocast(device, torch.bfloat16, enabled=in_bfloat16):
            reading = network(encoded)
        readings.append(reading)
        for row, pair in enumerate(batch):
            tokens = len(encoded[row])
            characters = torch.tensor(encoded[row].offsets, device=device)
            inside = torch.tensor([part == 1 for part in encoded[row].sequence_ids], device=device)
            start, end = reading.start[row, :tokens], reading.end[row, :tokens]
            starts.append(_token_scores(start, inside, characters[:, 0], pair, 0))
            ends.append(_token_scores(end, inside, characters[:, 1], pair, 1))
    rank = torch.cat([reading.rank for reading in readings])
    answers = torch.cat([reading.answers for reading in readings])
    right = torch.tensor([float(pair.is_right) for pair in read], device=device)
    return {
        "rank": _rank_loss(rank, read),
        "span": (_span_loss(starts, read) + _span_loss(ends, read)) / 2,
        "answers": functional.binary_cross_entropy_with_logits(answers, right),
    }


def _token_scores(
    logits: Tensor, inside: Tensor, characters: Tensor, pair: Pair, side: int
) -> tuple[Tensor, Tensor]:
    """The logits of the passage's tokens, and which of them are where a span starts or ends."""
    edges = torch.tensor([span[side] for span in pair.spans], device=logits.device)
    return logits[inside], torch.isin(characters[inside], edges)


def _rank_loss(rank: Tensor, read: Sequence[Pair]) -> Tensor:
    """Softmax loss over each question's passages; unanswerable questions have none."""
    losses = []
    for right in (number for number, pair in enumerate(read) if pair.is_right):
        group = [n for n, pair in enumerate(read) if pair.group == read[right].group]
        losses.append(torch.logsumexp(rank[group], 0) - rank[right])
    return torch.stack(losses).mean() if losses else rank.sum() * 0


def _span_loss(scores: Sequence[tuple[Tensor, Tensor]], read: Sequence[Pair]) -> Tensor:
    """Softmax over the tokens of all passages of a question, so that spans of two compare.

    The shared norm of Clark and Gardner, "Simple and effective multi-paragraph reading
    comprehension", 2018.
    """
    losses = []
    for number, pair in enumerate(read):
        logits, right = scores[number]
        if right.any():
            group = [n for n, other in enumerate(read) if other.group == pair.group]
            every = torch.cat([scores[n][0] for n in group])
            losses.append(torch.logsumexp(every, 0) - torch.logsumexp(logits[right], 0))
    return torch.stack(losses).mean() if losses else scores[0][0].sum() * 0
