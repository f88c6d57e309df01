import re
from collections import Counter

from cenotaph.gazetteer.abbreviations import bare_abbreviation, load_abbreviations
from cenotaph.gazetteer.countries import demonym_forms, is_abbreviation, load_countries, name_forms

# The members of the United Nations, by their ISO 3166-1 codes.
MEMBERS = re.findall(
    "[A-Z]{2}",
    """
    AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO
    KM CG CD CR CI HR CU CY CZ KP DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT
    HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX
    FM MC MN ME MA MZ MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR MD RO RU RW KN LC VC WS
    SM ST SA SN RS SC SL SG SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US
    UY UZ VU VE VN YE ZM ZW
    """,
)


def test_every_member_is_there_with_a_demonym_and_an_arabic_name() -> None:
    countries = load_countries()
    assert len(MEMBERS) == 193
    for code in MEMBERS:
        assert any("\u0600" <= char <= "\u06ff" for name in countries[code].names for char in name), code
        assert countries[code].demonyms, code


def test_codes_are_of_one_country_each() -> None:
    countries = load_countries().values()
    assert max(Counter(country.iso3 for country in countries).values()) == 1
    assert all(code == country.code and code.isupper() for code, country in load_countries().items())


def test_names_shared_by_countries_are_meant_to_be() -> None:
    shared = Counter(form for country in load_countries().values() for form in set(name_forms(country)))
    assert {form for form, number in shared.items() if number > 1} == {"congo", "الكونغو", "конго"}


def test_demonyms_shared_by_countries_are_meant_to_be() -> None:
    shared = Counter(form for country in load_countries().values() for form in set(demonym_forms(country)))
    twice = {form for form, number in shared.items() if number > 1 and form.isascii()}
    assert twice == {"congolese", "dominican", "dominicans"}


def test_forms_of_a_demonym() -> None:
    yemen = set(demonym_forms(load_countries()["YE"]))
    assert {"yemeni", "yemenis", "يمني", "يمنيه", "اليمنيون", "يمنيين", "اليمنيات"} <= yemen
    portugal = set(demonym_forms(load_countries()["PT"]))
    assert "portugueses" not in portugal


def test_abbreviations_of_areas_are_of_one_area_each() -> None:
    shared = Counter(bare_abbreviation(text) for texts in load_abbreviations().values() for text in set(texts))
    assert max(shared.values()) == 1
    assert len(load_abbreviations()) == 51


def test_abbreviations_count_in_capitals_only() -> None:
    assert is_abbreviation("US")
    assert not is_abbreviation("Chad")
    assert not is_abbreviation("U.S.")
    forms = set(name_forms(load_countries()["US"]))
    assert "US" in forms
    assert "us" not in forms
