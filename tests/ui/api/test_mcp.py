"""The archive's tools for agents, asked by an MCP client over stdio and HTTP."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from tests.conftest import ROOT
from tests.ui.api.conftest import Served
from vectorstore import Archive

NAMES = ["article", "ask", "search", "timeline", "verify_quote"]


async def uses_the_tools(client: Client) -> None:
    tools = (await client.list_tools()).tools
    assert sorted(tool.name for tool in tools) == NAMES
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    told = await given(client, "ask", question="How much did Rovers pay for Verrin?")
    [citation, *_] = told["citations"]
    article = await given(client, "article", id=citation["article"]["id"])
    assert article["text"][citation["start"] : citation["end"]] == citation["quote"]
    found = await given(client, "search", question="ferry", k=2, outlets=["Evening Lantern"])
    assert {each["article"]["outlet"] for each in found["passages"]} == {"Evening Lantern"}
    where = await given(client, "verify_quote", text="twice what Rovers had ever spent")
    assert len(where["citations"]) == 1
    story = await given(client, "timeline", question="What happened to the ferry Marigold?")
    assert story["form"] == "events"
    refused = await client.call_tool("search", {"question": "ferry", "outlets": ["The Times"]})
    assert refused.is_error
    assert "no outlet 'The Times'" in str(refused.content)


async def given(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    done = await client.call_tool(tool, arguments)
    assert not done.is_error, done.content
    assert isinstance(done.structured_content, dict)
    return done.structured_content


def test_the_tools_over_http(served: Served) -> None:
    async def ask() -> None:
        headers = {"authorization": f"Bearer {served.asks}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"{served.address}/mcp", http_client=http)
            async with Client(transport) as client:
                await uses_the_tools(client)

    asyncio.run(ask())
    assert "token reader" in {line["who"] for line in served.audit() if line["what"] == "timeline"}


def test_the_tools_over_standard_input_and_output(sample: Archive, tmp_path: Path) -> None:
    run_over_stdio(["--archive", str(sample.path)], uses_the_tools, tmp_path)


def run_over_stdio(
    options: list[str], use: Callable[[Client], Awaitable[None]], folder: Path
) -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "ui", "mcp", *options],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )

    async def ask() -> None:
        with (folder / "log").open("w") as log:
            async with Client(stdio_client(server, errlog=log)) as client:
                await use(client)

    asyncio.run(ask())


def test_without_the_package_the_extra_is_named(sample: Archive, tmp_path: Path) -> None:
    (tmp_path / "mcp").mkdir()
    (tmp_path / "mcp" / "__init__.py").write_text("raise ImportError('no mcp')\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ui", "mcp", "--archive", str(sample.path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "pip install 'dateline[mcp]'" in done.stderr
    assert not done.stdout
