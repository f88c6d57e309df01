from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.gazetteer.containment import contains
from cenotaph.gazetteer.index import Gazetteer
from cenotaph.gazetteer.resolve import Mention, resolve_mentions
from cenotaph.values.place import Level, Place

IRAQ = {"IQ": 2.0}


def resolve(index: Gazetteer, *mentions: Mention | str, countries: Mapping[str, float] = IRAQ) -> list[Place]:
    asked = [Mention(mention) if isinstance(mention, str) else mention for mention in mentions]
    places = resolve_mentions(asked, index, countries=countries)
    assert [place.text for place in places] == [mention.text for mention in asked]
    return list(places)


def ids(index: Gazetteer, *mentions: Mention | str, countries: Mapping[str, float] = IRAQ) -> list[str | None]:
    return [place.id for place in resolve(index, *mentions, countries=countries)]


def test_names_of_the_implied_country_are_resolved(index: Gazetteer) -> None:
    assert ids(index, "Mosul", "Tel Afar", "الرمادي", "Hit") == ["gn:1", "gn:2", "gn:5", "gn:6"]


def test_a_chief_place_stands_for_itself_and_its_area(index: Gazetteer) -> None:
    (mosul,) = resolve(index, "Mosul")
    assert (mosul.level, mosul.area, mosul.within) == (Level.SETTLEMENT, "IQ.15", ("IQ.15", "IQ"))


@pytest.mark.parametrize(
    "mention",
    [
        Mention("Mosul", level=Level.ADMIN1),
        Mention("Mosul province"),
        Mention("Mosul", around=True),
        Mention("Mosul countryside"),
        Mention("ريف الموصل الشمالي"),
    ],
)
def test_words_that_mean_the_area_give_the_area(index: Gazetteer, mention: Mention) -> None:
    (place,) = resolve(index, mention)
    assert (place.id, place.area, place.level) == ("IQ.15", "IQ.15", Level.ADMIN1)


def test_a_level_pinned_to_the_settlement_leaves_the_area_out(index: Gazetteer) -> None:
    (mosul,) = resolve(index, Mention("Mosul", level=Level.SETTLEMENT))
    assert (mosul.id, mosul.area) == ("gn:1", None)


def test_around_a_place_that_is_no_chief_place_is_not_that_place(index: Gazetteer) -> None:
    (place,) = resolve(index, Mention("Tal Afar", around=True))
    assert (place.id, place.lat, place.within) == (None, None, ("IQ.15", "IQ"))
    assert [candidate.id for candidate in place.alternatives] == ["gn:2"]


@pytest.mark.parametrize("text", ["Sanaa countryside", "ريف صنعاء", "outskirts of Sanaa"])
def test_around_a_city_that_is_an_area_by_itself_lies_the_next_area(index: Gazetteer, text: str) -> None:
    around, village, city = resolve(index, text, "Sanhan", "Sanaa", countries={"YE": 1})
    assert (around.id, around.area) == ("YE.16", "YE.16")
    assert (city.id, city.area) == ("gn:50", "YE.26")
    assert contains(around, village) is True
    assert contains(city, village) is False


def test_no_area_goes_by_the_name_of_a_lesser_place(index: Gazetteer) -> None:
    (place,) = resolve(index, Mention("Tal Afar", level=Level.ADMIN1))
    assert (place.id, place.country) == (None, "IQ")


def test_a_container_decides_between_places_of_one_name(index: Gazetteer) -> None:
    assert ids(index, Mention("Al Mansuriyah", 1), "Mosul") == ["gn:9", "gn:1"]
    assert ids(index, Mention("Al Mansuriyah", 1), "Baghdad") == ["gn:8", "gn:7"]
    assert ids(index, Mention("Springfield", 1), "Illinois", countries={"US": 1}) == ["gn:34", "US.IL"]


def test_an_abbreviation_counts_for_what_a_place_lies_in_only(index: Gazetteer) -> None:
    us = {"US": 1.0}
    assert ids(index, Mention("Springfield", 1), "Ill.", countries=us) == ["gn:34", "US.IL"]
    assert ids(index, Mention("Columbia", 1), "S.C.", countries={}) == ["gn:37", "US.SC"]
    assert ids(index, Mention("Columbia", 1), "SC", countries={}) == ["gn:37", "US.SC"]
    assert ids(index, "Springfield", "Ill.", countries=us) == [None, None]
    assert ids(index, Mention("Springfield", 1), "ill", countries=us) == [None, None]
    assert not index.knows("ill")


