"""The many ways in which models cite a passage, each written as [n] behind what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from assistant.answering.reply.places import is_place, named, only_names
from vectorstore import Passage

_LABEL = (
    r"(?:sources?|src|passages?|pass|pp?|paras?|paragraphs?|documents?|docs?|references?|refs?"
    r"|citations?|cites?|articles?|excerpts?|snippets?|chunks?|contexts?|notes?|numbers?|nos?|nrs?"
    r"|ids?|index|pasaje|brano|trecho|quelle|fuente|fonte|bron|texte?|textos?|passagen?|passaggio)"
)
_LABELLED = rf"(?:(?:see|cf\.?|from|per|in|via|also|e\.g\.,?)\s+)*(?:(?:{_LABEL}|s|d)(?![^\W\d_])[\s.:_#=|-]*)?(?:no\.?\s*)?[#^]?\s*"
_BETWEEN = r"(?:\s*(?:[,;&/+–—-]|and|und|et|y|e|en|or)\s*|\s+)"
_LIST = rf"{_LABELLED}\d{{1,3}}(?:{_BETWEEN}{_LABELLED}\d{{1,3}})*"
# What tools put behind the number: 1†source, 1†L3-L5, 1:0†source.
_TAIL = r"(?:\s*:\s*\d+)?\s*(?:†[^\]】\]]*)?"
# What tools put around a citation, with no number of ours: Gemini, ChatGPT.
_LITTERED = re.compile(
    r"\[cite_(?:start|end)\]|[\ue200\ue202].{0,80}?\ue201|[\ue000-\uf8ff]"
    r"|:contentReference\[oaicite:\d+\](?:\{[^{}\n]*\})?|\[oaicite:\d+\]|<co: ?[\d, ]+>(?=[^<\n]*</co)"
)
_CO = re.compile(r"</?co: ?(\d{1,3}(?:, ?\d{1,3})*)>")
_ANCHOR = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\[\]()^_*#])")
_WIDE = str.maketrans("［］〔〕〚〛⟦⟧（）０１２３４５６７８９", "[][][][]()0123456789")
_BRACKETS = re.compile(
    rf"(?:\[\[?|\{{\{{?)\s*({_LIST}){_TAIL}\s*(?:\]\]?|\}}\}}?)(?:\(\s*[^()\s]*\s*\))?",
    re.IGNORECASE,
)
_BLACK = re.compile(rf"【\s*({_LIST}){_TAIL}[^】]*】", re.IGNORECASE)
_PARENS_LABELLED = re.compile(
    rf"\(\s*((?:(?:see|cf\.?|from|per|in|via|also)\s+)*(?:{_LABEL}\b[\s.:_-]*|#)\s*#?\d{{1,3}}"
    rf"(?:{_BETWEEN}{_LABELLED}\d{{1,3}})*)\s*\)",
    re.IGNORECASE,
)
_PARENS = re.compile(
    r"\s?\(\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*\)(?=\s*(?:[.,;:!?。，！？\[(]|$|\n))", re.M
)
_AROUND_MARKS = re.compile(
    r"\(\s*(?:(?:sources?|see|cf\.?|refs?\.?|as\s+(?:stated|reported|seen)\s+in|according\s+to|per"
    r"|passages?|citations?|from|in)\s*:?\s*)*((?:\[\d[^\]]*\][\s,;&]*(?:and\s+)?)+)\)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"\[\d{1,3}\]")
# "section [3] of the act" cites no passage.
_OF_A_LAW = re.compile(
    r"(?:(?<=\bsection )|(?<=\bchapter ))\[(\d{1,3})\](?=\s+[a-z])", re.IGNORECASE
)
_WITHIN = re.compile(r"\[(\[\d{1,3}\])\([^()\s]*\)\]")
_RANGE = re.compile(r"\[(\d{1,3})\]\s*[–—-]\s*\[(\d{1,3})\]")
# "54, [1]." leaves no comma; (The Echo, 5 May 2026) beside a mark says nothing more.
_CUT_OFF = re.compile(r"\s*[,;–—-]\s*((?:\[\d{1,3}\]\s?)+)(?=[.!?]|\s*\Z)")
_BESIDE = re.compile(r"((?:\[\d{1,3}\])+)[^\S\n]*\(([^()\n]{2,160})\)")
_JOINED = re.compile(r"(\[\d{1,3}\])\s*(?:,|;|&|/|and|und|et|y)?\s*(?=\[\d{1,3}\])", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^(\d{1,3})\]|\^\[?(\d{1,3})\]?\^?|\$\^\{?(\d{1,3})\}?\$")
_TAGS = re.compile(
    rf"<(sup|cite|citation|ref|source|passage|doc)\b[^<>]*>\s*\[?({_LIST})\]?\s*</\1\s*>",
    re.IGNORECASE,
)
# <sub>[1]</sub> cites; CO<sub>2</sub> and km<sup>2</sup> count.
_SUB = re.compile(rf"<sub>\s*\[({_LIST})\]\s*</sub>", re.IGNORECASE)
_SQUARED = re.compile(r"(?<=m)<sup>([23])</sup>(?!\d)", re.IGNORECASE)
_TAG_ALONE = re.compile(
    r"<(?:cite|citation|ref|source|passage|doc)\b[^<>]*?[\s=:\"'](\d{1,3})[\"']?\s*/?>"
    r"(?:\s*</(?:cite|citation|ref|source|passage|doc)>)?",
    re.IGNORECASE,
)
_LATEX = re.compile(
    r"\\(?:cite|ref|footnote|textsuperscript)\w*\{\s*(?:\w+[:_-])?(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*\}"
)
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN_OF_RAISED = str.maketrans(_RAISED, "0123456789")
# Not "km²" or "10³".
_SUPERSCRIPT = re.compile(
    rf"(?<!\b10)(?<!\bm)(?<!\b[kcdm]m)(?<!\bft)(?<!\bin)(?<=\S)\s?([{_RAISED}]{{1,4}}(?:[ ,⁻’˒⸴]{{1,2}}[{_RAISED}]{{1,4}}){{0,8}})"
)
_CIRCLED = re.compile("[①-⑳]")
_NAMED = re.compile(
    r"\[([^\[\]\n]{2,160})\](?:\(\s*[^()\s]*\s*\))?|\(([^()\n]{2,160})\)|【([^【】\n]{2,160})】"
)
_NUMBER_FIRST = re.compile(rf"\s*{_LABELLED}(\d{{1,3}})\s*[:,;|–—-]\s*(\D.*)", re.IGNORECASE)
_NUMBER_LAST = re.compile(rf"\s*(.*?\D)[\s,;:|–—-]+{_LABELLED}(\d{{1,3}})\s*", re.IGNORECASE)

_ONE = rf"(?:the\s+)?(?:{_LABEL}\s*(?:number|no\.?|nr\.?)?\s*#?\s*\[?|\[)(\d{{1,3}})\]?"
_SOME = rf"{_ONE}(?:(?:\s*,\s*|\s*,?\s+and\s+)(?:{_LABEL}\s*#?\s*|\[)?(\d{{1,3}})\]?){{0,5}}"
_SAYS = (
    r"(?:say|state|report|note|mention|write|explain|indicate|describe|show|confirm|reveal|add"
    r"|tell|claim|suggest)"
)
_PER = (
    r"(?:according\s+to|laut|gemäß|nach|selon|d['’]après|según|secondo|segundo|de\s+acordo\s+com|volgens)"
    r"(?:\s+(?:le|la|el|il|o|a|der|dem|het))?"
)
_BEGIN = r"(?:(?<=^)|(?<=[.!?]\s)|(?<=\n)|(?<=[-*•]\s)|(?<=\d[.)]\s))"
_LEADING = re.compile(
    rf"{_BEGIN}(?:(?:{_PER}|as\s+(?:stated|reported|noted|mentioned|described|given|shown)"
    rf"\s+(?:in|by)|per|as\s+per|based\s+on|in|from)\s+{_SOME}\s*[,:]\s*|{_SOME}\s*:\s+"
    rf"|{_SOME}\s+(?:both\s+|also\s+)?{_SAYS}(?:s|es|ed|d)?\s+(?:us\s+)?that\s+"
    rf"|(?:as\s+)?{_SOME}\s+{_SAYS}(?:s|es|ed|d)?\s*[,:]\s*)([^\n]*?)(?=([.!?]+[\"'”’]*)(?:\s|$)|\n|\Z)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"\s*,?\s*\(?(?:{_PER}|as\s+(?:(?:is|was)\s+)?(?:stated|reported|noted|mentioned|described|given"
    rf"|shown|seen|cited)\s+(?:in|by)|as\s+per|per|as\s+in|cited\s+in|see)\s+({_SOME})\)?(?=\s*[.,;:!?\n]|\s*\Z)"
    rf"|\s*,\s*as\s+({_SOME})\s+{_SAYS}(?:s|es|ed)?(?=\s*[.,;:!?\n]|\s*\Z)",
    re.IGNORECASE,
)
_IN_A_CLAUSE = re.compile(
    rf"(?:(?<=,\s)(?:{_PER}|per|in)\s+({_SOME})\s*,\s*|\b{_PER}\s+({_SOME})(?=\s))", re.IGNORECASE
)
# Whose numbers are none of a passage's: "in Article 5", "paragraph 3" of a law.
_PROSE_LABELS = re.compile(
    r"\b(?:passages?|sources?|documents?|excerpts?|snippets?|docs?|quelle|passagen?|pasaje|trecho|brano)\b|\[",
    re.I,
)
_LITTER = re.compile(r"[^\S\n]+([.,;:!?])(?=\s|\Z)")
_DOUBLED = re.compile(r"([,;])\s*([.;])")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\(\s*<?[^()\s]*>?(?:\s+\"[^\"]*\")?\s*\)")
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")


def canonical(text: str, passages: Sequence[Passage]) -> str:
    """The text with each citation as [n]; a number of no passage in ordinary brackets stays."""
    given = len(passages)
    text = _ESCAPED.sub(r"\1", text.translate(_WIDE))
    text = _CO.sub(lambda m: _as_marks(m[1]), _ANCHOR.sub("", _LITTERED.sub("", text)))
    text = _WITHIN.sub(r"\1", _OF_A_LAW.sub(r"\1", text))
    text = _SQUARED.sub(lambda match: "²" if match[1] == "2" else "³", text)
    text = _SUB.sub(lambda match: _as_marks(match[1]), text)
    text = _TAGS.sub(lambda match: _as_marks(match[2]), text)
    text = _TAG_ALONE.sub(lambda match: _as_marks(match[1]), text)
    text = _LATEX.sub(lambda match: _as_marks(match[1]), text)
    text = _FOOTNOTE.sub(lambda match: f"[{match[1] or match[2] or match[3]}]", text)
    text = _BLACK.sub(lambda match: _as_marks(match[1]), text)
    text = _BRACKETS.sub(lambda match: _as_marks(match[1]), text)
    text = _CIRCLED.sub(lambda match: f"[{ord(match[0]) - ord('①') + 1}]", text)
    text = _RANGE.sub(lambda match: _as_marks(f"{match[1]}-{match[2]}"), text)
    text = _BESIDE.sub(lambda m: m[1] if only_names(m[2], passages) else m[0], text)
    text = _NAMED.sub(partial(_named, passages=passages), text)
    text = _PARENS_LABELLED.sub(lambda match: _as_marks(match[1], given) or match[0], text)
    if not re.search(r"\[\d{1,3}\]", text):
        text = _SUPERSCRIPT.sub(lambda match: _raised(match, given), text)
        if not re.search(r"\[\d{1,3}\]", text):
            text = _PARENS.sub(lambda match: _valid(match, given), text)
    text = _AROUND_MARKS.sub(lambda match: match[1].strip(" ,;&"), text)
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _prose(text)
    text = _CUT_OFF.sub(r" \1", _JOINED.sub(r"\1", text))
    return _LITTER.sub(r"\1", text)


def _prose(text: str) -> str:
    """ "According to passage 1, it rained." as "It rained [1].", and its like."""
    text = _LEADING.sub(_led, text)
    text = _TRAILING.sub(lambda match: _trailed(match, match[0]), text)
    text = _IN_A_CLAUSE.sub(_within, text)
    return _DOUBLED.sub(r"\2", text)


def _led(match: re.Match[str]) -> str:
    said = match[match.re.groups - 1]
    lead = match[0][: match.start(match.re.groups - 1) - match.start()]
    if not said.strip() or not _PROSE_LABELS.search(lead):
        return match[0]
    return f"{said[0].upper()}{said[1:].rstrip()} {_as_marks(lead)}"


def _within(match: re.Match[str]) -> str:
    named = match[0]
    return f"{_as_marks(named)} " if _PROSE_LABELS.search(named) else named


def _trailed(match: re.Match[str], named: str) -> str:
    return f" {_as_marks(named)}" if _PROSE_LABELS.search(named) else match[0]


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for first, last in re.findall(r"(\d{1,3})(?:\s*[–—-]\s*(\d{1,3}))?", text):
        found += range(int(first), int(last or first) + 1)
    return found


def _as_marks(text: str, given: int = 0) -> str:
    """[n] for each number of a text; "" where one is no passage's, if these are counted."""
    numbers = _numbers(text)
    if given and not all(1 <= number <= given for number in numbers):
        return ""
    return "".join(f"[{number}]" for number in numbers)


