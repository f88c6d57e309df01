"""A short notation for what is read from a text, so that examples stay readable."""

import datetime as dt

from cenotaph.archive.document import Document
from cenotaph.claims.claim import Claim
from cenotaph.claims.extract import extract_claims
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.values.count import Count

# The day on which the Arabic examples are published, a Wednesday.
ARABIC_DAY = dt.date(2023, 5, 17)


def write_bounds(count: Count) -> str:
    """A count as "12", "12+" when open, "45-55" for a range."""
    return f"{count.low}{'' if count.low == count.high else f'-{count.high}'}{'+' if count.open else ''}"


def write_count(claim: Claim) -> str:
    """The count of a claim in the same way."""
    return write_bounds(claim.count)


def summarise(claims: tuple[Claim, ...]) -> str:
    """Claims as "killed 12 people; injured 3+ children", in the order of the text."""
    return "; ".join(f"{claim.outcome} {write_count(claim)} {claim.victims.group}" for claim in claims)


def read_text(
    text: str,
    gazetteer: Gazetteer,
    published: dt.date | None = None,
    title: str | None = None,
    language: str = "en",
) -> tuple[Claim, ...]:
    """The claims of a text, English unless another language is named."""
    document = Document("test", text, title=title, published=published, language=language)
    return extract_claims(document, gazetteer).claims


def read_arabic(text: str, gazetteer: Gazetteer) -> tuple[Claim, ...]:
    """The claims of an Arabic text of ARABIC_DAY."""
    return read_text(text, gazetteer, ARABIC_DAY, language="ar")
