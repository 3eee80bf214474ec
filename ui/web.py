"""Web addresses as a browser understands them."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^\s/?#@\\\[\]%:]+)(:(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^\s?#]*)?(?P<rest>[?#]\S*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LOOPBACK_NAMES = (
    *("localhost", "localhost.localdomain", "localhost4", "localhost6"),
    *("ip6-localhost", "ip6-loopback"),
)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """A web address: `host` in ASCII and without brackets, `port` always set.

    `path` ends before the question mark; `rest` is what follows.
    """

    scheme: str
    host: str
    port: int
    path: str
    rest: str = ""

    @property
    def origin(self) -> str:
        """As a browser writes it in an Origin header: scheme and host, and a port if unusual."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


def parsed(url: str) -> Address | None:
    """A web address as a browser understands it; None where it is none, or is hard to tell.

    Numbers, other scripts' digits and dots, and unusual forms of IP addresses become plain ones.
    """
    match = _ADDRESS.fullmatch(url) if url.isprintable() else None
    host = _canonical(match["host"]) if match else ""
    if not match or not host:
        return None
    scheme = match["scheme"].lower()
    port = int(match["port"] or DEFAULT_PORTS[scheme])
    return Address(scheme, host, port, match["path"] or "", match["rest"] or "")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, however it is called, for those who are on it."""
    ip = ip_address(host)
    if ip is not None:
        return ip.is_loopback or ip.is_unspecified
    return host in _LOOPBACK_NAMES or host.endswith(".localhost")


def is_loopback_address(host: str) -> bool:
    """Whether what is listened on there is reached from this machine alone."""
    ip = ip_address(host)
    return ip.is_loopback if ip is not None else host in _LOOPBACK_NAMES


def _canonical(host: str) -> str:
    """A host in ASCII and small letters; "" where a browser would not take it."""
    if host.startswith("["):
        ip = ip_address(host.strip("[]"))
        return str(ip) if ip else ""
    try:
        ascii_host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        return ""
    name = ascii_host.lower().removesuffix(".")
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        # As browsers do: 127.1, 0x7f000001 and 2130706433 are addresses.
        try:
            return str(ipaddress.IPv4Address(socket.inet_aton(name)))
        except OSError:
            return ""
    return name if re.fullmatch(r"[a-z0-9._-]+", name) else ""


def ip_address(host: str) -> IPAddress | None:
    """The IP address that a host is, an IPv4 one written as an IPv6 one as itself, or None."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        return None
    return (ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None) or ip
