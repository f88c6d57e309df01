"""The same claims under several profiles, side by side; the page of the method prints what the code makes of them."""

from pathlib import Path

import pytest
import tomli

from cenotaph.incidents.comparison import ComparedIncident, Comparison, compare_profiles, show_bounds
from cenotaph.incidents.incident import Bounds
from cenotaph.incidents.profile import load_profile
from cenotaph.values.harm import Outcome
from tests.incidents.notation import make_claim, make_document

CASES = Path(__file__).parent / "cases" / "profiles_side_by_side.toml"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "method" / "profiles.md"
NAMES = ("plain", "ucdp", "acled", "airwars", "ibc", "aoav")


@pytest.fixture(scope="module")
def compared() -> Comparison:
    case = tomli.loads(CASES.read_text(encoding="utf-8"))["case"][0]
    claims = [make_claim(row, i) for i, row in enumerate(case["claims"])]
    return compare_profiles(claims, [make_document(row) for row in case["documents"]], profiles=NAMES)


def find(compared: Comparison, claim: str) -> ComparedIncident:
    return next(each for each in compared.incidents if claim in each.incident.claims)


def write_table(compared: Comparison, claim: str, outcome: Outcome) -> str:
    """The table of one incident as the page has it."""
    lines = ["| Profile | Toll | Standing | Why it differs |", "| --- | --- | --- | --- |"]
    for toll in find(compared, claim).tolls[outcome]:
        lines.append(f"| `{toll.profile}` | {toll.shown} | {toll.grade} | {toll.why or ''} |")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [("h1", Outcome.KILLED), ("o1", Outcome.KILLED), ("o1", Outcome.INJURED), ("m1", Outcome.KILLED),
     ("t1", Outcome.KILLED)],
)  # fmt: skip
def test_the_page_prints_what_the_code_makes(compared: Comparison, claim: str, outcome: Outcome) -> None:
    table = write_table(compared, claim, outcome)
    assert table in PAGE.read_text(encoding="utf-8"), f"docs/method/profiles.md should have:\n{table}"


def test_the_page_prints_the_rows(compared: Comparison) -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = find(compared, "o1").rows["acled"]
    for row in rows:
        assert row.place is not None
        assert f"| {row.start} | {row.place.name} | {row.fatalities} |" in page
    assert rows[0].note in page


def test_the_page_prints_the_totals(compared: Comparison) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for toll in compared.totals[Outcome.KILLED]:
        line = f"| `{toll.profile}` | {toll.shown} | {toll.why or ''} |"
        assert line in page, line


def test_one_incident_is_matched_by_its_claims(compared: Comparison) -> None:
    assert [each.incident.claims for each in compared.incidents] == [
        ("h1", "h2", "h3"), ("o1", "o2"), ("m1",), ("t1",)
    ]  # fmt: skip


def test_figures_are_shown_as_a_profile_publishes_them() -> None:
    bounds = Bounds(11, 12, 16, True)
    assert show_bounds(bounds, load_profile("plain")) == "12 (11 to 16 or more)"
    assert show_bounds(bounds, load_profile("ibc")) == "11 to 16 or more"
    assert show_bounds(Bounds(11, 11, 11, False), load_profile("acled")) == "11"
    assert show_bounds(None, load_profile("acled")) == "none"


def test_what_an_aggregate_leaves_under_one_profile_only_is_absorbed_under_the_other() -> None:
    """The lowest figure for the province is less than that of a village: under it nothing is left elsewhere."""
    claims = [
        make_claim(row, i)
        for i, row in enumerate(
            [
                {"id": "w", "killed": "40", "place": "Zarum Governorate", "days": "2024-03-01/2024-03-07",
                 "by": "the Watch:monitor"},
                {"id": "p", "killed": "11", "place": "Zarum Governorate", "days": "2024-03-01/2024-03-07",
                 "by": "police:official", "rel": ["disputes w"]},
                {"id": "h", "killed": "12", "place": "Hesk", "days": "2024-03-02", "by": "residents:witness"},
            ]
        )
    ]  # fmt: skip
    compared = compare_profiles(claims, [make_document({"id": "a", "published": "2024-03-08"})], profiles=("acled",))
    toll = find(compared, "w").tolls[Outcome.KILLED][0]
    assert (toll.bounds, toll.shown, toll.grade, toll.counts) == (None, "none", "absorbed", False)
    assert toll.why == "Under ACLED's rules the parts named take up the whole figure, so nothing is left."


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ValueError, match="no profile 'plane'; known are"):
        compare_profiles([], [], profiles=("plane",))
