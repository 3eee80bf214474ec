"""Who published a story, when and by whom, as pages, posts, notes and office files say it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import Article, RawArticle, Unreadable

TITLE = "Tessel shuts its northern quay until autumn"
FIRST = (
    "The harbour board of Tessel said on Monday that the northern quay would stay shut until the "
    "autumn, because divers had found that its piles were eaten away by shipworm."
)
SECOND = (
    "The repair is expected to cost 3.4 million crowns, of which the state will pay two thirds, "
    "and ferries will dock at the southern pier for the time being."
)
THIRD = "Shopkeepers near the quay fear for their summer trade and want the parking fees lifted."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def articles(path: Path, content: str) -> list[Article]:
    path.write_text(content, "utf-8")
    return [clean(item) for item in read(path) if isinstance(item, RawArticle)]


def page(tmp_path: Path, head: str = "", byline: str = "", body: str = BODY) -> Article:
    (article,) = articles(
        tmp_path / "page.html",
        f'<!doctype html><html lang="en"><head><title>{TITLE} | The Tessel Mercury</title>{head}'
        f"</head><body><nav><a href='/'>Home</a></nav><main><article><h1>{TITLE}</h1>{byline}{body}"
        "</article></main><aside><div class='author'>Ada Brune</div></aside></body></html>",
    )
    return article


def meta(**said: str) -> str:
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in said.items())


def linked(*things: dict[str, object]) -> str:
    graph = json.dumps({"@context": "https://schema.org", "@graph": things})
    return f'<script type="application/ld+json">{graph}</script>'


ARTICLE: dict[str, object] = {
    "@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-05-08T07:00:00+00:00",
    "author": {"@id": "https://mercury.example/#/person/1"},
    "publisher": {"@id": "https://mercury.example/#organization"},
}  # fmt: skip


def test_what_linked_data_points_to(tmp_path: Path) -> None:
    outlet: dict[str, object] = {
        "@type": "Organization",
        "@id": "https://mercury.example/#organization",
        "name": "The Tessel Mercury",
    }
    person: dict[str, object] = {"@type": "Person", "@id": "https://mercury.example/#/person/1"}
    for name in ({"name": "Marit Solheim"}, {"givenName": "Marit", "familyName": "Solheim"}):
        found = page(tmp_path, linked(ARTICLE, {**person, **name}, outlet))
        assert (found.outlet, found.author) == ("The Tessel Mercury", "Marit Solheim")


def test_what_it_points_to_in_vain_says_nothing(tmp_path: Path) -> None:
    said = meta(**{"og:site_name": "The Tessel Mercury"})
    found = page(tmp_path, linked(ARTICLE) + said)
    assert (found.outlet, found.author) == ("The Tessel Mercury", "")
    found = page(tmp_path, linked({**ARTICLE, "publisher": {"name": "mercury.example"}}) + said)
    assert found.outlet == "The Tessel Mercury"


DATED = meta(**{"article:published_time": "2023-05-08T07:00:00Z", "og:title": TITLE})


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (meta(**{"article:author": "Marit Solheim"}), ""),
        (meta(**{"article:author": "https://social.example/mercury"}),
         "<p class='byline'>By Marit Solheim</p>"),
        (meta(author="newsdesk@mercury.example"),
         "<div class='byline'>By <a rel='author' href='/staff/1'>Marit Solheim</a></div>"),
        (meta(author="20417"), "<span itemprop='author'><span itemprop='name'>Marit Solheim"
         "</span></span>"),
    ],
)  # fmt: skip
def test_authors_of_pages(tmp_path: Path, head: str, byline: str) -> None:
    assert page(tmp_path, head + DATED, byline).author == "Marit Solheim"


def test_bylines_that_name_nobody(tmp_path: Path) -> None:
    for byline in ("<p class='byline'>Staff Reporter</p>", "<p class='author'>Read more</p>",
                   "<div class='related'><p class='byline'>By Ada Brune</p></div>"):  # fmt: skip
        assert page(tmp_path, DATED, byline).author == ""


def test_the_headline_that_readers_saw(tmp_path: Path) -> None:
    for search in ("Quay closure in Tessel: dates and costs of the repair explained",):
        told = linked({**ARTICLE, "headline": search})
        assert page(tmp_path, told + meta(**{"og:title": TITLE})).title == TITLE
        assert page(tmp_path, told).title == TITLE
        shared = meta(**{"og:title": f"{TITLE} - Mercury Online"})
        assert page(tmp_path, shared).title == TITLE


def test_a_day_of_change_or_print_is_no_day_of_publication(tmp_path: Path) -> None:
    for label in ("Last updated:", "Printed on", "Retrieved", "Zuletzt aktualisiert:", "Created:"):
        shown = f"<p><strong>{label} </strong>2024-11-02</p>"
        assert page(tmp_path, body=BODY + shown).published == "", label
    shown = "<p>Published: 8 May 2023</p><p>Last updated: 2 November 2024</p>"
    assert page(tmp_path, body=BODY + shown).published == "2023-05-08"


POSTS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Tessel Mercury</title><language>en-GB</language>
<wp:author><wp:author_login>msol</wp:author_login>
<wp:author_display_name>Marit Solheim</wp:author_display_name></wp:author>
<item><title>{TITLE}</title><link>https://mercury.example/quay</link>
<pubDate>Mon, 08 May 2023 07:00:00 +0000</pubDate><dc:creator>msol</dc:creator>
<content:encoded><![CDATA[<!-- wp:paragraph --><p>{FIRST}</p><!-- /wp:paragraph -->
[caption id="p" width="300"]<img src="x.jpg"> The crane[/caption]

{SECOND}

[gallery ids="1,2"][dropcap]{THIRD}[/dropcap]]]></content:encoded>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
ITEMS</channel></rss>"""


