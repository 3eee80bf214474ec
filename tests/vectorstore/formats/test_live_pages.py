"""Live blogs as pages: entries of JSON-LD, microdata and blocks with times, and what is none."""

import json
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import Article, RawArticle

LEAD = "The dyke at Sandby has held since Thursday, and the water is still rising, the board says."
TOLD = [
    "The crest has passed Sandby and the water has begun to fall, the water board says.",
    "The road to Nordby is closed because the old bridge shakes, according to the police.",
    "Four hundred volunteers are filling sandbags at the brick works, the water board says.",
]
HEADINGS = ["Crest has passed", "Road closed", "Volunteers at the brick works"]
WRITERS = ["Runa Vidal", "Nils Aker", "Runa Vidal"]
WHEN = ["2025-02-08T07:40:00+01:00", "2025-02-07T23:15:00+01:00", "2025-02-07T09:30:00+01:00"]
EXPECTED = [
    (when, f"{heading}\n\n{text}", writer)
    for when, heading, text, writer in zip(WHEN, HEADINGS, TOLD, WRITERS, strict=True)
][::-1]


def markup(body: str, title: str = "Flood in Sandby: live", head: str = "") -> str:
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>"
        f"<p>{LEAD}</p>{body}</main><footer>© 2025 The Sandby Signal</footer></body></html>"
    )


