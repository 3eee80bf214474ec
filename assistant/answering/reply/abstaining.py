"""Sentences by which a model says that the passages do not answer, in whatever words."""

from __future__ import annotations

import re

# What the model is told to reply where the passages don't answer.
ABSTAIN = "NOT IN THE ARCHIVE"

_MATERIAL = (
    r"(?:passages?|articles?|archives?|sources?|documents?|texts?|excerpts?|context|snippets?"
    r"|extracts?|search results?|materials?|information (?:provided|given|available)"
    r"|(?:provided|given|available|supplied) information|reports? (?:provided|given)|data)"
)
_WHICH = (
    r"(?:the|these|those|this|that|any|none of the|neither of the|no|your|all|of|both|"
    r"provided|given|available|supplied|numbered|quoted|cited|above|news|retrieved|existing|"
    r"relevant|\d{1,3}\b|\s)*"
)
_GIVEN = (
    r"(?:\s+(?:that\s+)?(?:(?:were|was|are|is|you|have|been|i|had|i've|you've)\s+)*"
    r"(?:provided|given|supplied|shared|available|shown|above|here|quoted|have)"
    r"(?:\s+(?:to\s+me|here|above))?)?"
)
_TELLS = (
    r"(?:answer|say|mention|contain|provide|include|specify|state|address|give|indicate|discuss"
    r"|cover|reveal|name|tell|disclose|report|offer|list|identify|describe|explain|clarify"
    r"|support|allow|refer|speak|have|hold|suffice|touch|record|note)"
)
_NOT = (
    r"(?:do(?:es)? not|don't|doesn't|did not|didn't|cannot|can not|can't|could not|couldn't"
    r"|fails? to|never|neither|nowhere|will not|won't|are unable to|is unable to"
    r"|(?:are|is) not able to)"
)
_ADVERB = r"(?:\s+(?:actually|directly|explicitly|specifically|clearly|fully|really|seem to|appear to|itself|themselves|even|either|further))*"
_ANSWER = (
    r"(?:information|answers?|mentions?|details?|data|evidence|records?|indication|reference"
    r"|statement|word|facts?|account|basis|clue|passage|article|source|text|document)"
)
_FOUND = (
    r"(?:mentioned|stated|specified|given|provided|found|available|included|covered|answered|said"
    r"|addressed|discussed|disclosed|reported|named|contained|indicated|described|present|clear"
    r"|recorded|there|listed|known|revealed|identified|supplied|determined|explained)"
)
_HERE = (
    rf"(?:in|from|by|within|among|based on|on the basis of)\s+{_WHICH}(?:provided\s+)?{_MATERIAL}"
)

