"""A prompt that fits a model's context: counted, and cut where it is too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from assistant.types import Turn
from vectorstore import Passage
from vectorstore.errors import ModelError

# Bytes of UTF-8 that make a token: no tokenizer makes fewer of news, so that it is counted high.
BYTES_PER_TOKEN = 3
# Tokens that are kept for the answer where no limit is set.
ANSWER_TOKENS = 1024


@dataclass(frozen=True, slots=True)
class Fitted:
    """The turns and passages that fit, and a note to the person where some do not."""

    history: tuple[Turn, ...]
    passages: tuple[Passage, ...]
    note: str = ""


def tokens(text: str) -> int:
    """How many tokens a text has at most, about."""
    return ceil(len(text.encode("utf-8", "replace")) / BYTES_PER_TOKEN)


def fitted(
    history: Sequence[Turn],
    passages: Sequence[Passage],
    prompt: Callable[[Sequence[Turn], Sequence[Passage]], str],
    context: int | None,
    answer: int | None,
) -> Fitted:
    """As much as fits into `context` tokens beside an answer of `answer`: the newest, the best.

    The oldest turns go first, then the last passages. ModelError where not even one passage fits.
    """
    turns, kept = tuple(history), tuple(passages)
    if context is None:
        return Fitted(turns, kept)
    room = context - min(answer or ANSWER_TOKENS, context // 2)
    while (needed := tokens(prompt(turns, kept))) > room:
        if turns:
            turns = turns[1:]
        elif len(kept) > 1:
            kept = kept[:-1]
        else:
            raise ModelError(
                f"The model's context of {context:,} tokens is too small: the question with one"
                f" passage takes about {needed:,}, beside the answer. Give it more with"
                " DATELINE_MODEL_CONTEXT, if the model can take more."
            )
    return Fitted(turns, kept, _note(len(history), len(turns), len(passages), len(kept), context))


def _note(turns: int, kept_turns: int, passages: int, kept: int, context: int) -> str:
    left_out = []
    if kept < passages:
        left_out.append(f"{passages - kept} of {passages} passages")
    if kept_turns < turns:
        left_out.append(f"{turns - kept_turns} of {turns} earlier questions")
    if not left_out:
        return ""
    return (
        f"The model was not shown {' and '.join(left_out)}: its context of {context:,} tokens"
        " has no room for them."
    )
