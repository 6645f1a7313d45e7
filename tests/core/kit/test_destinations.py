"""A provider's address is no way into the platform's own network."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from core.kit.destinations import PublicOnly, Trusted, is_public, may_be_called
from payments.http import ProviderHttp
from payments.protocol import ProviderDown


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
     "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "not an address"],
)  # fmt: skip
def test_what_is_not_of_the_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "77.75.153.78", "2a02:6b8::1", "::ffff:8.8.8.8"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://api.stripe.com/v1", True),
        ("http://api.stripe.com/v1", False),
        ("https://169.254.169.254/latest", False),
        ("https://[::1]/", False),
        ("https://8.8.8.8/", True),
        ("https://somebody@api.stripe.com/", False),
        ("file:///etc/passwd", False),
        ("/relative", False),
        ("http://gateway.internal:8443/v3/payments", True),
        ("http://gateway.internal:8444/v3/payments", False),
    ],
)
def test_an_address_is_https_and_public_or_named_by_the_environment(url: str, may: bool) -> None:
    assert may_be_called(URL(url), Trusted([None, "http://gateway.internal:8443/v3/", "nonsense"])) is may


async def test_our_own_network_is_never_reached() -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"found": True})

    app = web.Application()
    app.router.add_get("/{any:.*}", answer)
    async with TestServer(app) as server:
        port = server.port
        stranger = ProviderHttp()
        for url in (f"http://127.0.0.1:{port}/a", f"https://127.0.0.1:{port}/b", f"https://localhost:{port}/c"):
            with pytest.raises(ProviderDown):
                await stranger.call("stripe", "GET", url)
        with pytest.raises(OSError, match="no public address"):
            await PublicOnly().resolve("localhost", port or 0)
        assert asked == []

        named = ProviderHttp(Trusted([f"http://127.0.0.1:{port}/base"]))
        assert (await named.call("stripe", "GET", f"http://127.0.0.1:{port}/d")).field("found") is True
        assert asked == ["/d"]
        await stranger.close()
        await named.close()