def test_posts_of_an_export(tmp_path: Path) -> None:
    item = (
        "<item><title>About</title><content:encoded>We are a paper.</content:encoded>"
        "<wp:status>{}</wp:status><wp:post_type>{}</wp:post_type></item>"
    )
    kinds = [("publish", "page"), ("draft", "post"), ("inherit", "attachment"), ("private", "post")]
    export = POSTS.replace("ITEMS", "".join(item.format(*kind) for kind in kinds))
    (article,) = articles(tmp_path / "export.xml", export)
    assert article.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert (article.author, article.published[:10]) == ("Marit Solheim", "2023-05-08")
    refused = [item for item in read(tmp_path / "export.xml") if isinstance(item, Unreadable)]
    assert [one.reason for one in refused] == [
        "left out, no published posts: 1 × attachment, 2 × draft or private post, 1 × page"
    ]


def test_posts_of_a_ghost_export(tmp_path: Path) -> None:
    html = f"<p>{FIRST}</p><figure><img><figcaption>Piles</figcaption></figure><p>{SECOND}</p>"
    when = "2023-05-08T07:00:00.000Z"
    post = {"id": "1", "uuid": "u-1", "title": TITLE, "html": html, "status": "published",
            "type": "post", "created_at": "2023-04-01T07:00:00Z", "published_at": when}  # fmt: skip
    data = {
        "posts": [post, {**post, "id": "2", "status": "draft"}, {**post, "id": "3", "type": "page"},
                  {**post, "id": "4", "html": None}],
        "users": [{"id": "9", "name": "Marit Solheim", "email": "m@mercury.example"}],
        "posts_authors": [{"post_id": "1", "author_id": "9", "sort_order": 0}],
        "settings": [{"key": "title", "value": "The Tessel Mercury"}, {"key": "x", "value": None}],
    }  # fmt: skip
    whole = {"meta": {"version": "5.1"}, "data": data}
    for export in ({"db": [whole]}, whole):
        (article,) = articles(tmp_path / "ghost.json", json.dumps(export))
        assert (article.title, article.text) == (TITLE, f"{FIRST}\n\n{SECOND}")
        assert (article.outlet, article.author) == ("The Tessel Mercury", "Marit Solheim")
        assert article.published[:10] == "2023-05-08"
    reasons = [one.reason for one in read(tmp_path / "ghost.json") if isinstance(one, Unreadable)]
    assert reasons == [
        "a post without text",
        "left out, no published posts: 1 × draft or other unpublished post, 1 × page",
    ]


MATTERS = {
    "yaml": f'---\ntitle: "{TITLE}"\nsource: "https://mercury.example/quay"\nauthor:\n'
    '  - "[[Marit Solheim]]"\npublished: 2023-05-08\ncreated: 2024-11-02\ntags: [ports]\n---\n',
    "toml": f'+++\ntitle = "{TITLE}"\ndate = 2023-05-08T07:00:00Z\nauthors = ["Marit Solheim"]\n'
    "draft = false\n+++\n",
    "tables": f'+++\ntitle = "{TITLE}"\ndate = 2023-05-08\n[taxonomies]\nauthors = '
    '["Marit Solheim"]\n[extra]\nsource = "The Tessel Mercury"\n+++\n',
    "loose": f"---\ntitle: {TITLE}: what now?\nauthor: Marit Solheim\ndate: 2023-05-08\n---\n",
}


