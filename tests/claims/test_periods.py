"""Period phrases: the cases, the lexicon's own examples, and what must hold for any date and any words."""

import datetime as dt
import re
from importlib import resources
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.calendar import shift_days, span_day, write_period
from cenotaph.claims.periods import PeriodPhrase, find_periods, load_period_words
from cenotaph.claims.periods_words import PeriodWordsError, check_period_words
from cenotaph.claims.tokens import split_tokens
from cenotaph.values.period import Period, Precision

CASES = tomli.loads((Path(__file__).parent / "cases" / "periods.toml").read_text(encoding="utf-8"))
LEXICON = tomli.loads(
    (resources.files("cenotaph.claims") / "lexicon" / "en" / "periods.toml").read_text(encoding="utf-8")
)
WORDS = load_period_words("en")
PUBLISHED = dt.date(2020, 5, 17)
ANCHOR = write_period(span_day(dt.date(2020, 4, 3)), "3 April")
# The part of EDTF (ISO 8601-2, levels 0 and 1, and a decade as 199X) that periods use.
EDTF = re.compile(r"(\d{3}X|\d{4}(-\d\d(-\d\d)?)?[~?%]?)(/(\d{4}(-\d\d(-\d\d)?)?[~?%]?))?")


def find(text: str, published: dt.date | None = PUBLISHED, anchor: Period | None = None) -> list[PeriodPhrase]:
    return find_periods(split_tokens(text), published, WORDS, text=text, anchor=anchor)


def read_end(written: str, last: bool) -> dt.date:
    """The first or last day of one side of an EDTF expression."""
    written = written.rstrip("~?%")
    if written.endswith("X"):
        return dt.date(int(written[:3]) * 10 + 9 * last, 12 if last else 1, 31 if last else 1)
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    if day:
        return dt.date(year, month, day)
    if month:
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        return following - dt.timedelta(days=1) if last else dt.date(year, month, 1)
    return dt.date(year, 12, 31) if last else dt.date(year, 1, 1)


def check_period(period: Period, text: str, first: int, last: int) -> None:
    assert EDTF.fullmatch(period.edtf), period.edtf
    start, _, end = period.edtf.partition("/")
    assert read_end(start, False) == period.start
    assert read_end(end or start, True) == period.end
    assert period.start <= period.end
    assert (period.precision is Precision.DAY) <= (period.start == period.end or "since" in period.text.lower())
    tokens = split_tokens(text)
    assert period.text == text[tokens[first].start : tokens[last - 1].end]


def describe(phrase: PeriodPhrase) -> str:
    period = phrase.period
    parts = ["none"] if period is None else [period.edtf, period.precision.value]
    if phrase.role != "when":
        parts.append(phrase.role)
    if phrase.time_of_day:
        parts.append(f"at:{phrase.time_of_day}")
    return " ".join(parts)


def check_case(marked: str, wanted: list[str], published: dt.date | None, anchor: Period | None = None) -> None:
    text = marked.replace("{", "").replace("}", "")
    phrases = find(text, published, anchor)
    assert [describe(phrase) for phrase in phrases] == wanted
    tokens = split_tokens(text)
    written = [text[tokens[phrase.first].start : tokens[phrase.last - 1].end] for phrase in phrases]
    assert written == re.findall(r"\{(.*?)\}", marked, re.DOTALL)
    for phrase in phrases:
        if phrase.period is not None:
            check_period(phrase.period, text, phrase.first, phrase.last)


@pytest.mark.parametrize(("marked", "wanted"), CASES["must"].items())
def test_must(marked: str, wanted: str) -> None:
    check_case(marked, [wanted], PUBLISHED)


@pytest.mark.parametrize(("marked", "wanted"), CASES["several"].items())
def test_several(marked: str, wanted: list[str]) -> None:
    check_case(marked, wanted, PUBLISHED)


@pytest.mark.parametrize(("marked", "wanted"), CASES["years"].items())
def test_other_days_of_publication(marked: str, wanted: str) -> None:
    day, _, marked = marked.partition(" ")
    check_case(marked, [wanted], dt.date.fromisoformat(day))


@pytest.mark.parametrize(("marked", "wanted"), CASES["undated"].items())
def test_without_a_day_of_publication(marked: str, wanted: str) -> None:
    check_case(marked, [wanted], None)


@pytest.mark.parametrize(("marked", "wanted"), CASES["anchored"].items())
def test_from_the_day_last_spoken_of(marked: str, wanted: str) -> None:
    check_case(marked, [wanted], PUBLISHED, ANCHOR)
    phrases = find(marked.replace("{", "").replace("}", ""))
    assert [phrase.period for phrase in phrases] == [None]


@pytest.mark.parametrize("text", CASES["must_not"]["none"])
def test_must_not(text: str) -> None:
    assert find(text) == []


def test_there_are_enough_cases() -> None:
    assert sum(len(group) for group in CASES.values()) + len(CASES["must_not"]["none"]) >= 150


ENTRIES = [entry for value in LEXICON.values() if isinstance(value, list) for entry in value]


@pytest.mark.parametrize(("entry", "text"), [(entry["id"], x) for entry in ENTRIES for x in entry["match"]])
def test_lexicon_example_matches(entry: str, text: str) -> None:
    assert find(text, anchor=ANCHOR), entry


