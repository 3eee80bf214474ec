"""From a model's text to what it claims: blocks of sentences with [n], and whether it abstains."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.reply.abstaining import (
    abstains,
    may_come_to_abstain,
    without_abstaining_clause,
)
from assistant.answering.reply.layout import CELLS, Block, blocks
from assistant.answering.reply.marks import canonical
from assistant.answering.reply.spoken import spoken, spoken_so_far
from vectorstore import Passage
from vectorstore.text.sentences import sentences

_LISTED = re.compile(
    r"^[ \t#*_>-]*(?:sources?|references?|citations?|bibliography|works cited|footnotes?"
    r"|cited (?:passages|sources|articles)|passages (?:cited|used)|sources (?:cited|used)|quellen|fuentes"
    r"|sources? citées?|références|fontes|fonti|bronnen|further reading|links)"
    r"(?:[ \t]*[:：][*_]*|[*_]*[ \t]*[:：]?)(?P<rest>[^\n]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*•>]+[ \t]*)?(?:\[\^?\d{1,3}\]|\(?\d{1,3}[.):]|\[?(?:passage|source|doc)\b|[-*•]|$)",
    re.I,
)
_DEFINITION = re.compile(r"^[ \t]*\[\^?\d{1,3}\]:[^\n]*$\n?", re.MULTILINE)
_ONLY_MARKS = re.compile(r"[\s,;.&]*(?:and\s+)?(?:\[\d{1,3}\][\s,;.&]*(?:and\s+)?)*")
_MARK = re.compile(r"\[\d{1,3}\]")
_MATERIAL = r"(?:passages?|articles?|sources?|documents?|excerpts?|context|information|texts?|archive|news|reports?)"
_BASED = re.compile(
    rf"(?:(?<=^)|(?<=\n)|(?<=[.!?]\s))(?:based (?:solely |only |entirely )?(?:on|upon)|according to|from|judging (?:by|from)"
    rf"|as (?:stated|reported|described) in) (?:the )?(?:information (?:in|from) )?(?:the )?(?:(?:provided|given|available|supplied"
    rf"|numbered|above|retrieved|following|cited) )*{_MATERIAL}(?: (?:provided|given|above|available|that (?:you|were) \w+))?"
    rf"(?:,| —|:)\s*(?=(\w?))",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"\W*(?:(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great(?: question)?|good question|yes|hello|hi|alright"
    r"|no problem|understood|thank you|thanks|happy to help|gladly)\b[^.!?:\n]*[.!?:,—–-]*\W*)?"
    r"(?:(?:here(?:'s| is| are)|below (?:is|are)|the following (?:is|are)|this is|let me|i(?:'ll| will| can| would be happy to| am happy to|'d be happy to))\b[^.!?\n]*[:.!]?\W*)?"
    r"(?:(?:final |short |my |the )?(?:answer|response|summary|reply)\s*[:：]?\W*)?",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\W*(?:(?:please )?(?:i hope (?:this|that)|hope (?:this|that)|let me know|feel free|if you (?:have|need|want|would like)|please let"
    r"|is there anything|do you (?:want|need|have)|would you like|happy to help|note that (?:this|my|i)|please note"
    r"|confidence(?: level| score)?(?=:)|sources?(?=:)|this (?:answer|response) (?:is|was)"
    r"|as an ai|i am an ai|i'm an ai|disclaimer|end of answer)\b.*|done\W*|end\W*)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL = re.compile(
    r"\A\W*(?:(?:final|short|direct|my|the)\s+)?(?:answer|response|summary|reply|antwort|réponse|respuesta)[*_]*\s*[:：][*_]*\s*",
    re.IGNORECASE,
)
_PREAMBLE = re.compile(
    r"\A\W*(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great question|good question)[!.,:—–]+\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model's text claims. `abstains`: it says that the passages do not answer (all of it).

    `is_empty`: it holds nothing that is meant for a reader.
    """

    blocks: tuple[Block, ...] = ()
    abstains: bool = False
    is_empty: bool = False


def read_reply(text: str, passages: Sequence[Passage], grows: bool = False) -> Reply:
    """The reply that a text is, its citations as [n]; of one that still `grows`, what may be shown."""
    said = spoken_so_far(text) if grows else spoken(text)
    if not re.search(r"\w", said):
        return Reply(is_empty=True)
    plain = _without_source_list(said)
    # "Source 1: It rained." and "[1]: It rained." are no lists where nothing stands beside them.
    plain = plain if re.search(r"\w", plain) else said
    bare = _DEFINITION.sub("", plain)
    plain = canonical(bare if re.search(r"\w", bare) else plain, passages)
    plain = _PREAMBLE.sub("", _LABEL.sub("", plain))
    plain = _capitalised(_BASED.sub(_CUT, _LABEL.sub("", plain)))
    if grows:
        plain = _shown_so_far(plain)
    found, abstained = list[Block](), False
    for block in blocks(plain):
        kept, says_so = _claiming(block)
        abstained |= says_so
        if kept:
            found.append(kept)
    if not grows and not abstained and not found:
        return Reply(is_empty=True)
    return Reply(tuple(found), abstained)


