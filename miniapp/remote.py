"""Who really called, when a reverse proxy stands in between (pure)."""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network


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


def place_of(address: str) -> str:
    """Return what is counted for an address: of IPv6 the network, since one customer has all of it to choose from."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed) >> 64 << 64, 64)))


def _inside(address: str, networks: list[IPv4Network | IPv6Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