def test_other_mentions_decide_between_places_of_one_name(index: Gazetteer) -> None:
    assert ids(index, "Al Mansuriyah", "Tal Afar", "Mosul")[0] == "gn:9"
    assert ids(index, "Al Mansuriyah", "Baghdad")[0] == "gn:8"


def test_without_context_places_of_one_name_stay_alternatives(index: Gazetteer) -> None:
    (place,) = resolve(index, "Al Mansuriyah")
    assert (place.id, place.country, place.name) == (None, "IQ", "Al Mansuriyah")
    assert {candidate.id for candidate in place.alternatives} == {"gn:8", "gn:9"}


def test_an_unknown_village_keeps_what_is_known_around_it(index: Gazetteer) -> None:
    village, _ = resolve(index, Mention("Wardiya", 1), "Mosul")
    assert (village.id, village.name, village.country, village.within) == (None, "Wardiya", "IQ", ("IQ.15", "IQ"))
    quarter, _ = resolve(index, Mention("Salt Gate quarter", 1), "Tal Afar")
    assert quarter.within == ("gn:2", "IQ.15", "IQ")


def test_a_quarter_is_not_the_town_of_its_name(index: Gazetteer) -> None:
    (place,) = resolve(index, "Ramadi quarter")
    assert (place.id, place.country) == (None, "IQ")


def test_a_place_said_to_lie_elsewhere_is_not_taken(index: Gazetteer) -> None:
    place, _ = resolve(index, Mention("Tal Afar", 1), "Kirkuk")
    assert (place.id, place.within) == (None, ("IQ.13", "IQ"))


def test_a_short_name_by_sound_needs_more_than_a_country(index: Gazetteer) -> None:
    assert ids(index, "Het") == [None]


def test_large_places_abroad_are_taken_small_ones_are_not(index: Gazetteer) -> None:
    assert ids(index, "Kharkiv", "Izium", "Geneva") == ["gn:32", "gn:33", "gn:41"]
    assert ids(index, "Izium") == [None]


def test_a_name_of_a_large_place_elsewhere_does_not_take_the_implied_country(index: Gazetteer) -> None:
    places = resolve(index, "San Jose", "Kirkuk", "Wardiya", countries={"SV": 1.0})
    assert [(place.id, place.country) for place in places] == [("gn:23", "SV"), ("gn:4", "IQ"), (None, "SV")]
    (place,) = resolve(index, "San Jose", countries={"IQ": 1.0})
    assert (place.id, place.country, len(place.alternatives)) == (None, None, 3)


def test_no_country_implied(index: Gazetteer) -> None:
    assert ids(index, "Mosul", "San Jose", "Tell Afarr", countries={}) == ["gn:1", None, None]


def test_countries_and_areas_of_one_name(index: Gazetteer) -> None:
    assert ids(index, "Georgia", countries={"US": 3}) == ["US.GA"]
    assert ids(index, "Georgia", countries={"GE": 3}) == ["GE"]
    (iraq,) = resolve(index, "العراق")
    assert (iraq.id, iraq.level, iraq.country) == ("IQ", Level.COUNTRY, "IQ")


def test_an_unresolved_name_takes_a_country_only_if_one_is_clear(index: Gazetteer) -> None:
    assert [place.country for place in resolve(index, "Wardiya", countries={"IQ": 1.0, "SV": 1.0})] == [None]
    assert [place.country for place in resolve(index, "Wardiya", countries={"IQ": 9.0, "SV": 1.0})] == ["IQ"]
    assert [place.country for place in resolve(index, "Wardiya", countries={})] == [None]


def test_an_unresolved_settlement_keeps_the_level_that_the_words_give_it(index: Gazetteer) -> None:
    village, name, ring = resolve(
        index,
        Mention("Wardiya", level=Level.SETTLEMENT),
        "Wardiya",
        Mention("Wardiya", level=Level.SETTLEMENT, around=True),
    )
    assert [place.level for place in (village, name, ring)] == [Level.SETTLEMENT, None, None]


