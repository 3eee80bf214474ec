"""What office programs note of a file: title and author only where a person meant them."""

from __future__ import annotations

import re

from vectorstore.types import RawArticle

_FILE_NAME = re.compile(
    r".*\.(?:docx?|dotx?|odt|rtf|txt|pdf|indd|qxp|qxd|pptx?|xlsx?|html?|pages|wpd|tex|ps|eps)",
    re.IGNORECASE,
)
_PROGRAMS_TITLE = re.compile(
    r"(?:microsoft \w+|word|powerpoint|acrobat|adobe \w+|print(?:ing)?|job|scan\w*|layout|page"
    r"|seite|template|vorlage|normal)\b.*"
    r"|(?:untitled|unbenannt|sans titre|sin t[ií]tulo|sem t[ií]tulo|senza titolo|document"
    r"|dokument|documento|slide|folie|presentation|pr[äa]sentation|new|neu|draft|copy)\W*\d*"
    r"|[\W\d_]*|\S*[\\/]\S*|\S*_\S*",
    re.IGNORECASE,
)
_PROGRAMS_AUTHOR = re.compile(
    r"microsoft|office|windows|adobe|acrobat|libreoffice|openoffice|apache|python|docx|latex|pandoc"
    r"|google|user|admin|owner|account|author|unknown|default|guest|server|system|scanner|printer"
    r"|desktop|laptop|studio|secretar|library|archiv|temp|test|nutzer|benutzer|utilisateur|usuario"
    r"|\b(?:hp|dell|acer|asus|lenovo|canon|epson|xerox|ricoh|toshiba|samsung|sony)\b",
    re.IGNORECASE,
)
# A person's name of two words or more, each with a capital letter.
_PERSON = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [\w.'’-]+){0,3} [^\W\d_a-z][\w.'’-]*")


def article(text: str, source: str, title: str, author: str) -> RawArticle:
    """The article of an office file; what its page says counts before its properties."""
    return RawArticle(
        text=text,
        source=source,
        title=title_of(title),
        author=author_of(author),
        is_page_text=True,
        is_page_first=True,
    )


def title_of(value: str) -> str:
    """The title, "" where a program or a file's name made it."""
    title = " ".join(value.split())
    is_made = _PROGRAMS_TITLE.fullmatch(title) or _FILE_NAME.fullmatch(title)
    return "" if is_made else title


def author_of(value: str) -> str:
    """The author, "" where it is a program, a computer or a login."""
    names = [name.strip() for name in re.split(r"[;,]|\s(?:and|&)\s", value) if name.strip()]
    is_of_people = names and all(map(_PERSON.fullmatch, names))
    return value.strip() if is_of_people and not _PROGRAMS_AUTHOR.search(value) else ""