_ABSTAINS = re.compile(
    "|".join(
        (
            r"\bnot[ _]in[ _](?:the[ _])?archives?\b",
            r"\barchives? (?:do(?:es)? not|doesn't|don't) (?:say|tell|answer)\b",
            rf"^\W*(?:but |however,? |unfortunately,? |sorry,? |i'm sorry,? |i am sorry,? )*(?:but )?"
            rf"{_WHICH}\b{_MATERIAL}(?: \[?[\d, and-]+\]?)?{_GIVEN},?(?: (?:however|though),?)?{_ADVERB} (?:{_NOT}{_ADVERB} {_TELLS}|lacks?)\b",
            rf"^\W*(?:it|they|my (?:sources|documents|material|information)) {_NOT}{_ADVERB} {_TELLS}\b[^.!?]{{0,40}}\W*$",
            rf"^\W*(?:neither|no|none) (?:\w+ ){{0,2}}{_MATERIAL} (?:\w+ ){{0,2}}(?:gives?|says?|mentions?|names?|tells?|states?|contains?|provides?|answers?|found|available)\b",
            rf"^\W*no (?:\w+ ){{0,2}}{_MATERIAL}\b.{{0,30}}\b(?:found|available|given|provided)\W*$",
            r"^\W*(?:i'm |i am )?sorry\b.{0,40}\bno (?:answer|information)\b",
            rf"^\W*(?:but |however,? |unfortunately,? )*(?:none|neither|nothing|no part) (?:of|in) {_WHICH}\b{_MATERIAL}{_GIVEN}{_ADVERB} {_TELLS}",
            rf"^\W*(?:but |however,? |unfortunately,? )*no {_WHICH}{_MATERIAL}{_GIVEN}{_ADVERB} {_TELLS}",
            rf"\b{_MATERIAL}{_GIVEN} (?:contains?|provides?|includes?|gives?|offers?|makes?|has|have|holds?|shows?) (?:no|nothing|neither)\b",
            rf"\b{_MATERIAL}{_GIVEN} (?:is|are|remains?|stays?) (?:silent|unclear|not clear|insufficient|not sufficient|not enough|inconclusive|irrelevant|unrelated|not relevant|not related)",
            rf"\b(?:not|isn't|aren't|wasn't|weren't|never|nowhere) (?:be |been |explicitly |directly |specifically |clearly |actually |anywhere )*{_FOUND} {_HERE}",
            rf"\b(?:cannot|can't|can not|could not|couldn't) be (?:\w+ )?(?:answered|determined|found|inferred|derived|established|verified|said|confirmed|known)\b.*\b{_MATERIAL}\b",
            r"^\W*(?:this|that|it|the (?:question|answer)) (?:cannot|can't|can not|could not) be (?:answered|determined|found|given)",
            r"^\W*(?:the )?answer (?:is|was) (?:not|nowhere|unknown|unavailable)",
            rf"^\W*(?:there (?:is|are|was|were)|there's|there isn't|i see|i have|i find|i found|we have|it (?:gives|contains)) (?:no|not enough|insufficient|nothing|not any|any) (?:\w+ ){{0,3}}?{_ANSWER}\b",
            rf"^\W*(?:unfortunately,? )?(?:no|not enough|insufficient|too little) (?:such |specific |relevant |direct |clear |explicit |further |sufficient )*{_ANSWER}(?:\b.*\b(?:is|are|was|were|provided|given|available|found|in|on|about|to)\b|\W*$)",
            r"\b(?:i|we)(?:'m| am|'re| are)? (?:really |simply |honestly |just |truly )?(?:do not|don't|cannot|can't|can not|could not|couldn't|did not|didn't|won't|will not|must decline|was unable|were unable|unable to|not able to|not sure|unsure|not certain|not aware|have no|lack|haven't)\b",
            r"^\W*(?:unknown|unanswerable|unclear|n/?a|not (?:available|applicable|stated|specified|mentioned|given|provided|answerable|answered|found|known|enough information|sure)|no (?:answer|information|idea|data|result)s?(?: found| available| given)?|nothing(?: found)?|none|insufficient information)\W*$",
            rf"^\W*(?:it|this|that) (?:is|was|'s|isn't) (?:not|un)\s*(?:\w+ )?{_FOUND}\W*$",
            rf"^\W*(?:that|this|the|such) (?:\w+ ){{0,3}}?(?:is|are|was|were)(?: not|n't) (?:\w+ )?{_FOUND}\W*$",
            rf"\bbased on {_WHICH}{_MATERIAL}{_GIVEN},? (?:it is |this is |i |we |one |there |that )(?:not|no|cannot|can't|is no|am unable|is not|is unclear|is unknown|impossible)",
            r"\b(?:it is|it's) (?:not possible|impossible|unclear|unknown|not known|not clear) (?:to (?:say|tell|answer|determine|know)|from|based)\b",
            rf"^\W*(?:note|nb|n\.b\.|please note)\W+(?:that )?{_WHICH}\b{_MATERIAL}{_GIVEN}{_ADVERB} (?:{_NOT}{_ADVERB} {_TELLS}|lacks?)\b",
            rf"^\W*(?:i apologi[sz]e|apologies|regrettably|sorry)\b.{{0,40}}\b{_MATERIAL}{_GIVEN}{_ADVERB} {_NOT}{_ADVERB} {_TELLS}\b",
            rf"^\W*(?:although|while|though|even though) {_WHICH}\b{_MATERIAL}\b.*, (?:they|it|none of them) {_NOT}{_ADVERB} {_TELLS}\b",
            rf"^\W*(?:this|that|the|such) (?:\w+ ){{0,3}}?(?:is|are|was|were)(?:n't| not|nowhere) {_HERE}\W*$",
            rf"^\W*{_WHICH}{_MATERIAL}{_GIVEN} (?:only|merely|just) (?:discuss|mention|cover|describe|concern|talk about|report)\w*\b.*\bnot\b",
            rf"^\W*none of (?:this|them|these) (?:(?:is|are|was|were) (?:about|relevant|related)|{_TELLS}s?)\b",
            r"^\W*(?:sorry|null|i apologi[sz]e|my apologies|no comment)\W*$",
            r"アーカイブに.{0,12}(?:ありません|ない)|(?:記載|情報)(?:が|は).{0,8}(?:ありません|ない|見つかりません)|わかりません",
            r"(?:没有|沒有|未).{0,12}(?:回答|提到|提及|提供|说明|說明|信息|資訊|答案)|(?:不知道|无法回答|無法回答)",
            r"\b(?:нет (?:\w+ )?(?:информации|ответа|данных|сведений|упоминан\w+)|не (?:говорится|упоминается|указано|содержит\w*|отвечают|знаю))\b",
            r"لا (?:توجد|يوجد|تتوفر|تذكر|يذكر|أعرف|تجيب)",
            r"\b(?:yanıt|cevap|bilgi) (?:yok|bulunm\w+)|\bbilmiyorum\b",
            r"\bnicht im archiv\b|\b(?:nichts|keine?) .{0,30}\bim archiv\b",
            r"\bno está en (?:el|los) archivos?\b|\b(?:pas|absente?) dans (?:les|l['’]) ?archives?\b|\barchives? ne (?:le )?(?:dit|disent|répond\w*) pas\b",
            # German, French, Spanish, Portuguese, Italian, Dutch
            r"\b(?:passagen|texte|artikel|quellen|archiv|dokumente)\b.*\b(?:nicht|keine?n?|nichts)\b",
            r"\b(?:ich wei(?:ß|ss) (?:es )?nicht|keine (?:angaben?|informationen)|geht (?:daraus )?nicht hervor)\b",
            r"\b(?:passages|textes|articles|sources|documents|archives|extraits)\b.*\bne?\b.*\b(?:pas|aucune?|rien)\b",
            r"\b(?:je ne sais pas|aucune information|pas d'information)\b",
            r"\b(?:pasajes|textos|artículos|fuentes|documentos|archivo|fragmentos)\b(?: \w+)? no\b",
            r"\bno (?:lo sé|hay información|se (?:menciona|indica|dice))\b|^\W*no sé\b",
            r"\b(?:passagens|trechos|textos|artigos|fontes|documentos|arquivo)\b(?: \w+)? não\b|\bnão (?:sei|há informaç)",
            r"\b(?:passaggi|testi|articoli|fonti|documenti|archivio|brani)\b(?: \w+)? non\b|\bnon (?:lo so|ci sono informazioni)\b",
            r"\b(?:passages|teksten|artikelen|bronnen|archief|fragmenten)\b.*\b(?:niet|geen)\b|\b(?:ik weet het niet|geen informatie)\b",
        )
    ),
    re.IGNORECASE,
)
# Whoever abstains says so at once.
MAX_READ = 300
_OPENERS = (
    *("not in the archive", "the passage", "the archive", "the article", "the source", "the text"),
    *("the provided", "the given", "the document", "the excerpt", "the context", "these passage"),
    *("none of the", "neither", "no passage", "no information", "no answer", "there is no"),
    *("i do", "i don", "i am", "i'm", "i can", "i could", "i have", "i'm sorry", "sorry"),
    *("unfortunately", "based on the", "it is not", "this is not", "unknown", "nothing", "n/a"),
    *("the information", "the question", "the answer", "the available", "it cannot", "sure"),
)
_DECORATION = " \t\n\"'“”‘’«»*_`#>-–—:.[(＂"


