"""A transformers model in this process: a tiny one with random weights."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant import Assistant, ModelError
from assistant.answering.chat_model import ModelOptions, chat_model
from vectorstore import Archive


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import GPT2Config, GPT2LMHeadModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("model")
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: number for number, token in enumerate(["<end>", *letters])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>"
    ).save_pretrained(folder)
    torch.manual_seed(7)
    size = len(vocabulary)
    config = GPT2Config(
        vocab_size=size,
        n_positions=32768,
        n_embd=16,
        n_layer=1,
        n_head=2,
        bos_token_id=0,
        eos_token_id=0,
    )
    GPT2LMHeadModel(config).save_pretrained(folder)
    return folder


def test_it_writes_and_an_answer_that_reaches_its_limit_is_none(
    sample: Archive, tiny: Path
) -> None:
    model = chat_model(f"huggingface:{tiny}", options=ModelOptions(max_tokens=12, temperature=0))
    assistant = Assistant(sample, model, reranker=None)
    assert assistant.sends == ""
    with pytest.raises(ModelError, match=r"length limit|gave no answer"):
        assistant.answer("What happened to the ferry Marigold?")


def test_its_parts_come_one_by_one_with_its_own_end(tiny: Path) -> None:
    model = chat_model(f"huggingface:{tiny}", options=ModelOptions(max_tokens=5, temperature=0))
    parts = list(model.stream("Say something."))
    ends = [part.response_metadata.get("finish_reason") for part in parts]
    assert [end for end in ends if end] in (["stop"], ["length"])


def test_leaving_it_ends_the_writing(tiny: Path) -> None:
    model = chat_model(f"huggingface:{tiny}", options=ModelOptions(max_tokens=8000))
    parts = model.stream("Say something.")
    next(parts)
    parts.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 60
    while any(thread.name == "writes" for thread in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be loaded"):
        chat_model(f"huggingface:{tmp_path}")
