"""Where the sentences of a text begin and end."""

import re

from vectorstore.text.own_letters import composed

# A sentence may end here: closing punctuation, then whatever closes a quotation or a bracket; an
# empty line; the end. The look-behind keeps a long run of full stops from being tried at each stop.
_END = re.compile(
    r"""(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s)|[。！？]["'”’»」』）]*|\n[^\S\n]*\n\s*|(?<=\S)\s*\Z"""
)
_NEXT = re.compile(r"""\s*["'“‘„«(\[—–-]*\s?(\w[\w'’]*|\S)?""")
_LAST_WORD = re.compile(r"""[^\s"'“”‘’«»(\[—–-]*\Z""")
_DOTTED = re.compile(r"[^\W\d_](?:[^\W\d_]?\.[^\W\d_])*")  # J, U.S, a.m, Ph.D


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What stands before a name or a number, so that a full stop after it ends nothing.
_TITLES = _words(
    """mr mrs ms messrs mme mlle dr prof rev hon fr sr st mt ft gen maj col lt cmdr cpt capt sgt cpl
    pvt spc pfc adm brig sen sens rep reps gov pres amb supt det insp sec asst vs v cf e.g i.e
    approx"""
)
_BEFORE_NUMBER = _words(
    "no nos p pp art fig vol ch jan feb mar apr jun jul aug sep sept oct nov dec"
)
# What may end a sentence or stand inside one: the next word decides.
_ABBREVIATIONS = _words(
    """inc corp co ltd llc plc bros jr esq etc al dept univ assn ave blvd rd calif conn fla ga ill
    ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis
    wyo ariz ark ala colo del"""
)
# German has a full stop behind the day: "am 3. März". Some of its months are English ones, too.
_GERMAN_MONTHS = _words("januar februar märz mai juni juli oktober dezember")
_SHARED_MONTHS = _words("april august september november")
_BEFORE_GERMAN_DAY = re.compile(
    r"(?:\b(?:am|vom|zum|bis|dem|den|der|des|seit|ab|und)|tag,|mittwoch,|abend,) \d\d?\Z"
)
# Words that seldom begin anything but a sentence where they have a capital letter.
STARTERS = _words(
    """a an the this that these those he she it they we you i his her its their our my there here in
    on at by for from with after before when while where who what why how if as since until although
    but and or so yet however meanwhile also then now some many most all both each no not one two
    several another other according officials police authorities"""
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) of each sentence of `text`, in order, white space stripped.

    Every character that is not white space lies in exactly one sentence. An empty line always ends
    one; a single line break never does by itself.
    """
    view = composed(text)
    return [(view.places[start], view.places[end]) for start, end in _spans(view.text)]


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends_sentence(text, start, match):
            continue
        stripped = text[start : match.end()].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            spans.append((begin, begin + len(stripped)))
        start = match.end()
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if not mark or mark.isspace() or mark[0] in "。！？":
        return True
    following = _NEXT.match(text, match.end())
    next_word = following.group(1) if following else None
    between = text[match.end() : following.start(1)] if following and next_word else ""
    if next_word is None or "\n\n" in between:
        return True
    if next_word[0].islower() or next_word[0] in ".…":
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    # A window, since a "word" without white space may be of any length.
    before = _LAST_WORD.search(text, max(start, match.start() - 30), match.start())
    word = before.group() if before else ""
    lowered = word.lower()
    if lowered in _TITLES:
        return False
    if word.isdigit() and not text[start : match.start()][:30].strip().removeprefix(word):
        return False  # "1. A list"
    if lowered in _BEFORE_NUMBER and next_word[0].isdigit():
        return False
    if word.isdigit() and _is_german_day(
        text[max(start, match.start() - 20) : match.start()], next_word
    ):
        return False
    if _DOTTED.fullmatch(word) or lowered in _ABBREVIATIONS:
        return '"' in mark or "”" in mark or next_word.lower() in STARTERS
    return True


def _is_german_day(before: str, next_word: str) -> bool:
    """Whether a full stop between these is that of a day in German, as in "3. März"."""
    following = next_word.lower()
    if following in _SHARED_MONTHS:
        return bool(_BEFORE_GERMAN_DAY.search(before.lower()))
    return following in _GERMAN_MONTHS and re.search(r"\b\d\d?\Z", before) is not None