def test_names_known_in_one_country_alone_imply_it_together(index: Gazetteer) -> None:
    assert ids(index, "Bakhdida", countries={}) == [None]
    assert ids(index, "Bakhdida", "Tal Afar", countries={}) == ["gn:3", "gn:2"]
    assert ids(index, "Bakhdida", "Izium", countries={}) == [None, None]  # each of another country
    assert ids(index, "Bakhdida", "Bakhdida", countries={}) == [None, None]  # one name twice
    # Against another country that the words name, the names weigh as much as they are many.
    assert ids(index, "Bakhdida", "Tal Afar", "المنصورية", countries={"YE": 1.0})[:2] == ["gn:3", "gn:2"]


def test_a_name_in_arabic_letters_is_the_one_a_place_goes_by(index: Gazetteer) -> None:
    assert ids(index, "الرمادي", countries={}) == ["gn:5"]  # 220,000 people, and no other place of this name
    assert ids(index, "تلعفر", countries={}) == ["gn:2"]
    assert ids(index, "الحمدانية", countries={}) == [None]  # 50,000
    assert ids(index, "Mukalla", countries={}) == ["gn:53"]


def test_a_foreign_name_is_not_taken_for_a_place_by_its_sound(index: Gazetteer) -> None:
    # "Izium" in Arabic letters, which the index does not have: Ukraine may be named for what it did.
    assert ids(index, "إزيوم", countries={"UA": 3.0}) == [None]
    assert ids(index, "إزيوم", "خاركيف", countries={"UA": 3.0}) == [None, None]
    assert ids(index, "تل أفار", countries={"IQ": 3.0}) == ["gn:2"]


def test_containers_that_go_in_a_circle_or_nowhere_do_no_harm(index: Gazetteer) -> None:
    assert ids(index, Mention("Mosul", 1), Mention("Tal Afar", 0)) == [None, "gn:2"]  # Mosul is not in Tal Afar
    assert ids(index, Mention("Mosul", 0), Mention("Tal Afar", 7), Mention("Kirkuk", -1)) == ["gn:1", "gn:2", "gn:4"]
    assert resolve(index) == []


NAMES = st.sampled_from(
    ["Mosul", "Tal Afar", "Al Mansuriyah", "San Jose", "Springfield", "Wardiya", "Georgia", "", "Hit"]
)
MENTIONS = st.builds(
    Mention, NAMES, st.none() | st.integers(-1, 6), st.none() | st.sampled_from(list(Level)), st.booleans()
)


@given(st.lists(MENTIONS, max_size=6), st.dictionaries(st.sampled_from(["IQ", "US", "SV", "GE"]), st.floats(0, 5)))
def test_every_mention_has_a_place_that_holds_together(index: Gazetteer, mentions, countries) -> None:
    for place in resolve_mentions(mentions, index, countries=countries):
        assert (place.id is None) == (place.lat is None) == (place.lon is None)
        # An unresolved place has no level but the one that the words give it.
        assert place.level is not None or place.id is None
        assert place.id is not None or place.level in (None, Level.SETTLEMENT)
        if place.id and place.level is not Level.COUNTRY:
            assert place.within[-1] == place.country
        assert contains(place, place) is (True if place.id else None)


def test_containment(index: Gazetteer) -> None:
    mosul, tal_afar, kirkuk, iraq, texas = resolve(index, "Mosul", "Tal Afar", "Kirkuk", "Iraq", "Texas")
    province, _ = resolve(index, Mention("Mosul", level=Level.ADMIN1), "Kirkuk")
    village, _ = resolve(index, Mention("Wardiya", 1), "Mosul")
    nowhere, *_ = resolve(index, "Wardiya", countries={})
    assert contains(mosul, tal_afar) is True  # the area of the same name may be meant
    assert contains(province, mosul) is True
    assert contains(province, village) is True
    assert contains(iraq, village) is True
    assert contains(iraq, mosul) is True
    assert contains(tal_afar, mosul) is False
    assert contains(province, kirkuk) is False
    assert contains(kirkuk, village) is False
    assert contains(iraq, texas) is False
    assert contains(tal_afar, village) is None  # it may lie there
    assert contains(mosul, nowhere) is None
    assert contains(nowhere, mosul) is None
