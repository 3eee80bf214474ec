"""The HTTP API on a real server: what it answers, to whom, and what it notes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from assistant import Assistant
from tests.ui.api.conftest import PASSWORD, Served
from ui.json import answer_json
from vectorstore import Archive

VERRIN = "How much did Rovers pay for Verrin?"
CARGO = "What cargo was the Aster Trader carrying?"


def without_times(answer: dict[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = rounded({**answer, "timings": sorted(answer["timings"])})
    return known


def rounded(value: Any) -> Any:
    """Scores to four digits: a scan of all vectors and Chroma differ in the seventh."""
    if isinstance(value, dict):
        return {name: rounded(each) for name, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


def events(text: str) -> list[tuple[str, dict[str, Any]]]:
    """(name, data) of each server-sent event."""
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if line[0] != ":")
        if lines:
            found.append((lines.get("event", ""), json.loads(lines["data"])))
    return found


def test_an_answer_is_that_of_python(served: Served, sample: Archive) -> None:
    given = served.post("ask", question=VERRIN).json()
    own = json.loads(json.dumps(answer_json(Assistant(sample).answer(VERRIN))))
    assert without_times(given) == without_times(own)
    assert given["claims"]


def test_an_answer_is_streamed_as_it_grows(served: Served) -> None:
    told = served.post("ask", question=CARGO, stream=True)
    assert told.headers["content-type"].startswith("text/event-stream")
    *before, (name, last) = events(told.text)
    assert name == "answer"
    assert "timber" in last["text"]
    assert last["passages"]
    assert {name for name, _ in before} <= {"waiting", "growing"}
    [(name, failed)] = events(served.post("ask", question=" ", stream=True).text)
    assert (name, failed["error"]["type"]) == ("error", "QuestionError")


def test_history_makes_a_follow_up_whole(served: Served) -> None:
    before = {"question": "Which ferry was hit by the Aster Trader?", "answer": "The Marigold."}
    told = served.post("ask", question="When was it back in service?", history=[before]).json()
    assert "Aster Trader" in told["understood"]
    assert not told["abstained"]


def test_filters_are_those_of_python(served: Served) -> None:
    only: dict[str, Any] = {
        "since": "2025-02-01",
        "until": "2025-02-28",
        "outlets": ["Evening Lantern"],
    }
    found = served.post("search", question="ferry", k=5, **only).json()["passages"]
    assert {(p["article"]["outlet"], p["article"]["published"][:7]) for p in found} == {
        ("Evening Lantern", "2025-02")
    }


def test_quotes_drafts_mentions_and_articles(served: Served) -> None:
    words = "twice what Rovers had ever spent on a player"
    [where] = served.post("verify_quote", text=f"“{words}”").json()["citations"]
    with served.client() as client:
        article = client.get(f"/api/v1/article/{where['article']['id']}").json()
    assert article["text"][where["start"] : where["end"]] == words
    assert not served.post("verify_quote", text=f"{words} or coach").json()["citations"]
    across = "for Verrin, the"
    assert not served.post("verify_quote", text=across).json()["citations"]
    checked = served.post("verify", text="Verrin cost 3.2 million crowns.").json()
    assert [each["verdict"] for each in checked["sentences"]] == ["stands"]
    assert served.post("mentions", words="Verrin").json()["total"] == 10
    story = served.post("timeline", question="What happened to the ferry Marigold?").json()
    days = [claim["day"] for claim in story["claims"]]
    assert len(days) > 2
    assert days == sorted(days)


def test_what_is_sent_is_as_it_is_documented(served: Served) -> None:
    with served.client() as client:
        document = client.get("/api/v1/openapi.json").json()
    sent: dict[str, dict[str, Any]] = {
        "ask": {"question": VERRIN},
        "search": {"question": VERRIN},
        "mentions": {"words": "Verrin"},
        "verify": {"text": "Verrin cost 3.2 million crowns."},
        "verify_quote": {"text": "twice what Rovers had ever spent"},
        "timeline": {"question": "What happened to the ferry Marigold?"},
    }
    for name, body in sent.items():
        told = document["paths"][f"/api/v1/{name}"]["post"]["responses"]["200"]
        schema = {**told["content"]["application/json"]["schema"], **document}
        given = served.post(name, **body).json()
        jsonschema.validate(given, schema)
        named = schema["$ref"].rpartition("/")[2]
        assert set(given) <= set(document["components"]["schemas"][named]["properties"])


def test_what_fails_says_what_to_do(served: Served) -> None:
    for status, code, path, body in (
        (400, "question", "search", {"question": "ferry", "outlets": ["The Times"]}),
        (400, "question", "ask", {"question": "ferry", "since": "tomorrow"}),
        (400, "invalid_request", "search", {"question": "ferry", "k": 0}),
        (400, "invalid_request", "search", {"question": "ferry", "outlet": "x"}),
        (404, "http", "nothing", {}),
        (413, "too_long", "verify", {"text": "x" * (1024 * 1024)}),
    ):
        answer = served.post(path, **body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert answer.json()["error"]["message"]
    with served.client() as client:
        gone = client.get("/api/v1/article/nothing")
    assert (gone.status_code, gone.json()["error"]["code"]) == (404, "unknown_article")


def test_only_those_who_may_ask_do(served: Served) -> None:
    assert served.post("search", token="none", question="ferry").status_code == 401
    assert served.post("search", token=served.asks + "x", question="ferry").status_code == 401
    with served.client() as client:
        del client.headers["authorization"]
        for path in ("/api/v1/openapi.json", "/v1/models", "/mcp", "/metrics"):
            assert client.get(path).status_code == 401
        assert client.get("/healthz").json() == {"status": "ok"}
        assert client.get("/readyz").json()["articles"] >= 59
        asked: dict[str, Any] = {"json": {"question": "ferry", "k": 1}, "auth": ("ruth", PASSWORD)}
        assert client.post("/api/v1/search", **asked).status_code == 200
        wrong = client.post("/api/v1/search", json={"question": "x"}, auth=("ruth", "wrong"))
        assert wrong.status_code == 401
        # The page beside it wants its own login.
        assert "password" in client.get("/").text
        assert client.get("/theme.css").status_code == 401


def test_another_site_may_ask_nothing_without_a_token(served: Served) -> None:
    with served.client() as client:
        foreign = {"origin": "https://attacker.invalid"}
        assert client.get("/v1/models", headers=foreign).status_code == 200
        del client.headers["authorization"]
        login = ("ruth", PASSWORD)
        for headers in (foreign, {"host": "attacker.invalid"}, {"sec-fetch-site": "cross-site"}):
            refused = client.get("/v1/models", headers=headers, auth=login)
            assert refused.status_code in (400, 403)
            assert refused.json()["error"]["message"]


def test_articles_are_added_with_a_report(served: Served) -> None:
    kites = {
        "id": "kite/1 é",
        "outlet": "The Gull",
        "published": "2026-01-02",
        "title": "Kite day",
        "text": "The kite festival of Orlend drew 3,100 people on Sunday, said Mira Tolk.",
    }
    assert served.post("ingest", articles=[kites]).status_code == 403
    report = served.post("ingest", served.adds, articles=[kites]).json()
    assert (report["added"], report["skipped"]) == (1, [])
    assert served.post("ingest", served.adds, articles=[kites]).json()["unchanged"] == 1
    changed = {**kites, "text": kites["text"].replace("3,100", "3,400")}
    assert served.post("ingest", served.adds, articles=[changed]).json()["updated"] == 1
    served.wait_until_embedded()
    answer = served.post("ask", question="How many people came to the kite festival?").json()
    assert "3,400" in answer["text"]
    with served.client() as client:
        old = client.get("/api/v1/article/kite%2F1%20%C3%A9%401")
    assert "3,100" in old.json()["text"]
    outside = served.post("ingest", served.adds, paths=["/etc/hostname"])
    assert (outside.status_code, outside.json()["error"]["code"]) == (400, "refused")


def test_it_is_noted_who_asked_what_and_what_was_shown(served: Served) -> None:
    cited = served.post("ask", question=VERRIN, until="2025-12-31").json()["citations"]
    line = served.audit()[-1]
    assert (line["who"], line["what"], line["question"]) == ("token reader", "ask", VERRIN)
    assert line["filters"] == {"until": "2025-12-31"}
    assert [(one["article"], one["start"], one["end"]) for one in line["shown"]] == [
        (one["article"]["id"], one["start"], one["end"]) for one in cited
    ]
    assert cited[0]["quote"] not in json.dumps(line)
    assert any(line["what"] == "ingest" or line["what"] == "search" for line in served.audit())


def test_requests_are_counted_and_logged(served: Served) -> None:
    with served.client() as client:
        named = client.get("/readyz", headers={"x-request-id": "mine-1"})
        assert named.headers["x-request-id"] == "mine-1"
        served.post("ask", question=VERRIN)
        text = client.get("/metrics").text
    assert 'dateline_requests_total{part="ask",status="200"}' in text
    assert 'dateline_answer_seconds_bucket{outcome="given",le="+Inf"}' in text
    assert "dateline_articles 5" in text or "dateline_articles 6" in text
    log = Path(served.archive).with_name("log").read_text("utf-8").splitlines()
    lines = [json.loads(line) for line in log]
    assert any(line["request"] == "mine-1" and line["status"] == 200 for line in lines)
    assert VERRIN not in "".join(log)


@pytest.mark.parametrize("path", ["/v1/../api/v1/ask", "//api/v1/ask", "/api/v1", "/API/v1/ask"])
def test_nearly_an_address_is_not_there(served: Served, path: str) -> None:
    with served.client() as client:
        # Of the page, which wants its login, or of the API.
        assert client.request("POST", served.address + path).status_code in (400, 401, 404, 405)
