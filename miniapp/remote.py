"""Who really called, when a reverse proxy stands in between (pure)."""

from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network


def caller(peer: str, forwarded_for: str, trusted: tuple[str, ...]) -> str:
    """Return the caller's address: of the connection, or what trusted proxies say of it.

    `forwarded_for` is read from its end, where the nearest proxy writes: the first address that is no trusted proxy's
    is the caller's. What stands before it was said by the caller, and anybody may say anything.
    """
    networks = [ip_network(network, strict=False) for network in trusted]
    found = peer
    for told in reversed([part.strip() for part in forwarded_for.split(",") if part.strip()]):
        if not _inside(found, networks):
            return found
        found = told
    return found


def _inside(address: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
