"""What of a model's text is meant for its reader: not its reasoning, nor the tokens of its template."""

from __future__ import annotations

import json
import re

from vectorstore.text.normalise import whole_characters

_NAMES = (
    r"(?:\w+:)?(?:think(?:ing)?(?:_process)?|thoughts?|reason(?:ing)?(?:_content)?|analysis|reflect(?:ion)?|scratchpad|plan"
    r"|inner_?monologue|internal|chain_of_thought|cot)"
)
# How reasoning begins and how it ends: <think>, [THINK], ◁think▷, <|begin_of_thought|>.
_PIPED = r"(?:think(?:ing)?|thoughts?|reasoning)"
_OPENS = (
    rf"(?:<\s*{_NAMES}(?:\s[^<>]*)?>|\[THINK\]|◁think▷"
    rf"|<\|(?:(?:begin|start)_(?:of_)?)?{_PIPED}\|>)"
)
_CLOSES = rf"(?:<\s*/\s*{_NAMES}\s*>|\[/THINK\]|◁/think▷|<\|(?:end_(?:of_)?|/){_PIPED}\|>)"
_REASONING = re.compile(rf"{_OPENS}.*?(?:{_CLOSES}|\Z)", re.IGNORECASE | re.DOTALL)
# A template may have written the opening itself, so that only the end is in the text.
_UNOPENED = re.compile(rf"\A.*{_CLOSES}", re.IGNORECASE | re.DOTALL)
_FENCED = re.compile(
    r"^(`{3,}|~{3,})[ \t]*(?:think(?:ing)?|thoughts?|reasoning|analysis)[ \t]*$.*?(?:^\1[ \t]*$|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
# Channels: <|channel|>analysis<|message|>…<|end|><|start|>assistant<|channel|>final<|message|>…
_CHANNEL = re.compile(
    r"<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>(.*?)(?=<\|(?:end|return|call|start|channel)\|>|\Z)",
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
# Calls of tools, as they come where a server does not understand its model's.
_CALLS = re.compile(
    r"<(tool_call|tool_use|function_calls?|invoke|tools)\b[^<>]*>.*?(?:</\1\s*>|\Z)"
    r"|<function=[^<>]*>.*?(?:</function>|\Z)"
    r"|(?:\[TOOL_CALLS\]|<\|python_tag\|>|<[|｜]tool[▁_]calls?[▁_](?:section[▁_])?begin[|｜]>).*\Z"
    r"|\A\s*(?:```(?:json)?\s*)?\{\s*\"(?:name|function|tool|tool_name|type)\"\s*:\s*\"[^\"]*\"\s*,"
    r"\s*\"(?:parameters|arguments|args|tool_input|function|name)\"\s*:.*\}\s*(?:```)?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_TOKEN = re.compile(r"<[|｜]/?[\w▁]{1,40}[|｜]>")
# A turn of the conversation that the model goes on to make up, or questions that it offers.
_NEXT_TURN = re.compile(
    r"\n\s*\n[ \t]*(?:[#*]+[ \t]*)?(?:user|human|question|instruction|input"
    r"|(?:related|follow[- ]?up|further)[ \t]+questions?)\b[ \t]*(?:\*+[ \t]*)?:.*\Z",
    re.IGNORECASE | re.DOTALL,
)
_ECHOED = re.compile(
    r"\A\s*[*_]*(?:question|q)[*_]*\s*:[^\n]*\n+\s*[*_]*(?:answer|a)[*_]*\s*:[*_]*\s*",
    re.IGNORECASE,
)
# An answer as JSON: {"answer": "...", "citations": [1]}.
_ANSWER_KEYS = ("answer", "final_answer", "response", "text", "content", "output", "result")
_CITATION_KEYS = ("citations", "sources", "passages", "references", "cited")
_OBJECT = re.compile(r"\A\s*(?:```(?:json)?\s*)?(\{.*\})\s*(?:```)?\s*\Z", re.DOTALL)
_BEGINS_OBJECT = re.compile(r"\A\s*(?:```(?:json)?\s*)?\{\s*(?:\"|\Z)")
_ROLE = re.compile(r"\A\s*(?:assistant|model)(?:\s*:\s*|\s*\n+|(?=[A-Z]))")
_WRAPPING = re.compile(
    r"</?\s*(?:answer|final(?:_answer)?|response|output|reply|result|summary|text)\s*>"
    r"|<\|(?:begin|end)_of_(?:solution|answer)\|>",
    re.IGNORECASE,
)
_REASONED_BEFORE = re.compile(
    r"\A\s*(?:\*\*|#+\s*)?(?:here is my )?"
    r"(?:(?:thoughts?|thinking|reasoning|analysis|chain of thought)(?:\s+process)?|step 1)"
    r"\s*(?:\*\*)?:.*?"
    r"(?:^\s*(?:\*\*|#+\s*)?(?:final answer|answer|response)\s*(?:\*\*)?:(?:\*\*)?"
    r"|\bhere is my response:|\Z)",
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
    text = _CALLS.sub("", _BARE_CHANNELS.sub("", text))
    text = _FENCED.sub("", text)
    text = _REASONING.sub("", text)
    text = _UNOPENED.sub("", text)
    text = _of_first_turn(text)
    text = _TOKEN.sub("", _WRAPPING.sub("", text))
    text = _NEXT_TURN.sub("", _ECHOED.sub("", text.strip()))
    return _of_object(_REASONED_BEFORE.sub("", text).strip())


def _seen(text: str) -> str:
    # Some servers send an emoji as two halves.
    text = whole_characters(text)
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _LINE_ENDS.sub("\n\n", _SPACES.sub(r"\1", text))


def spoken_so_far(text: str) -> str:
    """The same of a text that still grows: what may become a tag is not shown yet."""
    if _BARE_START.match(text) or _BEGINS_OBJECT.match(text):
        return ""
    return spoken(_UNFINISHED.sub("", text))


def _of_object(text: str) -> str:
    """The answer that a JSON object holds, with what it cites; any other text as it is."""
    match = _OBJECT.match(text)
    if not match:
        return text
    try:
        found = json.loads(match[1])
    except ValueError:
        return text
    said = next((found[key] for key in _ANSWER_KEYS if isinstance(found.get(key), str)), None)
    if said is None:
        return text
    listed: list[object] = next(
        (found[key] for key in _CITATION_KEYS if isinstance(found.get(key), list)), []
    )
    marks = "".join(f"[{number}]" for number in listed if isinstance(number, int))
    return f"{said} {marks}".strip()


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
