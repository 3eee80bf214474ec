"""Fetching a feed from the web: in bounds, and never from a network that is not everybody's."""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from contextlib import closing
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from ui.web import DEFAULT_PORTS, Address, IPAddress, ip_address, parsed
from vectorstore.errors import DatelineError

MAX_BYTES = 20_000_000
# Seconds for all of it, and of silence.
MAX_SECONDS, _SILENCE = 30.0, 10.0
MAX_REDIRECTS = 5
_REDIRECTS = (301, 302, 303, 307, 308)
_ASKS = {
    "user-agent": "Dateline (a reader of feeds)",
    "accept": "application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5",
    "accept-encoding": "identity",
}
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|channel)\b", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{0,500}>", re.IGNORECASE)
_FEED_KIND = re.compile(r"type\s*=\s*[\"']?application/(?:rss|atom|feed)\+(?:xml|json)", re.I)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]{1,500})\"|'([^']{1,500})')", re.IGNORECASE)
# Addresses in IPv6 that stand for one in IPv4, behind a translator (RFC 6052).
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


class FetchError(DatelineError):
    """A feed that could not be fetched, and why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a feed's address gave; `ending` is that of its format.

    By `etag` and `modified` its server tells whether it has changed, "" where it doesn't.
    """

    content: bytes
    ending: str
    etag: str = ""
    modified: str = ""


def fetch_feed(
    url: str, may_be_private: bool = False, etag: str = "", modified: str = ""
) -> Fetched | None:
    """What a feed's address gives; None where it is as it was, by its own `etag` or `modified`.

    FetchError where it is no feed, is too large or too slow, or is on a private network and that
    may not be: each IP address of its name is looked at, and the connection goes to one of those.
    """
    import httpx

    known = {"if-none-match": etag, "if-modified-since": modified}
    headers = _ASKS | {name: value for name, value in known.items() if value}
    end = time.monotonic() + MAX_SECONDS
    # Never through a proxy, which would look up the name once more.
    with httpx.Client(trust_env=False, follow_redirects=False, timeout=_SILENCE) as client:
        for _ in range(MAX_REDIRECTS + 1):
            try:
                with _answer(client, _checked(url, may_be_private), headers) as answer:
                    if answer.status_code in _REDIRECTS and "location" in answer.headers:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    return _read(answer, url, end)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                raise FetchError(f"{url} could not be fetched: {_why(error)}.") from error
    raise FetchError(f"{url} leads from one address to the next, and to no feed.")


def _why(error: Exception) -> str:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return "it does not answer in time"
    return str(error) or "the connection broke"


def _checked(url: str, may_be_private: bool) -> tuple[Address, list[IPAddress]]:
    """An address of the web, and the IP addresses that it may be reached at."""
    address = parsed(url.strip())
    if address is None:
        raise FetchError(
            f"{url[:200]!r} is no address of a feed: it should look like"
            " https://news.example/feed.xml."
        )
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"There is no {address.host} on the network.") from error
    ips = [ip for one in found if (ip := ip_address(str(one[4][0]).partition("%")[0]))]
    if not ips or not (may_be_private or all(map(is_everybodys, ips))):
        raise FetchError(
            f"{address.host} is on a private network. Such feeds are only read where the page is"
            " for this machine alone."
        )
    return address, list(dict.fromkeys(ips))


def is_everybodys(ip: IPAddress) -> bool:
    """Whether an IP address is one of the public network, whatever way it is written."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED:
            return is_everybodys(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
        inside = ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inside and not is_everybodys(inside):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


def _answer(client: Any, place: tuple[Address, list[IPAddress]], headers: dict[str, str]) -> Any:
    """The answer of a server, asked at the addresses that were looked at, and no other."""
    import httpx

    address, ips = place
    host = f"[{address.host}]" if ":" in address.host else address.host
    port = "" if address.port == DEFAULT_PORTS[address.scheme] else f":{address.port}"
    path = (address.path or "/") + address.rest.partition("#")[0]
    for number, ip in enumerate(ips, 1):
        at = f"[{ip}]" if ip.version == 6 else str(ip)
        asked = client.build_request(
            "GET",
            f"{address.scheme}://{at}:{address.port}{path}",
            headers={**headers, "host": f"{host}{port}"},
            extensions={"sni_hostname": address.host},
        )
        try:
            return closing(client.send(asked, stream=True))
        except httpx.ConnectError:
            if number == len(ips):
                raise
    raise AssertionError


def _read(answer: Any, url: str, end: float) -> Fetched | None:
    if answer.status_code == 304:
        return None
    if answer.status_code != 200:
        raise FetchError(f"{url} answered {answer.status_code} {answer.reason_phrase}.".strip())
    content = bytearray()
    for piece in answer.iter_bytes(65_536):
        content += piece
        if len(content) > MAX_BYTES:
            raise FetchError(f"{url} is too large: at most {MAX_BYTES // 1_000_000} MB are read.")
        if time.monotonic() > end:
            raise FetchError(f"{url} could not be fetched: it does not end in time.")
    headers = answer.headers
    read = bytes(content)
    ending, modified = _ending(read, url), headers.get("last-modified", "")
    return Fetched(read, ending, headers.get("etag", ""), modified)


def _ending(content: bytes, url: str) -> str:
    """The ending of the format that a feed has; FetchError where it is none."""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{") and b"jsonfeed.org" in content[:4096]:
        return ".json"
    if _FEED.search(start.replace(b"\0", b"")):
        return ".xml"
    page = content[:200_000].decode(errors="replace")
    links = [link for link in _LINK.findall(page) if _FEED_KIND.search(link)]
    named = next((found[1] or found[2] for link in links if (found := _HREF.search(link))), "")
    advice = f" The page names this feed: {urljoin(url, unescape(named))[:300]}" if named else ""
    raise FetchError(f"{url} is no feed (RSS, Atom or JSON Feed).{advice}")
