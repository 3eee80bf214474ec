"""What is kept and printed has an article's own letters, composed or not; all else works alike."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.checking.printed import quotes, wrong_quotes
from tests.conftest import Write
from ui.json import answer_json
from vectorstore import Archive, Article
from vectorstore.clean import clean
from vectorstore.text.own_letters import composed, restored
from vectorstore.text.sentences import sentences
from vectorstore.text.speakers import turns
from vectorstore.text.units import units
from vectorstore.types import RawArticle

STORY = """The mill of É. Älvskog was sold to Jürgen Müßig for nine million crowns on Tuesday.

The café beside it stays open until März, the mayor of Önnerud said.

Votes for Åsa Grönlund
412

Nobody lost work. The new owner, who lives in Zülpen, wants to mill oats."""


def apart(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def of(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.fixture
def told(archive: Archive, write: Write) -> Article:
    record = {
        "id": "mill",
        "title": apart("Mühle verkauft"),
        "outlet": apart("Önneruds Blad"),
        "author": apart("Tóra Väst"),
        "text": apart(STORY),
        "published": "2025-03-04",
    }
    archive.ingest([write("a.jsonl", record)])
    [article] = archive.articles()
    return article


def test_the_text_and_title_are_kept_as_they_are(told: Article) -> None:
    assert told.text == apart(STORY)
    assert told.title == apart("Mühle verkauft")
    assert (told.outlet, told.author) == ("Önneruds Blad", "Tóra Väst")


@pytest.mark.parametrize("form", [of, apart])
def test_what_is_quoted_is_the_articles_own(
    told: Article, archive: Archive, form: Callable[[str], str]
) -> None:
    assistant = Assistant(archive, reranker=None)
    answer = assistant.answer(form("How much did Jürgen Müßig pay for the mill of Älvskog?"))
    [citation, *_] = answer.citations
    assert citation.quote == apart(STORY.partition("\n")[0])
    assert citation.quote == told.text[citation.start : citation.end]
    printed = json.loads(json.dumps(answer_json(answer), ensure_ascii=False))
    assert quotes(printed)
    assert wrong_quotes(archive, quotes(printed)) == []
    found = assistant.search(form("Älvskog"), outlets=[form("Önneruds Blad")])
    assert [passage.article.id for passage in found] == ["mill"]
    assert assistant.search("mill", authors=[form("Väst")])


def test_sentences_and_what_can_be_quoted_are_the_same_in_either_form() -> None:
    for rule in (sentences, units):
        parts = [[text[start:end] for start, end in rule(text)] for text in (STORY, apart(STORY))]
        assert [of(part) for part in parts[1]] == parts[0]
    assert len(sentences(STORY)) == 5
    letters = "ÉLODIE ÅS: Who pays?\n\nÖRJAN ÅS, MAYOR: The town.\n\nÉLODIE ÅS: And when?\n\n"
    spoken = turns(apart(letters))
    assert [of(turn.speaker) for turn in spoken] == ["ÉLODIE ÅS", "ÖRJAN ÅS, MAYOR", "ÉLODIE ÅS"]
    words = [apart(letters)[turn.words : turn.end].strip() for turn in spoken]
    assert words == ["Who pays?", "The town.", "And when?"]


@pytest.mark.parametrize(
    "own",
    [
        "The Åse of " + apart("Åse") + " and the other " + apart("Åse") + " met Åse again.",
        "5 \u212a is not 5 K, and 7 \u2126 is 7 Ω.",  # Kelvin and ohm have letters of their own
        unicodedata.normalize("NFD", "한국의 방앗간은 팔렸다. 값은 구백만이다."),
        "A letter of two accents: o\u0323\u0302 and o\u0302\u0323 and \u1ed9.",
        "カ\u3099ソリン and ガソリン cost nine crowns.",
    ],
)
def test_letters_in_several_forms_keep_each_its_own(own: str) -> None:
    assert clean(RawArticle(own, "a")).text == own
    view = composed(own)
    assert view.text == of(own)
    assert restored(view.text, own) == own


def test_bylines_and_datelines_are_told_in_either_form() -> None:
    page = (
        "Mühle of Älvskog is sold\n\nBy Élodie Ås and Örjan Väst\n\n3 March 2025\n\n"
        "ÖNNERUD (Nordwire) - The Mühle of Älvskog was sold on Tuesday for nine million crowns.\n\n"
        "The buyer, Jürgen Müßig, lives in Zülpen and wants to mill oats there again soon."
    )
    one, other = (clean(RawArticle(text, "a", is_page_text=True)) for text in (page, apart(page)))
    assert one.author == "Élodie Ås, Örjan Väst"
    assert one.published == "2025-03-03"
    assert one.text.startswith("ÖNNERUD (Nordwire) - The Mühle")
    assert one.title == "Mühle of Älvskog is sold"
    assert other.text == apart(one.text)
    assert other.title == apart(one.title)
    assert (other.id, other.author, other.published) == (one.id, one.author, one.published)


def test_entries_of_a_live_blog_stand_where_they_do() -> None:
    blog = "\n\n".join(
        f"1{hour}:05 BST\n\nZug {hour} nach Önnerud fährt spät\n\nDer Zug nach Önnerud fährt um"
        f" {hour} Uhr ab, sagte die Bahn von Älvskog am Morgen.\n\nShare this update"
        for hour in range(6)
    )
    one, other = (
        clean(RawArticle(text, "a", title="Live: Züge", is_page_text=True))
        for text in (blog, apart(blog))
    )
    assert [of(other.text[e.start : e.end]) for e in other.entries] == [
        one.text[e.start : e.end] for e in one.entries
    ]


def test_one_story_in_either_form_is_one_and_stays_out_once_removed(
    archive: Archive, write: Write
) -> None:
    record = {"title": "Mühle verkauft", "text": STORY, "published": "2025-03-04"}
    other = {name: apart(value) for name, value in record.items()}
    first = write("a.jsonl", record | {"outlet": "Önneruds Blad"})
    report = archive.ingest([first, write("b.jsonl", other | {"outlet": "The Echo"})])
    assert (report.added, report.duplicates) == (2, 1)
    for article in [*archive.articles()]:
        archive.remove(article.id)
    report = archive.ingest([write("c.jsonl", other)])
    assert (report.added, len(report.kept_out)) == (0, 1)
