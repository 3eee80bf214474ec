"""Which host names, origins and addresses mean the page."""

import socket

import pytest

from ui.guard import Site
from ui.guard.site import public_address

HERE = ("127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1")
EVERYWHERE = ("0.0.0.0", "::", "192.0.2.7", "2001:db8::7")
NAME = socket.gethostname()


@pytest.mark.parametrize("host", HERE)
def test_on_a_loopback_address_only_loopback_names_are_admitted(host: str) -> None:
    site = Site(host, 7860)
    for name in ("localhost", "LocalHost:7860", "127.0.0.1:7860", "127.8.9.1", "[::1]:9000"):
        assert site.admits(name)
    for name in ("attacker.invalid", "192.0.2.7:7860", "[2001:db8::7]", "localhost.invalid", NAME):
        assert not site.admits(name)
    for name in ("", "a b", "localhost:x", "localhost:7860:1", "::1", "x@localhost", "localhost/"):
        assert not site.admits(name)


@pytest.mark.parametrize("host", EVERYWHERE)
def test_on_a_network_only_names_that_nobody_else_can_point_here_are_admitted(host: str) -> None:
    site = Site(host, 7860)
    for name in ("192.0.2.7:7860", "[2001:db8::7]:7860", "localhost:7860", NAME, f"{NAME}:80"):
        assert site.admits(name)
    assert not site.admits("attacker.invalid:7860")
    assert not site.admits("192.0.2.7.attacker.invalid")


def test_behind_a_proxy_only_its_name_is_admitted() -> None:
    for public, names in {
        "https://News.example/archive/": ("news.example", "NEWS.example:443"),
        "http://news.example": ("news.example", "news.example:80"),
        "https://news.example:8443": ("news.example:8443",),
        "http://[2001:db8::7]:81/a/b": ("[2001:db8::7]:81",),
        "https://zeitung-größe.example": ("xn--zeitung-gre-46a21a.example",),
    }.items():
        site = Site("127.0.0.1", 7860, public_address(public))
        for name in names:
            assert site.admits(name)
        for name in ("news.example:7860", "localhost", "127.0.0.1:7860", "attacker.invalid"):
            assert not site.admits(name)


def test_the_origin_is_that_of_the_host_or_of_the_proxy() -> None:
    assert Site("127.0.0.1", 80).origin_at("LOCALHOST:80") == "http://localhost"
    assert Site("0.0.0.0", 7860).origin_at("192.0.2.7:7860") == "http://192.0.2.7:7860"
    site = Site("::1", 7860, public_address("https://News.example:443/archive"))
    assert (site.origin_at("news.example"), site.prefix) == ("https://news.example", "/archive")


def test_an_address_that_leads_here_is_the_pages_own() -> None:
    assert Site("0.0.0.0", 7860).is_own(f"http://{NAME}:7860/gradio_api/file=http://x.example/")
    assert Site("192.0.2.7", 7860).is_own("http://192.0.2.7:7860/")
    assert Site("192.0.2.7", 80).is_own("http://3221225991")
    assert not Site("192.0.2.7", 7860).is_own("http://192.0.2.7/story")
    assert not Site("127.0.0.1", 7860).is_own("http://192.0.2.7:7860/story")

    site = Site("127.0.0.1", 7860, public_address("https://news.example/archive"))
    for path in ("/archive", "/archive/a?b", "/x/../archive/a", "//archive/a", "/%61rchive/a"):
        assert site.is_own(f"https://NEWS.example{path}")
    assert site.is_own("http://127.0.0.1:7860/")
    assert not site.is_own("https://news.example/2025/archive")
    assert not site.is_own("https://news.example/archives/1")
