"""Which addresses pages are fetched from, in every form in which one can be written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.archive.addresses import ForbiddenError, check_address
from cenotaph.archive.weblinks import follow, parse_link

REFUSED = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "2001:db8::1", "3fff::1", "5f00::1"),
    *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1"),  # mapped, compatible
    *("64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::8.8.8.8"),  # NAT64
    *("2002:7f00:1::1", "2002:a9fe:a9fe::", "2002:808:808::1"),  # 6to4
    *("2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::1", "2001:10::1", "2001:2::1"),  # Teredo, ORCHID, benchmarks
    *("2a00:1450:4001::5efe:7f00:1", "2a00:1450:4001:0:200:5efe:a00:1"),  # ISATAP
    *("fe80::1%eth0", "2606:4700::1%1", "", "example.org", "127.1", "0x7f.0.0.1", "017700000001", "2130706433"),
    *("127.0.0.01", "1.2.3.4.5", "1.2.3", "[::1]", "8.8.8.8/32", " 8.8.8.8"),
]
TAKEN = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001:80b::200e", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_not_public_is_refused(written: str) -> None:
    with pytest.raises(ForbiddenError):
        check_address(written)


@pytest.mark.parametrize("written", TAKEN)
def test_what_is_public_is_taken(written: str) -> None:
    assert check_address(written) == ipaddress.ip_address(written)


@pytest.mark.parametrize("written", [each for each in REFUSED if each not in ("127.0.0.1", "127.1.2.3", "::1")])
def test_what_lets_this_machine_pass_lets_nothing_else_pass(written: str) -> None:
    with pytest.raises(ForbiddenError):
        check_address(written, loopback=True)


def test_this_machine_passes_only_where_it_is_said() -> None:
    assert str(check_address("127.0.0.1", loopback=True)) == "127.0.0.1"
    assert str(check_address("::1", loopback=True)) == "::1"


@given(st.ip_addresses(v=4))
def test_every_way_to_write_a_private_address_in_ipv6_is_refused(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    is_public = True
    try:
        check_address(str(address))
    except ForbiddenError:
        is_public = False
    forms = [0xFFFF << 32 | number, number, 0x2002 << 112 | number << 80, 0x20010000 << 96 | number ^ 0xFFFFFFFF]
    for form in forms:
        with pytest.raises(ForbiddenError):
            check_address(str(ipaddress.IPv6Address(form)))
    embedded = str(ipaddress.IPv6Address(0x64FF9B << 96 | number))
    if is_public:
        assert check_address(embedded)
    else:
        with pytest.raises(ForbiddenError):
            check_address(embedded)


@given(st.ip_addresses())
def test_nothing_that_python_knows_to_be_private_passes(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    try:
        checked = check_address(str(address))
    except ForbiddenError:
        return
    assert not checked.is_private
    assert not checked.is_multicast
    assert not checked.is_reserved or str(checked).startswith("64:ff9b::")
    assert not checked.is_loopback
    assert not checked.is_link_local


LINKS = [
    ("http://127.0.0.1/", "is no public address"),
    ("http://2130706433/", "odd form"),
    ("http://0x7f000001/", "odd form"),
    ("http://0x7f.1/", "odd form"),
    ("http://0177.0.0.1/", "odd form"),
    ("http://127.1/", "odd form"),
    ("http://127.0.0.1./", "is no public address"),
    ("http://127.0.0.1../", "no name can be"),
    ("http://127.0.0.0x1/", "odd form"),
    ("http://①②⑦.⓪.⓪.①/", "is no public address"),
    ("http://127。0。0。1/", "is no public address"),
    ("http://１２７.0.0.1/", "is no public address"),
    ("http://%31%32%37.0.0.1/", "no name can be"),
    ("http://[::1]/", "is no public address"),
    ("http://[::ffff:127.0.0.1]/", "is no public address"),
    ("http://[::ffff:7f00:1]:8080/", "is no public address"),
    ("http://[fe80::1%25eth0]/", "zone|cannot be told"),
    ("http://[fe80::1%eth0]/", "zone|cannot be told"),
    ("http://[127.0.0.1]/", "is no public address|cannot be told"),
    ("http://localhost/", "local network"),
    ("http://LOCALHOST./", "local network"),
    ("http://metadata.google.internal/", "local network"),
    ("http://printer/", "local network"),
    ("http://a.home.arpa/", "local network"),
    ("http://plain.example@127.0.0.1/", "name or password"),
    ("http://127.0.0.1@plain.example/", "name or password"),
    ("http://user:secret@plain.example/", "name or password"),
    ("http://plain.example\\@127.0.0.1/", "backslash"),
    ("http://plain.example\\.other.example/", "backslash"),
    ("http://plain.example:25/", "port 25"),
    ("http://plain.example:0/", "port 0"),
    ("http://plain.example:99999/", "cannot be told"),
    ("http://plain.example:8o/", "cannot be told"),
    ("http://plain .example/", "blank"),
    ("http://plain.exa\tmple/", "sign that cannot be seen"),
    ("http://plain.example/\r\nHost: x", "sign that cannot be seen"),
    ("http://plain.example/\0", "sign that cannot be seen"),
    ("http://", "no host"),
    ("http:///path", "no host"),
    ("http://-plain.example/", "no name can be"),
    ("http://plain..example/", "no name can be"),
    ("http://" + "a" * 64 + ".example/", "no name can be"),
    ("http://" + "a." * 130 + "example/", "no name can be"),
    ("http://a‎b‮.example/", "no name can be"),
    ("http://plain.example/" + "a" * 9000, "longer than any"),
    ("file:///etc/passwd", "must begin with http"),
    ("ftp://plain.example/", "must begin with http"),
    ("gopher://127.0.0.1:70/", "must begin with http"),
    ("javascript:alert(1)", "must begin with http"),
    ("data:text/html,x", "must begin with http"),
    ("//plain.example/", "must begin with http"),
    ("plain.example/story", "must begin with http"),
    ("", "must begin with http"),
]


@pytest.mark.parametrize(("written", "reason"), LINKS, ids=[str(number) for number in range(len(LINKS))])
def test_a_link_that_leads_elsewhere_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ForbiddenError, match=reason):
        parse_link(written)


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        (" HTTPS://Plain.Example \n", "https://plain.example/"),
        ("https://plain.example./a?b=c#d", "https://plain.example/a?b=c"),
        ("http://plain.example:80/", "http://plain.example/"),
        ("https://plain.example:8443/x", "https://plain.example:8443/x"),
        ("https://bücher.example/ä b".replace(" ", "%20"), "https://xn--bcher-kva.example/%C3%A4%20b"),
        ("https://مثال.example/خبر", "https://xn--mgbh0fb.example/%D8%AE%D8%A8%D8%B1"),
        ("https://my_site.plain.example/?q=نص", "https://my_site.plain.example/?q=%D9%86%D8%B5"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::0:1111]:8080/", "http://[2606:4700::1111]:8080/"),
    ],
)
def test_a_link_has_one_usual_form(written: str, usual: str) -> None:
    assert str(parse_link(written)) == usual
    assert str(parse_link(usual)) == usual


def test_a_redirection_is_looked_at_like_any_link() -> None:
    link = parse_link("https://plain.example/a/b?c")
    assert str(follow(link, "../x y".replace(" ", "%20"))) == "https://plain.example/x%20y"
    assert str(follow(link, "//other.example/z")) == "https://other.example/z"
    for location in ("http://127.0.0.1/", "//127.1/", "file:///etc/passwd", "http://[::1", "http://a@b.example/"):
        with pytest.raises(ForbiddenError):
            follow(link, location)
