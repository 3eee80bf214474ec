"""Where the page is, and which host names and addresses mean it."""

import posixpath
import re
import socket
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from ui.web import DEFAULT_PORTS, Address, ip_address, is_loopback, parsed

_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:(?P<port>[0-9]{1,5}))?", re.I)


@dataclass(frozen=True)
class Site:
    """The page's address: the one listened on or, behind a proxy, the public one.

    `host` is an IP address, `public` an address from `public_address`.
    """

    host: str
    port: int
    public: Address | None = None

    @property
    def prefix(self) -> str:
        """The sub-path that a proxy serves the page under; "" for none."""
        return self.public.path if self.public else ""

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach it by https."""
        return self.public is not None and self.public.scheme == "https"

    def admits(self, authority: str) -> bool:
        """Whether a Host header names this site, so that no other name can be made to mean it."""
        match = _AUTHORITY.fullmatch(authority)
        if not match:
            return False
        host, port = match["host"].strip("[]").lower(), match["port"]
        if self.public:
            usual = DEFAULT_PORTS[self.public.scheme]
            return (host, int(port or usual)) == (self.public.host, self.public.port)
        return self._is_called(host)

    def origin_at(self, authority: str) -> str:
        """The origin of a page that was asked for with this Host header."""
        if self.public:
            return self.public.origin
        return f"http://{authority.lower()}".removesuffix(":80")

    def host_advice(self) -> str:
        """What to do where a Host header does not name this site."""
        if self.public:
            return f"This page is served at {self.public.origin}: let the proxy pass on its Host."
        return (
            "This page is not served under this name."
            " If it should be, start it with `--origin` and its address."
        )

    def is_own(self, url: str) -> bool:
        """Whether an address leads to this server, or to this machine however it is written."""
        address = parsed(url)
        if address is None:
            return False
        if is_loopback(address.host):
            return True
        if self.public:
            below = _plain_path(address.path).startswith(f"{self.prefix}/")
            return address.host == self.public.host and below
        return address.port == self.port and self._is_called(address.host)

    def _is_called(self, host: str) -> bool:
        """Names of this machine alone: a foreign one could be pointed at it by whoever owns it."""
        ip, bound = ip_address(host), ip_address(self.host)
        if bound and bound.is_loopback:
            return host == "localhost" or (ip is not None and ip.is_loopback)
        return ip is not None or host == "localhost" or host in self._machine_names

    @cached_property
    def _machine_names(self) -> tuple[str, ...]:
        name = socket.gethostname().lower()
        first = name.partition(".")[0]
        return (name, first, f"{first}.local")


def public_address(text: str) -> Address:
    """The address that a proxy serves the page at; ValueError where it is none."""
    address = parsed(text)
    if not address or address.rest:
        raise ValueError("it should look like https://news.example or https://news.example/archive")
    path = address.path.rstrip("/")
    if not re.fullmatch(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*", path):
        raise ValueError("its path should have only letters, digits and - . _ ~ between slashes")
    return Address(address.scheme, address.host, address.port, path)


def _plain_path(path: str) -> str:
    """A path as a server may understand it: decoded, without dots, with one slash at a time."""
    slashes = unquote(path).replace("\\", "/").split("/")
    return posixpath.normpath("/".join(["", *filter(None, slashes)])) + "/"