# What of a sentence with a citation speaks of the passages, and not of what they tell.
_OF_PASSAGES = re.compile(
    r"\b(?:passages?|excerpts?|snippets?|context|provided|supplied|search results?)\b"
    r"|\bnot[ _]in[ _](?:the[ _])?archives?\b|^i\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"[,;:—–]\s+(?:(?:but|though|although|while|whereas|yet|however,?)\s+)?"
    r"|\s+(?:but|though|although)\s+",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"^\W*(?:although|though|while|whereas|but|however)\b,?\s*", re.IGNORECASE
)


def without_abstaining_clause(sentence: str) -> str:
    """A sentence less its clauses that say what the passages do not answer; "" where all do."""
    kept, position, dropped, before = "", 0, False, 0
    edges = [*((m.start(), m.end()) for m in _CLAUSES.finditer(sentence)), (len(sentence), 0)]
    for start, following in edges:
        clause = sentence[position:start]
        if abstains(_CONJUNCTION.sub("", clause), True):
            dropped = True
        else:
            kept += (sentence[before:position] if kept else "") + clause
        before, position = start, following
    if not dropped:
        return sentence
    kept = kept.strip(" ,;:—–")
    if not re.search(r"\w", re.sub(r"\[\d+\]", "", kept)):
        return ""
    kept = kept[0].upper() + kept[1:]
    return kept if kept.rstrip("0123456789[] ").endswith((".", "!", "?")) else f"{kept}."


def abstains(sentence: str, is_cited: bool = False) -> bool:
    """Whether a sentence says that the passages do not answer.

    One that is cited may tell what some archive or report does not say.
    """
    if is_cited and not _OF_PASSAGES.search(sentence.strip()):
        return False
    plain = sentence[:MAX_READ].replace("’", "'").replace("*", "").replace("_", " ")
    plain = re.sub(r"\s+", " ", plain).strip()
    return _ABSTAINS.search(plain) is not None


def may_come_to_abstain(sentence: str) -> bool:
    """Whether a sentence that still grows may come to say so."""
    plain = sentence.replace("’", "'").lstrip(_DECORATION).lower()
    return any(opener.startswith(plain) or plain.startswith(opener) for opener in _OPENERS)
