"""Tables and JSON in the shapes in which people and services save them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import Article, RawArticle, Unreadable

QUAY = (
    "The harbour board of Tessel said on Monday that the northern quay would stay shut until the "
    "autumn.\n\nThe repair will cost 3.4 million crowns, of which the state pays two thirds."
)
GOATS = (
    "Three goats that escaped from a farm in Lower Hask were found on the roof of the library.\n\n"
    "The farmer paid 120 crowns for the hedge that they had eaten."
)
QUAY_TITLE, GOATS_TITLE = "Tessel shuts its northern quay", "Goats found on library roof"
ROWS = [
    {"title": QUAY_TITLE, "text": QUAY, "date": "2023-05-08", "source": "The Tessel Mercury"},
    {"title": GOATS_TITLE, "text": GOATS, "date": "2023-06-15", "source": "Hask Weekly"},
]
NAMES = list(ROWS[0])
FACTS = [
    (QUAY_TITLE, QUAY, "2023-05-08", "The Tessel Mercury"),
    (GOATS_TITLE, GOATS, "2023-06-15", "Hask Weekly"),
]


@pytest.fixture
def found(tmp_path: Path) -> Callable[[str, str], list[Article]]:
    """What a file of a name and content holds; nothing in it may be set aside."""

    def found(name: str, content: str) -> list[Article]:
        path = tmp_path / name
        path.write_text(content, "utf-8")
        items = list(read(path))
        assert not [item for item in items if isinstance(item, Unreadable)]
        return [clean(item) for item in items if isinstance(item, RawArticle)]

    return found


Found = Callable[[str, str], list[Article]]


def facts(articles: list[Article]) -> list[tuple[str, str, str, str]]:
    return [(one.title, one.text, one.published[:10], one.outlet) for one in articles]


SHAPES: dict[str, object] = {
    "columns": {name: {str(n): row[name] for n, row in enumerate(ROWS)} for name in NAMES},
    "index": {str(n): row for n, row in enumerate(ROWS)},
    "split": {"columns": NAMES, "index": [0, 1], "data": [list(row.values()) for row in ROWS]},
    "table": {"schema": {"fields": [{"name": name, "type": "string"} for name in NAMES]},
              "data": ROWS},
    "values with a row of names": [NAMES, *(list(row.values()) for row in ROWS)],
    "lists of cells": {name: [row[name] for row in ROWS] for name in NAMES},
    "by address": {f"https://news.example/{n}": row for n, row in enumerate(ROWS)},
    "a list after one of writers": {"authors": [{"name": "A. Roe"}], "stories": ROWS},
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_of_json(found: Found, shape: str) -> None:
    assert facts(found("a.json", json.dumps(SHAPES[shape], indent=1))) == FACTS


def test_a_row_of_one_table_is_no_field_of_many_parts(found: Found) -> None:
    record = {"title": {"rendered": QUAY_TITLE}, "content": {"rendered": QUAY}}
    assert [one.title for one in found("a.json", json.dumps(record))] == [QUAY_TITLE]


def test_json_feed(found: Found) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Tessel Mercury",
        "authors": [{"name": "Marit Solheim"}], "language": "en",
        "items": [
            {"id": "1", "title": QUAY_TITLE, "content_text": QUAY, "summary": "Shut.",
             "date_published": "2023-05-08T07:00:00Z"},
            {"id": "2", "title": GOATS_TITLE, "date_published": "2023-06-15T07:00:00Z",
             "content_html": "".join(f"<p>{part}</p>" for part in GOATS.split("\n\n")),
             "authors": [{"name": "Jon Pahl"}]},
        ],
    }  # fmt: skip
    articles = found("feed.json", json.dumps(feed))
    assert [one.author for one in articles] == ["Marit Solheim", "Jon Pahl"]
    assert {one.outlet for one in articles} == {"The Tessel Mercury"}
    assert [one.text for one in articles] == [QUAY, GOATS]


def test_typed_parts_give_the_story_alone(found: Found) -> None:
    first, second = QUAY.split("\n\n")
    contents = [
        {"type": "kicker", "content": "Coast", "mime": "text/plain"},
        {"type": "title", "content": QUAY_TITLE, "mime": "text/plain"},
        {"type": "byline", "content": "By Marit Solheim", "mime": "text/plain"},
        {"type": "date", "content": 1683529200000, "mime": "text/plain"},
        {"type": "image", "fullcaption": "A crane (T. Reed)", "imageURL": "https://x.example/1"},
        {"type": "sanitized_html", "subtype": "paragraph", "content": f"<b>{first}</b>"},
        {"type": "sanitized_html", "subtype": "subhead", "content": "Who pays"},
        {"type": "sanitized_html", "subtype": "paragraph", "content": second},
        {"type": "author_info", "name": "Marit Solheim", "bio": "She covers ports."},
    ]
    record = {"title": QUAY_TITLE, "author": "Marit Solheim", "contents": contents,
              "published_date": 1683529200000, "source": "The Tessel Mercury"}  # fmt: skip
    (article,) = found("a.jsonl", json.dumps(record))
    assert article.text == f"{first}\n\nWho pays\n\n{second}"
    assert article.published[:10] == "2023-05-08"


def test_a_text_that_was_cut_off_says_so(found: Found) -> None:
    first = QUAY.partition("\n")[0]
    cut = f"{first} The repair will cost 3.4 mill… [+1840 chars]"
    source = {"id": None, "name": "Hask Weekly"}
    record = {"source": source, "content": cut, "title": f"{QUAY_TITLE} - Hask Weekly"}
    (article,) = found("a.json", json.dumps({"status": "ok", "articles": [record]}))
    assert article.text == f"{first} […]"
    assert article.title == QUAY_TITLE


def test_an_abstract_is_not_the_articles_words(tmp_path: Path) -> None:
    docs = [
        {"abstract": "A quay is shut.", "snippet": "A quay is shut.", "pub_date": "2023-05-08",
         "lead_paragraph": QUAY.split("\n\n")[0], "headline": {"main": QUAY_TITLE},
         "byline": {"original": "By Marit Solheim", "person": []}, "print_page": "4"},
        {"abstract": "Goats on a roof.", "lead_paragraph": "", "headline": {"main": GOATS_TITLE}},
    ]  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"response": {"docs": docs}}), "utf-8")
    article, refused = read(path)
    assert isinstance(article, RawArticle)
    assert article.text == f"{QUAY.split(chr(10))[0]} […]"
    assert clean(article).author == "Marit Solheim"
    assert isinstance(refused, Unreadable)
    assert "only an abstract" in refused.reason


@pytest.mark.parametrize(
    "held",
    [
        {"response": {"content": {"webTitle": QUAY_TITLE, "tags": [{"webTitle": "Coast"}],
                                  "fields": {"bodyText": QUAY, "byline": "Marit Solheim"}}}},
        {"articles": {"results": [{"uri": "7", "title": QUAY_TITLE, "body": QUAY,
                                   "authors": [{"uri": "m@x.example", "name": "Marit Solheim"}]}],
                      "totalResults": 1}},
    ],
    ids=["guardian item", "event registry"],
)  # fmt: skip
def test_answers_of_services(found: Found, held: dict[str, object]) -> None:
    (article,) = found("a.json", json.dumps(held))
    assert (article.title, article.text, article.author) == (QUAY_TITLE, QUAY, "Marit Solheim")


def line(*cells: str, mark: str = ",") -> str:
    return mark.join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


@pytest.mark.parametrize(
    ("header", "mark"),
    [
        ("Titel;Datum;Quelle;Autor;Volltext", ";"),
        ("Überschrift\tErscheinungsdatum\tZeitung\tVerfasser\tInhalt", "\t"),
        ("Titre;Date de parution;Média;Auteur;Texte intégral", ";"),
        ("título,fecha,medio,autora,contenido", ","),
        ("Título;Data de publicação;Veículo;Autor;Conteúdo", ";"),
        ("Titolo|Data|Testata|Autore|Testo", "|"),
    ],
)
def test_names_of_columns_in_several_languages(found: Found, header: str, mark: str) -> None:
    row = line(QUAY_TITLE, "2023-05-08", "The Tessel Mercury", "Marit Solheim", QUAY, mark=mark)
    (article,) = found("a.csv", f"{header}\n{row}")
    assert facts([article]) == FACTS[:1]
    assert article.author == "Marit Solheim"


def test_lines_above_the_header_and_empty_columns_behind_it(found: Found) -> None:
    head, row = line(*NAMES), line(*ROWS[0].values()).rstrip("\n") + ",,,\n"
    for above in ("", "sep=,\n", '"Search for quay, 2 results",,,\n\n', "Export of 2 June\n"):
        assert facts(found("a.csv", above + head + row)) == FACTS[:1], above
    semicolons = "sep=;\n" + line(*NAMES, mark=";") + line(*ROWS[1].values(), mark=";")
    assert facts(found("b.csv", semicolons)) == FACTS[1:]


def test_a_line_above_the_header_does_not_say_how_many_columns_there_are(found: Found) -> None:
    above = "Export of the desk, 12 January 2024\n\n"
    rows = [line(*row.values()) for row in ROWS]
    assert facts(found("a.csv", above + line(*NAMES) + "".join(rows))) == FACTS


def test_columns_without_names(found: Found) -> None:
    rows = [("N1", "coast", QUAY_TITLE, QUAY, "https://news.example/1", '[{"Label": "Tessel"}]'),
            ("N2", "farm", GOATS_TITLE, GOATS, "https://news.example/2", "[]")]  # fmt: skip
    articles = found("news.tsv", "".join(line(*row, mark="\t") for row in rows))
    assert [(one.title, one.text) for one in articles] == [
        (QUAY_TITLE, QUAY), (GOATS_TITLE, GOATS),
    ]  # fmt: skip
    assert [one.url for one in articles] == [row[4] for row in rows]
    short = found("ag.csv", line("2", GOATS_TITLE, GOATS) + line("3", QUAY_TITLE, QUAY))
    assert [one.title for one in short] == [GOATS_TITLE, QUAY_TITLE]


def test_stray_quotes_cost_no_row(found: Found) -> None:
    rows = [
        'title,text,source\n',
        '"Quay" stays shut,The "northern" quay is shut.,Hask Weekly\n',
        'Plain,"They said "yes" to it, all of them.",Hask Weekly\n',
        f'{GOATS_TITLE},"{GOATS}",Hask Weekly\n',
    ]  # fmt: skip
    articles = found("a.csv", "".join(rows))
    assert [one.text for one in articles] == [
        'The "northern" quay is shut.', 'They said "yes" to it, all of them.', GOATS,
    ]  # fmt: skip
    assert articles[0].title == '"Quay" stays shut'
    plain = found("b.csv", 'title,text\n"Open quote,The roof is clean.\nNext,The quay is shut.\n')
    assert [one.text for one in plain] == ["The roof is clean.", "The quay is shut."]


def test_the_address_tells_the_order_of_days(found: Found) -> None:
    rows = [{"date": "05/03/2023", "url": "https://news.example/2023/03/05/quay", "text": QUAY},
            {"date": "06/03/2023", "url": "https://news.example/goats", "text": GOATS}]  # fmt: skip
    articles = found("a.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    assert [one.published for one in articles] == ["2023-03-05", "2023-03-06"]


def test_when_something_was_fetched_or_made_is_no_day_of_publication(found: Found) -> None:
    names = ("created_at", "indexed_date", "date_download", "seendate", "print_date", "timestamp")
    record = {"text": QUAY, **dict.fromkeys(names, "2024-01-02")}
    (article,) = found("a.json", json.dumps(record))
    assert article.published == ""


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("desk@mercury.example (Marit Solheim)", "Marit Solheim"),
        ("Marit Solheim <m.solheim@mercury.example>", "Marit Solheim"),
        ("m.solheim@mercury.example", ""),
        ("10482", ""),
        ("Solheim, Marit; Pahl, Jon", "Marit Solheim, Jon Pahl"),
        ("['Marit Solheim', 'Jon Pahl']", "Marit Solheim, Jon Pahl"),
        ([{"givenName": "Marit", "familyName": "Solheim"}], "Marit Solheim"),
        ({"first": "Marit", "last": "Solheim"}, "Marit Solheim"),
        ("Marit Solheim @msolheim", "Marit Solheim"),
        ("Reuters, Hask Weekly", "Reuters, Hask Weekly"),
        ("Marit Solheim, Contributor", "Marit Solheim"),
        ("Marit Solheim and Jon Pahl", "Marit Solheim, Jon Pahl"),
        ("Marit Solheim in Tessel", "Marit Solheim"),
        ("Marit Solheim and agencies", "Marit Solheim"),
        ("Marit Solheim Home Affairs Correspondent", "Marit Solheim"),
        ("MARIT SOLHEIM, CHIEF CRITIC", "Marit Solheim"),
        ("Jean Editor", "Jean Editor"),
        ("MARIT DE LA CRUZ and Jon PAHL in Tessel", "Marit de la Cruz, Jon Pahl"),
        ("Marit Solheim Harbour Fees correspondent", "Marit Solheim Harbour Fees correspondent"),
        ("USA TODAY", "USA TODAY"),
        ("Our Own Correspondent", "Our Own Correspondent"),
    ],
)
def test_authors(found: Found, author: object, expected: str) -> None:
    (article,) = found("a.json", json.dumps({"text": QUAY, "author": author}))
    assert article.author == expected


def test_a_name_of_two_words_is_no_title(found: Found) -> None:
    rows = [(QUAY_TITLE, "Marit Solheim", QUAY), (GOATS_TITLE, "Jon Pahl", GOATS)]
    content = "".join(line(*row) for row in rows)
    assert [one.title for one in found("a.csv", content)] == [QUAY_TITLE, GOATS_TITLE]


def test_the_label_of_a_record_is_its_address(found: Found) -> None:
    articles = found("a.json", json.dumps(SHAPES["by address"]))
    assert [one.url for one in articles] == ["https://news.example/0", "https://news.example/1"]


def test_what_a_service_took_out_is_no_article(tmp_path: Path) -> None:
    removed = dict.fromkeys(("title", "description", "content"), "[Removed]")
    stories = [{"uri": "nyt://article/1", "title": QUAY_TITLE, "abstract": "The quay is shut."}]
    for name, held in {"articles": [removed], "results": stories}.items():
        (tmp_path / "a.json").write_text(json.dumps({"status": "ok", name: held}))
        assert [type(item) for item in read(tmp_path / "a.json")] == [Unreadable], name


def test_records_of_sites_own_programs(found: Found, tmp_path: Path) -> None:
    parts = [{"type": "text", "content": part} for part in QUAY.split("\n\n")]
    story = {"headlines": {"basic": QUAY_TITLE}, "content_elements": [*parts, {"type": "image"}],
             "display_date": "2023-05-08T07:00:00Z", "source": {"domain": "mercury.example"},
             "credits": {"by": [{"type": "author", "name": "Marit Solheim"}]}}  # fmt: skip
    (article,) = found("a.json", json.dumps(story))
    assert facts([article]) == [(*FACTS[0][:3], "mercury.example")]
    assert article.author == "Marit Solheim"
    posts = [{"content": {"rendered": QUAY}, "title": {"rendered": QUAY_TITLE}, **said}
             for said in ({"status": "publish"}, {"status": "draft"}, {"draft": True})]  # fmt: skip
    (tmp_path / "posts.json").write_text(json.dumps(posts))
    first, *rest = read(tmp_path / "posts.json")
    assert isinstance(first, RawArticle)
    assert [type(one) for one in rest] == [Unreadable, Unreadable]
    assert all(isinstance(one, Unreadable) and "a draft" in one.reason for one in rest)


def test_boxes_and_captions_in_a_field_are_not_the_story(found: Found) -> None:
    body = (
        f"<p>{QUAY.splitlines()[0]}</p><figure><img><figcaption>The quay.</figcaption></figure>"
        f"<aside><p>Related: fees</p></aside><p>{QUAY.splitlines()[2]}</p>"
    )
    (article,) = found("a.json", json.dumps({"title": QUAY_TITLE, "body": body}))
    assert article.text == QUAY
