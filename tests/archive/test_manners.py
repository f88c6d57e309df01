"""Pages that a program chooses are fetched as their hosts allow, and never in haste."""

from functools import partial

import pytest

from cenotaph.archive.addresses import check_address
from cenotaph.archive.capture import Validators
from cenotaph.archive.fetch import FetchError, Way
from cenotaph.archive.manners import Manners
from cenotaph.archive.robots import CLOSED, OPEN, Rules, read_rules
from tests.archive.servers import Answers, answer, redirect, serve

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

WAY = Way(check=partial(check_address, loopback=True), resolve=lambda host, port, seconds: ["127.0.0.1"])
RULES = b"User-agent: cenotaph\nAllow: /\n\nUser-agent: *\nDisallow: /closed\nAllow: /closed/open$\nCrawl-delay: 20\n"


class Clock:
    """Time that passes only by waiting."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def make(self, obeys_rules: bool = True) -> Manners:
        return Manners("1", WAY, 5, obeys_rules=obeys_rules, clock=lambda: self.now, sleep=self.sleep)


def test_the_rules_for_all_programs_are_obeyed_and_asked_for_once() -> None:
    clock = Clock()
    answers: Answers = {"/robots.txt": answer(RULES), "/a": answer(b"x"), "/closed/open": answer(b"y")}
    with serve(answers) as server:
        manners = clock.make()
        assert manners.fetch(server.url("/a", "plain.example")).content == b"x"
        assert manners.fetch(server.url("/closed/open", "plain.example")).content == b"y"
        with pytest.raises(FetchError, match=r"robots\.txt of the host says so"):
            manners.fetch(server.url("/closed/x", "plain.example"))
    assert [request.split()[1] for request in server.requests] == ["/robots.txt", "/a", "/closed/open"]
    assert clock.waits == [20, 20]


def test_hosts_wait_for_themselves_alone() -> None:
    clock = Clock()
    with serve({"/a": answer(b"x")}) as server:
        manners = clock.make()
        for host in ("plain.example", "other.example"):
            manners.fetch(server.url("/a", host))
        manners.fetch(server.url("/a", "plain.example"))
    assert clock.waits == [5, 5]  # the second host took the time that the first had to wait


def test_pages_that_a_person_names_are_not_asked_about_but_take_their_time() -> None:
    clock = Clock()
    with serve({"/robots.txt": answer(RULES), "/closed/a": answer(b"x")}) as server:
        manners = clock.make(obeys_rules=False)
        for _ in range(2):
            assert manners.fetch(server.url("/closed/a", "plain.example")).content == b"x"
    assert len(server.requests) == 2
    assert clock.waits == [5]


def test_rules_are_asked_for_again_after_a_day() -> None:
    clock = Clock()
    with serve({"/a": answer(b"x")}) as server:
        manners = clock.make()
        for wait in (0, 80_000, 10_000):
            clock.now += wait
            manners.fetch(server.url("/a", "plain.example"))
    assert [request.split()[1] for request in server.requests].count("/robots.txt") == 2


@pytest.mark.parametrize("given", [answer(b"", status="503 Away"), b"", answer(b"x", length=9)])
def test_a_host_whose_rules_cannot_be_had_is_left_alone(given: bytes) -> None:
    with serve({"/robots.txt": given, "/a": answer(b"x")}) as server:
        clock = Clock()
        manners = clock.make()
        with pytest.raises(FetchError, match="cannot be had"):
            manners.fetch(server.url("/a", "plain.example"))
        server.answers["/robots.txt"] = answer(b"", status="404 Not Found")
        clock.now += 700
        assert manners.fetch(server.url("/a", "plain.example")).content == b"x"


@pytest.mark.parametrize(
    ("written", "wait"), [("120", 120), ("Wed, 11 May 2016 10:00:00 GMT", 5), ("soon", 60), (None, 60)]
)
def test_a_host_that_wants_a_rest_has_it(written: str | None, wait: float) -> None:
    headers = [f"Retry-After: {written}"] if written else []
    with serve({"/a": answer(b"", *headers, status="429 Slow"), "/b": answer(b"x")}) as server:
        clock = Clock()
        manners = clock.make()
        assert manners.fetch(server.url("/a", "plain.example")).status == 429
        manners.fetch(server.url("/b", "plain.example"))
        assert clock.waits == [5, wait]


def test_a_host_that_wants_a_long_rest_is_left() -> None:
    with serve({"/a": answer(b"", "Retry-After: 99999", status="503 Away"), "/b": answer(b"x")}) as server:
        manners = Clock().make()
        manners.fetch(server.url("/a", "plain.example"))
        with pytest.raises(FetchError, match="a rest of more than an hour"):
            manners.fetch(server.url("/b", "plain.example"))


def test_what_may_not_be_fetched_at_all_is_not_asked_about() -> None:
    with pytest.raises(FetchError, match="no public address"):
        Clock().make().fetch("http://10.0.0.1/")


def test_it_can_be_asked_whether_a_page_has_changed() -> None:
    with serve({"/a": answer(b"", status="304 Not Modified")}) as server:
        assert Clock().make().fetch(server.url("/a", "plain.example"), Validators('"x"')).status == 304
    assert "If-None-Match" not in server.requests[0]
    assert 'If-None-Match: "x"' in server.requests[1]


def test_rules_that_lead_elsewhere_are_followed() -> None:
    answers: Answers = {"/robots.txt": redirect("/r"), "/r": answer(b"User-agent: *\nDisallow: /")}
    with serve(answers) as server, pytest.raises(FetchError, match="says so"):
        Clock().make().fetch(server.url("/a", "plain.example"))


@pytest.mark.parametrize(
    ("status", "content", "rules"),
    [
        (404, b"Disallow: /", OPEN),
        (403, b"", OPEN),
        (500, b"", CLOSED),
        (429, b"", CLOSED),
        (None, b"", CLOSED),
        (200, b"\xff\xfe\0" * 10, Rules("\ufffd\ufffd\0" * 10)),
    ],
)
def test_an_answer_without_a_file_is_a_rule_too(status: int | None, content: bytes, rules: Rules) -> None:
    assert read_rules(status, content) == rules
    assert rules.allow("https://plain.example/a") != rules.is_closed