_CUT = "\ue000"


def _capitalised(text: str) -> str:
    """A capital letter wherever the beginning of a sentence was cut off."""
    return re.sub(rf"{_CUT}(\w?)", lambda match: match[1].upper(), text)


def _without_source_list(text: str) -> str:
    """The text without the list of sources that models put at their end."""
    for match in _LISTED.finditer(text):
        behind = text[match.end() :].splitlines()
        rest = match["rest"].strip(" *_")
        is_label = text[match.start() : match.end()].strip(" *_#").endswith((":", "："))
        entries = all(_ENTRY.match(line) for line in behind)
        if rest and not is_label and ":" not in match[0] and "：" not in match[0]:
            continue
        if not rest and not behind:
            return text[: match.start()]
        if entries:
            return text[: match.start()]
        if rest and _ENTRY.match(rest):
            return text[: match.start()] + text[match.end() :]
    return text


def _claiming(block: Block) -> tuple[Block | None, bool]:
    """The block less what claims nothing, and whether a sentence of it abstains."""
    if block.kind in ("row", "head"):
        cells = [_MARK.sub("", cell) for cell in block.text.split(CELLS)]
        is_ruled = not re.search(r"\w", "".join(cells))
        return (None if is_ruled else block), False
    if block.kind == "heading":
        says_so = abstains(block.text)
        return (None if says_so or _is_chatter(block.text) else block), says_so
    kept: list[tuple[int, int]] = []
    block, says_so = _without_abstaining_clauses(block)
    if not re.search(r"\w", _MARK.sub("", block.text)):
        return None, says_so
    spans = sentences(_MARK.sub(lambda match: " " * len(match[0]), block.text))
    ends = [start for start, _ in spans[1:]] + [len(block.text)]
    for (start, _), end in zip(spans, ends, strict=True):
        sentence = block.text[start:end]
        plain = _MARK.sub("", sentence)
        if abstains(plain, bool(_MARK.search(sentence))):
            says_so = True
        elif not _is_chatter(sentence):
            kept.append((0 if start == spans[0][0] else start, end))
    return _cut(block, kept), says_so


def _without_abstaining_clauses(block: Block) -> tuple[Block, bool]:
    """The block less what its cited sentences add of what the passages do not answer."""
    parts: list[str] = []
    position = 0
    for start, end in sentences(block.text):
        sentence = block.text[start:end]
        parts.append(block.text[position:start])
        cut = without_abstaining_clause(sentence) if _MARK.search(sentence) else sentence
        parts.append(cut)
        position = end
    text = "".join(parts) + block.text[position:]
    if text == block.text:
        return block, False
    return replace(block, text=text, bold=()), True


def _is_chatter(sentence: str) -> bool:
    """Whether a sentence is a greeting or an offer, without a citation."""
    if _MARK.search(sentence):
        return False
    return bool(_CHATTER.fullmatch(sentence) or _CLOSING.fullmatch(sentence))


def _cut(block: Block, kept: Sequence[tuple[int, int]]) -> Block | None:
    """The block with only these ranges of its text."""
    text, bold = "", list[tuple[int, int]]()
    for start, end in kept:
        moved = len(text) - start
        text += block.text[start:end]
        bold += [
            (max(a, start) + moved, min(b, end) + moved)
            for a, b in block.bold
            if a < end and start < b
        ]
    return replace(block, text=text, bold=tuple(bold)) if re.search(r"\w", text) else None


_UNFINISHED_MARK = re.compile(r"(?<!\s)\s*[\[【(［（{][^\]】)}\n]{0,60}\Z|[^\S\n]*\^?\[?\Z")
_EMPHASIS = re.compile(r"(?:\*+|_+|`+)\Z")


def _shown_so_far(text: str) -> str:
    """The text less an end that may become something else: a mark, emphasis, an abstention."""
    text = _EMPHASIS.sub("", _UNFINISHED_MARK.sub("", text))
    if text.count("**") % 2:
        head, _, tail = text.rpartition("**")
        text = head + tail
    start = max((begin for begin, _ in sentences(text)), default=0)
    last = text[start:]
    is_whole = re.search(r"[.!?][\"'”’)*]*\s*(?:\[\d+\]\s*)*\Z", last)
    if last and not is_whole and may_come_to_abstain(_MARK.sub("", last)):
        return text[:start]
    return text