@pytest.mark.parametrize("kind", MATTERS)
def test_notes(tmp_path: Path, kind: str) -> None:
    body = (
        f"\n![crane](https://x.example/c.jpg)\n\n**{FIRST}**\n\n"
        f"> {SECOND.replace('crowns', '_crowns_')}\n\n- [{THIRD}](https://x.example)\n\n"
        "1986. It was a *good* year for [[Ports|ports]].\n\n---\n"
    )
    (article,) = articles(tmp_path / "note.md", MATTERS[kind] + body)
    assert article.title.startswith(TITLE)
    assert (article.author, article.published[:10]) == ("Marit Solheim", "2023-05-08")
    assert article.text == (
        f"{FIRST}\n\n{SECOND}\n\n- {THIRD}\n\n1986. It was a good year for ports."
    )
    if kind == "yaml":
        assert (article.outlet, article.url) == ("mercury.example", "https://mercury.example/quay")


def test_drafts_are_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    assert not articles(path, f'+++\ntitle = "{TITLE}"\ndraft = true\n+++\n{FIRST}\n')
    assert [item.reason for item in read(path) if isinstance(item, Unreadable)] == [
        "a draft, not published"
    ]


def test_the_lead_of_an_agencys_story_comes_once(tmp_path: Path) -> None:
    story = (
        f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content>"
        f'<block class="lead_paragraph"><p>{FIRST}</p></block>'
        f'<block class="full_text"><p>{FIRST}</p><p>{SECOND}</p></block>'
        "</body.content></body></nitf>"
    )
    (article,) = articles(tmp_path / "a.nitf", story)
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_the_writer_and_the_pictures_of_an_agencys_story(tmp_path: Path) -> None:
    story = (
        f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By <person>Marit "
        "Solheim</person><byttl>Harbour reporter</byttl></byline></body.head><body.content>"
        f"<p>{FIRST}</p><media><media-caption><p>The quay.</p></media-caption></media>"
        f"<p>{SECOND}</p></body.content></body></nitf>"
    )
    for bare in (story, story.replace("<person>", "").replace("</person>", "")):
        (article,) = articles(tmp_path / "a.nitf", bare)
        assert article.author == "Marit Solheim"
        assert article.text == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize(
    ("title", "author"),
    [("Microsoft Word - quay final2.docx", "Microsoft Office User"), ("Untitled", "HP"),
     ("quay_v3", "jsmith"), ("Dokument1", "Archive Scanner")],
)  # fmt: skip
def test_the_page_before_the_properties(tmp_path: Path, title: str, author: str) -> None:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.core_properties.author = author
    for style, words in (("Title", TITLE), ("Normal", "The Tessel Mercury"),
                         ("Normal", "By Marit Solheim"), ("Normal", "8 May 2023"),
                         ("Normal", FIRST), ("Normal", SECOND)):  # fmt: skip
        document.add_paragraph(words, style=style)
    path = tmp_path / "story.docx"
    document.save(str(path))
    (article,) = [clean(item) for item in read(path) if isinstance(item, RawArticle)]
    assert (article.title, article.author) == (TITLE, "Marit Solheim")
    assert (article.outlet, article.published) == ("The Tessel Mercury", "2023-05-08")
    assert article.text == f"{FIRST}\n\n{SECOND}"


def test_a_broken_clock_leaves_the_day(tmp_path: Path) -> None:
    item = f"<item><description>{FIRST}</description><pubDate>{{}}</pubDate></item>"
    days = ["Mon, 08 May 2023 27:75:00 XYZ", "8 May 2023 07:00"]
    feed = f"<rss version='2.0'><channel>{''.join(map(item.format, days))}</channel></rss>"
    assert [one.published[:10] for one in articles(tmp_path / "a.rss", feed)] == ["2023-05-08"] * 2


def test_captions_of_pictures_are_not_the_story(tmp_path: Path) -> None:
    caption = "A crane stands idle above the northern quay on Sunday evening."
    story = "".join(f"<p>{part}</p>" for part in (FIRST, SECOND, THIRD) * 5)
    pictures = (
        f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
        f"<div class='wp-caption-text'>{caption}</div>"
    )
    assert caption not in page(tmp_path, DATED, body=f"<p>{FIRST}</p>{pictures}{story}").text