@pytest.mark.parametrize(("entry", "text"), [(entry["id"], x) for entry in ENTRIES for x in entry["reject"]])
def test_lexicon_example_is_rejected(entry: str, text: str) -> None:
    assert find(text, anchor=ANCHOR) == [], entry


MONTHS = [word for row in LEXICON["month"] for word in row["values"]]
SHORT = {number: word for row in LEXICON["month"] for word, number in row["short"].items()}
DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))


def forms(day: dt.date) -> list[str]:
    name, number = MONTHS[day.month - 1].title(), day.day
    ending = "th" if 10 < number < 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    found = [
        f"{number} {name} {day.year}",
        f"{number} {name.upper()} {day.year}",
        f"{name} {number}, {day.year}",
        f"{name} {number} {day.year}",
        f"the {number}{ending} of {name} {day.year}",
        f"{name} {number}{ending}, {day.year}",
        f"{number:02} {name}, {day.year}",
        day.isoformat(),
        f"{number}.{day.month}.{day.year}",
    ]
    if day.month in SHORT:
        short = SHORT[day.month].title()
        found += [
            f"{number} {short} {day.year}",
            f"{short}. {number}, {day.year}",
            f"{number} {short.upper()} {day:%y},",
        ]
    if number > 12:
        found += [f"{number}/{day.month}/{day.year}", f"{day.month}/{number}/{day.year}"]
    return found


@given(DAYS, st.data())
def test_any_date_is_read_back(day: dt.date, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(forms(day)))
    published = data.draw(st.sampled_from([None, day, shift_days(day, 400)]))
    text = f"On {form} a bomb went off"
    phrases = find(text, published)
    assert [(p.period.start, p.period.end, p.role) for p in phrases if p.period] == [(day, day, "when")]


@given(DAYS, st.integers(0, 300))
def test_a_date_without_its_year_is_the_latest(day: dt.date, later: int) -> None:
    published = shift_days(day, later)
    if (day.month, day.day) == (2, 29):
        return
    phrases = find(f"On {day.day} {MONTHS[day.month - 1].title()} a bomb went off", published)
    assert phrases[0].period is not None
    assert phrases[0].period.start == day


@given(DAYS, st.integers(1, 50))
def test_a_date_without_its_year_may_be_to_come(day: dt.date, earlier: int) -> None:
    published = shift_days(day, -earlier)
    if (day.month, day.day) == (2, 29):
        return
    phrase = find(f"On {day.day} {MONTHS[day.month - 1].title()} a court sits", published)[0]
    assert phrase.role == "future"
    assert phrase.period is not None
    assert phrase.period.start == day


@given(DAYS)
def test_a_weekday_is_within_the_week(published: dt.date) -> None:
    for index, name in enumerate(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]):
        here, last = find(f"on {name}", published)[0].period, find(f"last {name}", published)[0].period
        assert here is not None
        assert last is not None
        assert here.start.weekday() == last.start.weekday() == index
        assert 0 <= (published - here.start).days <= 6
        assert 1 <= (published - last.start).days <= 7


PIECES = sorted(w for w in WORDS.triggers if "-" not in w and not w.endswith(("0s", "th", "nd", "rd")))
FILLERS = (
    *("the", "of", "on", "in", "at", "and", "to", "-", ",", "(", ")", "3", "4", "24", "72", "2014", "2019", "0945"),
    *("9:45", "p.m.", "few", "days", "hours", "week", "year", "ago", "people", "died"),
)


@given(st.lists(st.sampled_from([*PIECES, *FILLERS * 3]), min_size=1, max_size=9), st.booleans(), DAYS)
def test_any_words_keep_the_periods_in_order(pieces: list[str], capital: bool, published: dt.date) -> None:
    text = " ".join(piece.title() if capital else piece for piece in pieces)
    end = 0
    for phrase in find(text, published, ANCHOR):
        assert end <= phrase.first < phrase.last
        end = phrase.last
        if phrase.period is None:
            continue
        check_period(phrase.period, text, phrase.first, phrase.last)
        assert phrase.role != "time"
        if phrase.role in ("when", "since", "report"):
            assert phrase.period.end <= published
        if phrase.role == "future":
            assert phrase.period.end > published


def test_nothing_is_found_in_nothing() -> None:
    assert find("") == []


def test_a_language_without_words_is_named() -> None:
    with pytest.raises(PeriodWordsError, match="'xx'"):
        load_period_words("xx")


@pytest.mark.parametrize(
    ("change", "message"),
    [({"id": "x"}, "id begins with"), ({"match": []}, "one or more"), ({"reject": "a"}, "one or more")],
)
def test_a_faulty_entry_is_refused(change: dict[str, object], message: str) -> None:
    entry = {"id": "en.period.x", "match": ["today"], "reject": ["now"]}
    check_period_words({"language": "en", "part": [entry]})
    with pytest.raises(PeriodWordsError, match=message):
        check_period_words({"language": "en", "part": [entry | change]})
    with pytest.raises(PeriodWordsError, match="used twice"):
        check_period_words({"language": "en", "part": [entry, entry]})
