"""Which addresses of the network a page may be fetched from: the public ones, in whatever form they are written."""

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenError(Exception):
    """An address that is not asked for anything; the message says why, in words that go on from the address."""


# The special-purpose registries of IANA (IPv4, IPv6; as of November 2026), beside what `ipaddress` of every Python from
# 3.11 on knows to be private. Whole blocks, since no page of a newspaper is in any of them.
_REFUSED = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # shared by customers of a provider
            "127.0.0.0/8",
            "169.254.0.0/16",  # link-local; metadata of machines in most clouds
            "172.16.0.0/12",
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            "168.63.129.16/32",  # not in the registry: the host of every machine in Azure
            "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarks
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4
            "3fff::/20",  # documentation
        ),
    )
)
# What is given out for hosts of the whole network. Outside it are local, mapped, multicast and reserved addresses.
_UNICAST = ipaddress.IPv6Network("2000::/3")
# A network without IPv4 writes the IPv4 addresses of hosts so (RFC 6052); the one for local use (RFC 8215) is refused.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# The interface of an ISATAP host (RFC 5214) holds an IPv4 address after this.
_ISATAP = (0x00005EFE, 0x02005EFE)


def check_address(written: str, *, loopback: bool = False) -> Address:
    """The address in `written`, in its one usual form. Raises ForbiddenError for anything else, and for every address
    that is not public, or holds an IPv4 address that is not.

    `loopback` is for tests alone: it lets 127.0.0.0/8 and ::1 pass, and nothing else.
    """
    if "%" in written:
        raise ForbiddenError("names a zone of this machine's own network")
    try:
        address = ipaddress.ip_address(written)
    except ValueError:
        raise ForbiddenError("is no address of the network") from None
    if loopback and address.is_loopback and getattr(address, "ipv4_mapped", None) is None:
        return address
    if isinstance(address, ipaddress.IPv6Address):
        _check_six(address)
    elif not _is_public(address):
        raise ForbiddenError("is no public address")
    return address


def _check_six(address: ipaddress.IPv6Address) -> None:
    number = int(address)
    if address in _NAT64:
        if not _is_public(ipaddress.IPv4Address(number & 0xFFFFFFFF)):
            raise ForbiddenError("stands for an IPv4 address that is not public")
        return
    if address not in _UNICAST or not _is_public(address):
        raise ForbiddenError("is no public address")
    if (number >> 32) & 0xFFFFFFFF in _ISATAP and not _is_public(ipaddress.IPv4Address(number & 0xFFFFFFFF)):
        raise ForbiddenError("stands for an IPv4 address that is not public")


def _is_public(address: Address) -> bool:
    is_refused = any(address.version == network.version and address in network for network in _REFUSED)
    return not is_refused and address.is_global and not address.is_multicast
