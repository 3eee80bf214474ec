"""What can be told of a text in any language: its numbers in digits and its words in capitals."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from vectorstore.text.numerals import Numeral, numerals, plainly
from vectorstore.text.sentences import sentences

NAMES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "gl": "Galician",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "ms": "Malay",
    "nb": "Norwegian",
    "nl": "Dutch",
    "nn": "Norwegian",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "ta": "Tamil",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
# "The", "of", "and" and "to" are a seventh of the words of English news.
ENGLISH_SHARE = 0.06

# Where a point or nothing at all parts what English parts by a comma.
_DECIMAL_POINT = frozenset("ar bn en fa he hi ja ko ms ta th ur zh".split())
# Where names keep their form, but for an s.
_NAMES_KEEP_FORM = frozenset("ca da de en es fr gl id it ms nb nl nn no pt sv vi".split())

# Words for scales behind digits, without their accents; Arabic ones in their plain letters.
_SCALES = {
    10
    ** 3: r"mil|mille|mila|tausend|tsd|duizend|tusen|tusind|tys|ribu|bin|nghin|тыс\w*|ألف|آلاف|אלף",
    10**5: "लाख",
    10**6: (
        r"mio|mln|millon(?:es)?|millions?|millionen|milion[ei]|milionow|milhao|milhoes|miljoen"
        r"|miljon(?:er|a|aa)?|milyon|juta|trieu|млн|мільйон\w*|миллион\w*|εκατ\w*|ملیون|ملایین"
        r"|میلیون|מיליון"
    ),
    10**7: r"करोड़?",
    10**9: (
        r"mrd|mld|milliards?|milliarden?|miliard[aeioy]?|miliardow|miljard(?:er|ia)?|milyar|miliar"
        r"|bilhao|bilhoes|ty|млрд|мільярд\w*|миллиард\w*|δισ\w*|ملیار|میلیارد|מיליארד"
    ),
}
_JOINED_SCALES = {10**4: "[万萬만]", 10**8: "[亿億억]"}
_SCALE = rf"(?:\s?(?:{'|'.join(_JOINED_SCALES.values())})|\s(?:{'|'.join(_SCALES.values())})\b)"
_PERCENT = (
    r"\s?[%٪]|\s(?:prozent|pour\s?cent|por\s?ciento|por\s?cento|per\s?cento|procent\w*|prosent"
    r"|percent|per\s?cent|процент\w*|відсотк\w*)"
)
_NUMBER = re.compile(
    rf"""(?<![\da-z.,])(?<!\d[:.,])
    (?P<digits>\d{{1,3}}(?:(?P<mark>[ .'])\d{{3}})(?:(?P=mark)\d{{3}})*(?:,\d+)?(?![\d.'])
      | \d+(?:[.,:]\d+)*)
    (?P<scale>{_SCALE}+)?(?P<percent>{_PERCENT})?""",
    re.VERBOSE,
)
_GROUPED = re.compile(r"\d{1,3}(?:[ .']\d{3})+(?:,\d+)?")
_BY_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+(?:[.,]\d+)?")
_ARABIC_MARKS = str.maketrans({"٫": ".", "٬": ","})
_WORD = re.compile(r"[^\W\d_][\w-]*\w")
_RUN = re.compile(r"(?<![\w-])(?P<number>\d[\d.,]* )?(?P<words>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)*)")
_TWO = re.compile(r"([^\W\d_][\w-]*\w) ([^\W\d_])")


def is_english(language: str) -> bool:
    """Whether the rules for English hold for a text: its language is that, or not known."""
    return language in ("", "en")


def reads_as_english(text: str) -> bool:
    """Whether a text is in English by its commonest words, which no other language has so often."""
    words = re.findall(r"\w+", text[:2000].lower())
    return sum(word in ("the", "of", "and", "to") for word in words) > ENGLISH_SHARE * len(words)


def name_of(language: str) -> str:
    """French, for fr; the code itself where it is a rare one."""
    return NAMES.get(language, f"the language {language!r}")


def script(text: str) -> str:
    """The script that most letters of a text are in, as Unicode calls it: LATIN, ARABIC, CJK."""
    letters = [letter for letter in text[:1000] if letter.isalpha()]
    found = Counter(unicodedata.name(letter, "?").split()[0].split("-")[0] for letter in letters)
    return found.most_common(1)[0][0] if found else ""


def has_capitals(text: str) -> bool:
    """Whether a text is in a script that has capital letters."""
    letters = [letter for letter in text[:1000] if letter.isalpha()]
    return 2 * sum(letter.lower() != letter.upper() for letter in letters) > len(letters)


def capital_words(plain: str, known: Collection[str] = ()) -> Iterator[str]:
    """The words with a capital letter inside the sentences of a text, and first ones if `known`.

    No scale is among them, which German writes so: 5 Millionen.
    """
    for start, end in sentences(plain):
        for place, match in enumerate(_WORD.finditer(plain, start, end)):
            word = match.group()
            if word[0].isupper() and (place or word in known) and _scale(word.casefold()) == 1:
                yield word


def full_names(plain: str) -> Iterator[str]:
    """The last words of the names of several words in a text where nouns have capital letters,
    too: of "die Richterin Vera Lindqvist" the last two."""
    for start, end in sentences(plain):
        first = _WORD.search(plain, start, end)
        for run in _RUN.finditer(plain, first.end() if first else end, end):
            words = run["words"].split()
            # "54 Menschen", "Millionen Kronen"
            is_counted = run["number"] or _scale(words[0].casefold()) > 1
            named = [word for word in words if _scale(word.casefold()) == 1]
            yield from named[2 if is_counted else 1 :]


def opening_names(plain: str, texts: Iterable[str]) -> set[str]:
    """The first words of a text's sentences that seem to be names.

    Another word with a capital letter follows, and the `texts` never have them in small letters.
    """
    opening = [match for start, end in sentences(plain) if (match := _TWO.match(plain, start, end))]
    found = {match[1] for match in opening if match[1][0].isupper() and match[2].isupper()}
    small = {word for text in texts for word in _WORD.findall(text)} if found else set()
    return {word for word in found if word.lower() not in small}


def has_name(folded: str, name: str, language: str) -> bool:
    """Whether a text in small letters has a name, in any form that it may take there."""
    name = name.casefold()
    if language in _NAMES_KEEP_FORM:
        pattern = rf"\b{re.escape(name.removesuffix('s'))}s?\b"
    else:
        pattern = rf"\b{re.escape(name[: max(3, len(name) - 2)])}"
    return re.search(pattern, folded) is not None


def digit_numerals(text: str, language: str) -> list[Numeral]:
    """The numbers in digits of a text in small letters, as its language writes them.

    28,5 is 28.5 in most languages, and 28 500 000 one number.
    """
    text = _western(text)
    return [
        Numeral(_readings(match, language), in_words=False, start=match.start(), end=match.end())
        for match in _NUMBER.finditer(text)
    ]


def numerals_of_claim(text: str, language: str) -> list[Numeral]:
    """As `digit_numerals`, of a text that may be in English as well as in the other language."""
    english = numerals(text)
    return [
        number._replace(
            readings=number.readings.union(
                *(e.readings for e in english if e.start < number.end and number.start < e.end)
            )
        )
        for number in digit_numerals(text, language)
    ]


def _readings(match: re.Match[str], language: str) -> frozenset[str]:
    scale = 1
    for word in (match["scale"] or "").split():
        scale *= _scale(word)
    percent = "%" if match["percent"] else ""
    return frozenset(
        _scaled(value, scale) + percent for value in _values(match["digits"], language)
    )


def _scale(word: str) -> int:
    """What a word multiplies the number before it by; 1 where it is none for that."""
    forms = {**_SCALES, **_JOINED_SCALES}
    return next((value for value, form in forms.items() if re.fullmatch(form, word)), 1)


def _values(digits: str, language: str) -> list[str]:
    """What digits may mean; more than one value where their commas may part either."""
    if language in _DECIMAL_POINT:
        return [digits.replace(",", "") if _BY_COMMAS.fullmatch(digits) else digits]
    if _GROUPED.fullmatch(digits):
        return [re.sub(r"[ .']", "", digits).replace(",", ".")]
    if _BY_COMMAS.fullmatch(digits):
        return [digits.replace(",", ""), digits.replace(",", ".")]
    return [digits.replace(",", ".")]


def _scaled(value: str, scale: int) -> str:
    return plainly(Decimal(value) * scale) if _DECIMAL.fullmatch(value) else value


def _western(text: str) -> str:
    """A text with the digits 0 to 9 for those of any script; no place in it changes."""
    return re.sub(
        r"\d", lambda match: str(unicodedata.decimal(match.group())), text.translate(_ARABIC_MARKS)
    )