def linked(**fields: object) -> str:
    updates = [
        {"@type": "BlogPosting", "headline": HEADINGS[n], "articleBody": f"<p>{TOLD[n]}</p>",
         "author": {"@type": "Person", "name": WRITERS[n]}, "datePublished": WHEN[n],
         "url": f"https://signal.example/flood#entry-{n}"}
        for n in range(3)
    ]  # fmt: skip
    thing = {
        "@type": ["LiveBlogPosting"], "headline": "Flood in Sandby: live", "datePublished": WHEN[2],
        "url": "https://signal.example/flood", "publisher": {"name": "The Sandby Signal"},
        "liveBlogUpdate": updates, **fields,
    }  # fmt: skip
    document = json.dumps(
        {"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, thing]}
    )
    return f'<script type="application/ld+json">{document}</script>'


def blocks(tag: str, of: str = "", link: str = "") -> str:
    return "".join(
        f'<{tag} class="{of}" id="entry-{n}"><div><time datetime="{WHEN[n]}">at dawn</time>'
        f"<button>Share this update</button></div><h2>{link and f'<a href={link}{n}>'}{HEADINGS[n]}"
        f'{link and "</a>"}</h2><span class="byline">{WRITERS[n]}</span><p>{TOLD[n]}</p></{tag}>'
        for n in range(3)
    )


def bold() -> str:
    return "".join(
        f'<li id="entry-{n}"><time datetime="{WHEN[n]}">{WHEN[n][11:16]}</time>'
        f'<strong>{HEADINGS[n]}</strong><em class="author">{WRITERS[n]}</em><p>{TOLD[n]}</p></li>'
        for n in range(3)
    )


MICRODATA = '<div itemscope itemtype="https://schema.org/LiveBlogPosting">' + "".join(
    f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"'
    f' id="entry-{n}"><meta itemprop="datePublished" content="{WHEN[n]}">'
    f'<h3 itemprop="headline">{HEADINGS[n]}</h3><span itemprop="author">{WRITERS[n]}</span>'
    f'<div itemprop="articleBody"><p>{TOLD[n]}</p></div></div>'
    for n in range(3)
)  # fmt: skip


def article(path: Path, page: str) -> Article:
    path.write_text(page, "utf-8")
    found = list(read(path))
    assert len(found) == 1
    assert isinstance(found[0], RawArticle), found
    return clean(found[0])


def entries(found: Article) -> list[tuple[str, str, str]]:
    return [
        (entry.published, found.text[entry.start : entry.end], entry.author)
        for entry in found.entries
    ]


@pytest.mark.parametrize(
    "page",
    [
        markup(blocks("article", "update")),
        markup(blocks("div", "liveblog-post"), title="Flood in Sandby"),
        markup(f"<ol>{bold()}</ol>"),
        markup(MICRODATA + "</div>", title="Flood in Sandby"),
        markup(blocks("section"), head=linked()),
        markup('<div id="app"></div>', head=linked()),
    ],
    ids=["article", "div", "list", "microdata", "json-ld and blocks", "json-ld alone"],
)
def test_entries_of_a_page(tmp_path: Path, page: str) -> None:
    found = article(tmp_path / "a.html", page)
    assert entries(found) == EXPECTED
    assert [entry.anchor for entry in found.entries] == ["entry-2", "entry-1", "entry-0"]
    assert found.text.split("\n\n")[0] == LEAD
    assert found.text.count(TOLD[0]) == 1
    assert "Share" not in found.text


def test_the_anchor_that_the_json_ld_lacks_is_the_block_s(tmp_path: Path) -> None:
    update = {"headline": HEADINGS[0], "articleBody": TOLD[0], "datePublished": WHEN[0]}
    page = markup(blocks("article", "update"), head=linked(liveBlogUpdate=[update] * 3))
    assert article(tmp_path / "a.html", page).entries[0].anchor == "entry-0"


def test_words_embedded_in_an_entry_that_the_json_ld_lacks_stay_with_it(tmp_path: Path) -> None:
    embedded = "Keep away from the dyke tonight and listen to the radio for the sirens."
    body = f"<div><h2>{HEADINGS[0]}</h2><p>{TOLD[0]}</p><p>{embedded}</p><p>{TOLD[1]}</p></div>"
    found = article(tmp_path / "a.html", markup(body, head=linked()))
    assert found.text[: found.entries[0].start].strip() == LEAD
    last = found.entries[-1]
    assert found.text[last.start : last.end] == f"{HEADINGS[0]}\n\n{TOLD[0]}\n\n{embedded}"


def test_a_record_of_a_live_blog(tmp_path: Path) -> None:
    update = {"headline": HEADINGS[0], "articleBody": TOLD[0], "datePublished": WHEN[0]}
    record = {"headline": "Flood in Sandby", "liveBlogUpdate": [update]}
    found = article(tmp_path / "a.json", json.dumps(record))
    assert entries(found) == [(WHEN[0], f"{HEADINGS[0]}\n\n{TOLD[0]}", "")]


STORY = "".join(f"<p>{text} {LEAD}</p>" for text in TOLD)


@pytest.mark.parametrize(
    "page",
    [
        markup(
            STORY + f'<div class="comments">{blocks("div", "c")}</div>', title="Flood in Sandby"
        ),
        markup(STORY + blocks("article", "story", "/stories/"), title="Flood in Sandby: live"),
        markup(f'<time datetime="{WHEN[0]}">8 February</time>{STORY}', title="Live at the mill"),
        markup(STORY + blocks("div", "note"), title="Flood in Sandby"),
    ],
    ids=["comments", "links", "one time", "a box of notes"],
)
def test_pages_that_are_no_live_blog(tmp_path: Path, page: str) -> None:
    found = article(tmp_path / "a.html", page)
    assert found.entries == ()
    assert all(text in found.text for text in TOLD)


@pytest.mark.parametrize(
    ("around", "block"),
    [
        ('</article><section class="x1">{}</section>', "<h3>{}</h3>{}<p>{}</p>"),
        ('<section class="responses">{}</section></article>', "<h3>{}</h3>{}<p>{}</p>"),
        ('<div class="x1">{}</div></article>', "<h3>{}</h3>{}<p>{}</p><a>Reply</a>"),
        ('<div class="x1">{}</div></article>', "<b>{}</b> {}<p>{}</p>"),
    ],
    ids=["beside the article", "named so", "can be answered", "no headings"],
)
def test_what_readers_write_is_no_live_blog(tmp_path: Path, around: str, block: str) -> None:
    times = [f'<time datetime="{when}">then</time>' for when in WHEN]
    posts = "".join(
        f'<div class="post">{block.format(writer, time, text + LEAD)}</div>'
        for writer, time, text in zip(WRITERS, times, TOLD, strict=True)
    )
    page = (
        f"<html><head><title>Flood in Sandby</title></head><body><article><h1>Flood in Sandby</h1>"
        f"<p>{LEAD}</p><p>It will be seen on Monday whether it holds.</p>{around.format(posts)}"
    )
    assert article(tmp_path / "a.html", page).entries == ()


def test_a_line_that_says_by_whom_is_the_reporter_whatever_its_class(tmp_path: Path) -> None:
    body = "".join(
        f'<article class="update" id="u{n}"><time datetime="{WHEN[n]}">at dawn</time>'
        f"<h2>{HEADINGS[n]}</h2><p>By {WRITERS[n]}</p><p>{TOLD[n]}</p></article>"
        for n in range(3)
    )
    path = tmp_path / "a.html"
    path.write_text(markup(body))
    [raw] = read(path)
    assert isinstance(raw, RawArticle)
    article = clean(raw)
    assert [
        (entry.published, article.text[entry.start : entry.end], entry.author)
        for entry in article.entries
    ] == EXPECTED
