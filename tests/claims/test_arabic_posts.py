"""Arabic posts as networks and activists write them, read whole: cases/posts_ar.toml."""

from pathlib import Path

import pytest
import tomli

from cenotaph.claims.claim import Claim
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_arabic, write_count

POSTS = tomli.loads(Path(__file__).parent.joinpath("cases", "posts_ar.toml").read_text(encoding="utf-8"))["post"]


def write_claim(claim: Claim) -> str:
    """A claim as "killed 3+ event تلعفر [سالم الناصر]"."""
    place = claim.places[0].text if claim.places else "-"
    names = f" [{'، '.join(each.name for each in claim.victims.names)}]" if claim.victims.names else ""
    return f"{claim.outcome} {write_count(claim)} {claim.kind} {place}{names}"


@pytest.mark.parametrize("post", POSTS, ids=[post["why"] for post in POSTS])
def test_a_post_is_read_as_it_should(post: dict[str, list[str]], gazetteer: Gazetteer) -> None:
    claims = read_arabic("".join(post["text"]).strip(), gazetteer)
    assert [write_claim(claim) for claim in claims] == post["claims"]