def _valid(match: re.Match[str], given: int) -> str:
    marks = _as_marks(match[1], given)
    return f" {marks}" if marks else match[0]


def _raised(match: re.Match[str], given: int) -> str:
    groups = re.findall(r"\d+", match[1].translate(_PLAIN_OF_RAISED))
    split = [
        number for group in groups for number in ([group] if int(group) <= given else list(group))
    ]
    if not all(1 <= int(number) <= given for number in split):
        return match[0]
    return " " + "".join(f"[{number}]" for number in split)


def _named(match: re.Match[str], passages: Sequence[Passage]) -> str:
    """[1: The Echo], [The Echo, 1] and (The Echo, 5 May 2026) as [1]; anything else as it is."""
    inside = match[1] or match[2] or match[3]
    marks = "".join(_MARKS.findall(inside))
    if marks and only_names(_MARKS.sub("", inside), passages):
        return marks
    if numbers := named(inside, passages):
        return "".join(f"[{number}]" for number in numbers)
    first, last = _NUMBER_FIRST.fullmatch(inside), _NUMBER_LAST.fullmatch(inside)
    if first and (match[2] is None or is_place(first[2], passages)):
        return f"[{first[1]}]"
    if last and is_place(last[1], passages):
        return f"[{last[2]}]"
    return match[0]
