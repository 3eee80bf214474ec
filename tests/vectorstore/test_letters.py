"""One letter, written in several ways, is found as one; what is shown is the article's own."""

from __future__ import annotations

import json
import sqlite3
import unicodedata

import pytest

from assistant import Assistant
from assistant.checking.check import check
from assistant.checking.printed import quotes, wrong_quotes
from assistant.question.outlets import named_outlets
from tests.conftest import Write
from ui.json import answer_json
from ui.terminal import printable
from vectorstore import Archive
from vectorstore.text.normalise import folded

STORIES = (
    ("Die Oerder Blätter", "The bank of Jörg Mühlau at Sankt Öd was fined nine million crowns."),
    ("The Echo", "The eﬃcient clerk Oﬀa Finn sold 10⁶ litres of H₂O to the ﬁshers of Selby."),
    ("The Echo", "Ｓｅｌｂｙ Ｒｏｖｅｒｓ beat Kessel by three goals at the new ground."),
    ("The Echo", "کارخانه‌ی نمک‌سازی هالین روز دوشنبه بسته شد."),
)


@pytest.fixture
def told(archive: Archive, write: Write) -> Archive:
    archive.ingest(
        [write("a.jsonl", *({"text": text, "outlet": outlet} for outlet, text in STORIES))]
    )
    return archive


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("Mühlau", 0),
        (unicodedata.normalize("NFD", "Mühlau"), 0),
        ("Müh\xadlau", 0),
        ("Muhlau", 0),
        ("Offa", 1),
        ("efficient", 1),
        ("fishers", 1),
        ("h2o", 1),
        ("Rovers", 2),
        ("Ｋｅｓｓｅｌ", 2),
        ("نمک‌سازی", 3),
        ("نمکسازی", 3),
        ("نمك‌سازي", 3),
        ("كارخانهى", 3),
    ],
)
def test_a_word_is_found_however_it_is_written(told: Archive, asked: str, number: int) -> None:
    assert [p.article.text for p in told.matching(asked, 3)] == [STORIES[number][1]]
    assert not told.matching("106", 3)


def test_outlets_and_checks(told: Archive) -> None:
    outlet = unicodedata.normalize("NFD", "die oerder blätter")
    assistant = Assistant(told, reranker=None)
    [found] = assistant.search("fine", outlets=[outlet])
    assert found.article.outlet == STORIES[0][0]
    assert named_outlets(f"What did {outlet} say?", told.outlets()) == [STORIES[0][0]]
    claim = unicodedata.normalize("NFD", STORIES[0][1])
    assert check(claim, [STORIES[0][1]]).verdict == "supported"
    assert check("He sold 106 litres to the fishers.", [STORIES[1][1]]).verdict != "supported"
    answer = assistant.answer("How many litres did the clerk Offa sell to the fishers of Selby?")
    text = json.dumps(answer_json(answer), ensure_ascii=False)
    for form in (text, unicodedata.normalize("NFD", text)):
        printed = json.loads(form)
        assert quotes(printed)
        assert wrong_quotes(told, quotes(printed)) == []


def test_arabic_letters_of_any_keyboard_are_the_same_in_checks() -> None:
    assert check("بسته شد «نمك سازي هالين»", ["«نمک سازی هالین» بسته شد"]).verdict == "supported"


def test_joiners_are_shown() -> None:
    assert printable("نمک‌سازی\x1b[2J‍") == "نمک‌سازی[2J‍"


def test_words_of_an_older_archive_are_folded_by_who_writes(told: Archive, write: Write) -> None:
    path = told.path
    told.close()
    db = sqlite3.connect(path / "catalogue.sqlite")
    db.create_function("folded", 1, folded, deterministic=True)
    (view,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'chunk_words'").fetchone()
    db.execute("DROP VIEW chunk_words")
    db.execute(view.replace("folded(", "("))
    db.execute("INSERT INTO chunk_text (chunk_text) VALUES ('rebuild')")
    db.execute("DELETE FROM setting WHERE name = 'words'")
    db.commit()
    db.close()
    with Archive.open(path) as older:
        assert not older.matching("Rovers", 3)
        assert older.matching("Kessel", 3)
        older.ingest([write("b.jsonl", {"text": "Nothing else happened at Selby on Monday."})])
        assert older.matching("Rovers", 3)
        assert not older.doctor().problems
        for article in [*older.articles()]:
            older.remove(article.id)
        assert not older.doctor().problems
