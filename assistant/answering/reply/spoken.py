"""What of a model's text is meant for its reader: not its reasoning, nor the tokens of its template."""

from __future__ import annotations

import re

_NAMES = (
    r"(?:\w+:)?(?:think(?:ing)?|thoughts?|reason(?:ing)?|analysis|reflect(?:ion)?|scratchpad|plan"
    r"|inner_?monologue|internal|chain_of_thought|cot)"
)
# How reasoning begins and how it ends: <think>, [THINK], ◁think▷, <|begin_of_thought|>.
_OPENS = rf"(?:<\s*{_NAMES}(?:\s[^<>]*)?>|\[THINK\]|◁think▷|<\|begin_of_(?:thought|thinking)\|>)"
_CLOSES = rf"(?:<\s*/\s*{_NAMES}\s*>|\[/THINK\]|◁/think▷|<\|end_of_(?:thought|thinking)\|>)"
_REASONING = re.compile(rf"{_OPENS}.*?(?:{_CLOSES}|\Z)", re.IGNORECASE | re.DOTALL)
# A template may have written the opening itself, so that only the end is in the text.
_UNOPENED = re.compile(rf"\A.*{_CLOSES}", re.IGNORECASE | re.DOTALL)
_FENCED = re.compile(
    r"^(`{3,}|~{3,})[ \t]*(?:think(?:ing)?|thoughts?|reasoning|analysis)[ \t]*$.*?(?:^\1[ \t]*$|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
# Channels: <|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…
_CHANNEL = re.compile(
    r"<\|channel\|>\s*(\w+)[^<]*<\|message\|>(.*?)(?=<\|(?:end|return|call|start|channel)\|>|\Z)",
    re.DOTALL,
)
_UNNAMED_CHANNEL = re.compile(r"<\|channel\|>[^<]*\Z")
# The same where the marks between them were lost.
_BARE_CHANNELS = re.compile(r"\A\s*analysis(?=[A-Z\s]).*?(?:assistant\s*final|\Z)", re.DOTALL)
# Where a turn begins or ends; what a model writes behind its end is a turn that it made up.
_TURN = re.compile(
    r"<[|｜](?:im_start|start_header_id|start|assistant|user|system|begin[▁_ ]of[▁_ ]sentence"
    r"|begin_of_text|startoftext|bot|end_header_id|message|Assistant|User)[|｜]>"
    r"|<start_of_turn>|<bos>|<s>|\[INST\]",
)
_TURN_ENDS = re.compile(
    r"<[|｜](?:im_end|eot_id|eom_id|endoftext|end[▁_ ]of[▁_ ]sentence|end_of_text|end_of_turn|end"
    r"|return|call|eot|eos|user|system|im_start|User)[|｜]>"
    r"|</s>|<end_of_turn>|<eos>|\[/?INST\]|</?start_of_turn>user",
)
_ROLE = re.compile(r"\A\s*(?:assistant|model)(?:\s*:\s*|\s*\n+|(?=[A-Z]))")
_WRAPPING = re.compile(
    r"</?\s*(?:answer|final(?:_answer)?|response|output|reply|result|summary|text)\s*>"
    r"|<\|(?:begin|end)_of_(?:solution|answer)\|>",
    re.IGNORECASE,
)
_REASONED_BEFORE = re.compile(
    r"\A\s*(?:\*\*|#+\s*)?(?:thoughts?|thinking|reasoning|analysis|chain of thought)"
    r"(?:\s+process)?\s*(?:\*\*)?:.*?"
    r"(?:^\s*(?:\*\*|#+\s*)?(?:final answer|answer|response)\s*(?:\*\*)?:(?:\*\*)?|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
# Where a text that still grows ends in what may become a tag.
_UNFINISHED = re.compile(r"(?:<[^<>\n]{0,60}|◁[^▷]{0,10}|\[/?[A-Z]{1,6})\Z")
# What no reader sees, and longer runs of white space than any layout needs: a model that comes to
# repeat itself writes thousands.
_UNSEEN = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff]"
)
_SPACES = re.compile(r"([^\S\n]{8})[^\S\n]+")
_LINE_ENDS = re.compile(r"\n[^\S\n]*\n\s*\n")
_BARE_START = re.compile(r"\A\s*(?:a|an|ana|anal|analy|analys|analysi|analysis)\Z")


def spoken(text: str) -> str:
    """The text without reasoning, channels and special tokens; "" where there is nothing else."""
    text = _seen(text)
    if "<|channel|>" in text:
        text = _final_channel(text)
    text = _BARE_CHANNELS.sub("", text)
    text = _FENCED.sub("", text)
    text = _REASONING.sub("", text)
    text = _UNOPENED.sub("", text)
    text = _of_first_turn(text)
    text = _WRAPPING.sub("", text)
    return _REASONED_BEFORE.sub("", text).strip()


def _seen(text: str) -> str:
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINE_ENDS.sub("\n\n", _SPACES.sub(r"\1", text))


def spoken_so_far(text: str) -> str:
    """The same of a text that still grows: what may become a tag is not shown yet."""
    if _BARE_START.match(text):
        return ""
    return spoken(_UNFINISHED.sub("", text))


def _final_channel(text: str) -> str:
    """What stands in the final channel, or before the first where there is none."""
    parts = [(match[1].lower(), match[2]) for match in _CHANNEL.finditer(text)]
    final = "".join(said for channel, said in parts if channel == "final")
    before = _CHANNEL.split(_UNNAMED_CHANNEL.sub("", text), maxsplit=1)[0]
    return final or before


def _of_first_turn(text: str) -> str:
    """What stands before the end of the first turn that says anything."""
    for part in _TURN_ENDS.split(text):
        said = _ROLE.sub("", _TURN.sub("", part)).strip()
        if said and said.lower() not in ("assistant", "user", "system", "model"):
            return said
    return ""
