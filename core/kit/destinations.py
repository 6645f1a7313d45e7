"""Where providers may be called: public HTTPS addresses, and whatever server the environment itself names.

A shop's owner may set the address of a provider's API. On a platform of many shops that must not become a way to
call the platform's own network (its metadata service, its databases) through it.
"""

import socket
from collections.abc import Iterable
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from yarl import URL


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public Internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or found
    return mapped.is_global and not mapped.is_multicast


class PublicOnly(AbstractResolver):
    """Resolves names, and keeps public addresses only: asked at every connection, so that no name changes later."""

    def __init__(self) -> None:
        self._inner = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the public addresses of a host. Raises: OSError: it has none."""
        found = [result for result in await self._inner.resolve(host, port, family) if is_public(result["host"])]
        if not found:
            msg = "no public address"
            raise OSError(msg)
        return found

    async def close(self) -> None:
        """Let go of the resolver."""
        await self._inner.close()


class Trusted:
    """Servers that may be anywhere, because the environment names them: by scheme, host and port."""

    def __init__(self, addresses: Iterable[str | None] = (), *, everything: bool = False) -> None:
        self._origins = {str(URL(address).origin()) for address in addresses if address and URL(address).is_absolute()}
        self._everything = everything

    def __contains__(self, url: URL) -> bool:
        """Return whether the environment named this server."""
        return self._everything or str(url.origin()) in self._origins


def may_be_called(url: URL, trusted: Trusted) -> bool:
    """Return whether an address may be tried at all; what a name stands for is seen when it is resolved."""
    if not url.host or url.scheme not in ("http", "https"):
        return False
    if url in trusted:
        return True
    literal = url.host.replace(".", "").isdigit() or ":" in url.host
    return url.scheme == "https" and not url.user and (not literal or is_public(url.host))
