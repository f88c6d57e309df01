"""The Arabic grammar: what is written together, numbers, people, days, places and speakers."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cenotaph.claims.arabic.clitics import split_clitics
from cenotaph.claims.arabic.numbers import read_number
from cenotaph.claims.arabic.periods import find_periods
from cenotaph.claims.arabic.words import load_arabic
from cenotaph.claims.lexicon import load_lexicon
from cenotaph.claims.tokens import Token, split_tokens
from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import ARABIC_DAY, read_arabic, read_text, summarise

WORDS = load_arabic("ar")


def part(text: str) -> list[Token]:
    return split_clitics(split_tokens(text), WORDS.known, lambda _: False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وبالقصف", "و ب ال قصف"),
        ("للجيش", "ل ال جيش"),
        ("وقُتِلَ", "و قتل"),
        ("و3", "و 3"),
        ("الـ500", "ال 500"),
        ("#الدفاع_المدني", "# ال دفاع ال مدني"),
        ("والدته", "والدته"),  # "his mother" begins with no "and"
        ("باسم", "باسم"),  # nor does a name the pack does not know
    ],
)
def test_what_is_written_together_is_parted(text: str, words: str) -> None:
    assert " ".join(token.word for token in part(text)) == words


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآىةءئؤ" + "\u064b\u064e\u0651\u0640" + "0123456789٣٤٥ .،_#وبال"


@given(st.text(alphabet=LETTERS, max_size=60))
def test_every_token_stands_where_it_was_written(text: str) -> None:
    tokens = part(text)
    for token in tokens:
        assert text[token.start : token.end] == token.text
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
    kept = {k for token in tokens for k in range(token.start, token.end)}
    lost = [text[k] for token in split_tokens(text) for k in range(token.start, token.end) if k not in kept]
    assert set(lost) <= {"_"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ثلاثة", 3),
        ("أحد عشر", 11),
        ("اثني عشر", 12),
        ("خمسة وعشرون", 25),
        ("مئة وخمسة وعشرين", 125),
        ("مئتان وخمسون", 250),
        ("ثلاثمئة", 300),
        ("ألف ومئتا", 1200),
        ("١٥ ألف", 15000),
        ("أربعة آلاف", 4000),
        ("ثلاثة وخمسة", 3),  # two numbers
        ("1,200", 1200),
    ],
)
def test_numbers(text: str, value: int) -> None:
    found = read_number(part(text), 0, WORDS)
    assert found is not None
    assert found[0] == value


@given(st.integers(1, 999))
def test_a_number_below_a_thousand_is_read_from_its_words(number: int) -> None:
    def say(value: int) -> str:
        first = {v: word for word, v in reversed(WORDS.values.items())}
        hundreds, rest = value // 100 * 100, value % 100
        pieces = [first[hundreds]] if hundreds else []
        if rest in (11, 12):
            pieces.append({11: "أحد عشر", 12: "اثنا عشر"}[rest])
        elif 12 < rest < 20:
            pieces.append(f"{first[rest - 10]} عشر")
        elif rest:
            pieces += [first[each] for each in (rest % 10, rest // 10 * 10) if each]
        return " و".join(pieces)

    found = read_number(part(say(number)), 0, WORDS)
    assert found is not None
    assert found[0] == number


def test_a_number_may_be_cut_off_after_and() -> None:
    found = read_number(part("ثلاثة و"), 0, WORDS)
    assert found is not None
    assert found[0] == 3


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("مقتل طفل وإصابة سيدة في القصف.", "killed 1 children; injured 1 women"),
        ("سقط قتيلان وثلاثة جرحى.", "killed 2 people; injured 3 people"),
        ("إصابة مدنيين اثنين.", "injured 2 civilians"),
        ("مقتل مدنيين في القصف.", "killed 2+ civilians"),
        ("اختطاف موظفَين اثنين.", "abducted 2 people"),
        ("قُتل ما لا يقل عن 17 مدنياً.", "killed 17+ civilians"),
        ("قتل أكثر من 30 شخصا.", "killed 31+ people"),
        ("إصابة نحو خمسين شابا.", "injured 45-55 people"),
        ("عشرات الجرحى في السوق.", "injured 20+ people"),
        ("قتل سبعة مدنيين بينهم طفلان وامرأة.", "killed 7 civilians; killed 2 children; killed 1 women"),
        ("خمسة شهداء معظمهم أطفال.", "killed 5 people; killed 3-5 children"),
        ("قضى ثمانية في القصف، جميعهم أطفال.", "killed 8 children"),
        ("مقتل أحد المزارعين وإصابة اثنين من أبنائه.", "killed 1 people; injured 2 people"),
        ("إصابة أربعة من رجال الشرطة.", "injured 4 police"),
        ("40 قتيلا وجريحا في القصف.", "casualties 40 people"),
        ("سقوط 9 ضحايا و25 جريحا.", "killed 9 people; injured 25 people"),
        ("مقتل عائلة مؤلفة من سبعة أفراد.", "killed 7 people"),
        ("جثث ثمانية أشخاص في الشارع.", "killed 8 people"),
        ("قتل مسلحون مجهولون ثلاثة رجال.", "killed 3 men"),
        ("انفجرت عبوة دون وقوع إصابات.", "injured 0 people"),
        ("سقطت قذيفة ولم يصب أحد بأذى.", "injured 0 people"),
        (
            "أدى الانفجار إلى مقتل 44 جنديا: 27 من الجيش و17 من الفصائل.",
            "killed 44 combatants; killed 27 combatants; killed 17 combatants",
        ),
        ("فجر انتحاري نفسه.", "killed 1 combatants"),
        ("هدد بقتل ثلاثة ضباط.", ""),
        ("الشهداء: 3\nالجرحى: 14\nالمفقودون: 2", "killed 3 people; injured 14 people; missing 2 people"),
        ("عدد القتلى: 3", "killed 3 people"),
        ("تجاوز عدد القتلى 100 قتيل.", "killed 101+ people"),
        ("إن ثلاثة مواطنين استشهدوا وأصيب 25 آخرين.", "killed 3 people; injured 25 people"),
        ("أصيب والداها بجروح.", "injured 2 people"),
        ("لا قتلى ولا جرحى في القصف.", "killed 0 people; injured 0 people"),
        ("استهدفت 6 غارات 12 منزلا في المدينة.", ""),
        ("أصابت الغارة مستشفى فيه ثلاثة أطباء.", ""),
        ("شهدت المدينة ثلاثة انفجارات.", ""),
        ("كان عمره 12 عاما.", ""),
    ],
)
def test_people(text: str, claims: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == claims


def test_a_named_victim_has_name_age_and_sex(gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic("استشهدت الطفلة رهف سالم الحمود (9 سنوات) في القصف.", gazetteer)
    (name,) = claim.victims.names
    assert (name.name, name.age, name.sex) == ("رهف سالم الحمود", 9, "f")


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("أصيب محمد رمضان العلي (34 عاما) بجروح.", "محمد رمضان العلي", 34),
        ("وقتل سالم الحمود، 61 عاما، في القصف.", "سالم الحمود", 61),
    ],
)
def test_an_age_tells_that_a_name_is_a_person(text: str, name: str, age: int, gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    (person,) = claim.victims.names
    assert (claim.count.stated, person.name, person.age) == (1, name, age)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("استشهد الشابان سالم الحمود (22 عاما) ونادر العلي (19 عاما) في القصف.", ["سالم الحمود", "نادر العلي"]),
        ("قتل المدنيان سالم الحمود، ونادر العلي (19 عاما).", ["سالم الحمود", "نادر العلي"]),
        # Whose letter the first one is nobody knows: "and", or the name's own.
        ("قتل المدنيان سالم الحمود، ونوفل العلي (19 عاما).", []),
        ("قتل المدنيان وائل الحمود (22 عاما) وسالم العلي.", ["وائل الحمود", "سالم العلي"]),
        # Fewer names than people: it is not said whose they are.
        ("قتل المدنيان سالم الحمود في القصف.", []),
        ("قتل المدنيان في القصف.", []),
    ],
)
def test_as_many_names_as_people(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert claim.count.stated == 2
    assert [name.name for name in claim.victims.names] == names


@pytest.mark.parametrize("text", ["أصابت الغارة سوق الحمود (34 محلا).", "قال سالم الحمود (61 عاما) إن القصف توقف."])
def test_a_name_that_is_no_victim(text: str, gazetteer: Gazetteer) -> None:
    assert read_arabic(text, gazetteer) == ()


@pytest.mark.parametrize(
    ("text", "role", "start", "end"),
    [
        ("مساء أمس", "when", "2023-05-16", "2023-05-16"),
        ("أول أمس", "when", "2023-05-15", "2023-05-15"),
        ("اليوم الأربعاء 17 أيار", "when", "2023-05-17", "2023-05-17"),
        ("فجر الجمعة", "when", "2023-05-12", "2023-05-12"),
        ("18 آب/أغسطس 2021", "when", "2021-08-18", "2021-08-18"),
        ("9 كانون الثاني", "when", "2023-01-09", "2023-01-09"),
        ("9 ديسمبر", "when", "2022-12-09", "2022-12-09"),
        ("نيسان الماضي", "when", "2023-04-01", "2023-04-30"),
        ("2/10/2021", "when", "2021-10-02", "2021-10-02"),
        ("منذ بداية العام الجاري", "since", "2023-01-01", "2023-05-17"),
        ("منذ 9 أيار", "since", "2023-05-09", "2023-05-17"),
        ("السابع عشر من تشرين الأول 2019", "when", "2019-10-17", "2019-10-17"),
        ("بين 3 و9 أبريل الماضي", "when", "2023-04-03", "2023-04-09"),
        ("الأسبوع الماضي", "when", "2023-05-08", "2023-05-14"),
    ],
)
def test_periods(text: str, role: str, start: str, end: str) -> None:
    (phrase,) = find_periods(part(text), ARABIC_DAY, WORDS, text)
    assert phrase.period is not None
    assert (phrase.role, str(phrase.period.start), str(phrase.period.end)) == (role, start, end)
    assert phrase.period.text == text


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("29 رمضان 1437هـ", "2016-07-04~"),
        ("29/9/1437 هـ", "2016-07-04~"),
        ("الخامس من ذي القعدة 1435 هـ", "2014-08-31~"),
        ("12 ربيع الأول 1444", "2022-10-08~"),
        # Published on 26 Shawwal 1444: the last one, unless it is soon to come.
        ("20 رمضان", "2023-04-11~"),
        ("7 ذي الحجة", "2023-06-25~"),
        ("15 محرم", "2022-08-13~"),
        ("7 رمضان 2016", "2016-06-12~"),
        # A weekday, and the Gregorian date, settle what a sighting of the moon leaves open.
        ("الثلاثاء 29 رمضان 1437هـ", "2016-07-05"),
        # A weekday two days off is somebody's mistake: nothing is settled.
        ("الخميس 29 رمضان 1437هـ", "2016-07-04%"),
        ("الاثنين 5 تموز 2016", "2016-07-05?"),
        # And so is a date of the other calendar that is another day.
        ("29 رمضان 1437هـ الموافق 15 تموز 2016", "2016-07-15?"),
        ("29 رمضان 1437هـ الموافق 5 تموز 2016", "2016-07-05"),
        ("29 رمضان 1437هـ الموافق لـ 5 تموز", "2016-07-05"),
        ("5 تموز 2016 (29 رمضان 1437هـ)", "2016-07-05"),
        ("الثلاثاء 5 تموز 2016 الموافق 29 رمضان 1437", "2016-07-05"),
        # The year of the Hijri date is that of the other, over the turn of the year too.
        ("2 ربيع الآخر 1438 هـ الموافق 1 كانون الثاني", "2017-01-01"),
    ],
)
def test_hijri_dates(text: str, edtf: str) -> None:
    (phrase,) = find_periods(part(text), ARABIC_DAY, WORDS, text)
    assert phrase.period is not None
    assert (phrase.period.edtf, phrase.period.text) == (edtf, text)


def test_the_month_of_ramadan() -> None:
    text = "شهر رمضان المبارك 1437"
    (phrase,) = find_periods(part(text), ARABIC_DAY, WORDS, text)
    assert phrase.period is not None
    assert (str(phrase.period.start), str(phrase.period.end)) == ("2016-06-06", "2016-07-05")


@pytest.mark.parametrize(
    "text",
    [
        "31 شباط 2021",
        "ثلاث ساعات",
        "شهدت المدينة",
        "31 رمضان 1437",
        "29/13/1437",
        "محمد رمضان",
        "شعبان العلي",
        "3 رمضان 1200",
        "ربيع الأول",
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert not [phrase for phrase in find_periods(part(text), ARABIC_DAY, WORDS, text) if phrase.period]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("مقتل مدني في بلدة الزعبرية.", "الزعبرية"),
        ("مقتل مدني في قرية عين لاروز.", "عين لاروز"),
        ("مقتل مدني عند حاجز أمني.", None),
        ("مقتل مدني بقصف على الأحياء السكنية.", None),
        ("روسيا تقصف، ومقتل مدني.", None),
    ],
)
def test_places(text: str, place: str | None, gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert (claim.places[0].text if claim.places else None) == place


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("أفاد المرصد السوري بمقتل ستة مدنيين.", "المرصد السوري", "monitor"),
        ("قُتل ستة مدنيين، بحسب مصدر طبي.", "مصدر طبي", "medical"),
        ("قال مراسلنا في حلب إن ستة مدنيين قتلوا.", "مراسلنا", "media"),
        ("وزارة الصحة: مقتل ستة مدنيين.", "وزارة الصحة", "medical"),
        ("قُتل ستة مدنيين وفق ما أفاد به مصدر طبي.", "مصدر طبي", "medical"),
        ("قالت الجزيرة إن ستة مدنيين قتلوا.", "الجزيرة", None),
        ("قال مصدر في الشرطة إن ستة مدنيين قتلوا.", "مصدر في الشرطة", "official"),
        ("مقتل ستة مدنيين.", None, None),
    ],
)
def test_speakers(text: str, name: str | None, kind: str | None, gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert (claim.source.name if claim.source else None, claim.source.kind if claim.source else None) == (name, kind)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("مقتل 3 مدنيين بقصف لقوات النظام.", [("قوات النظام", "Syrian government forces")]),
        ("أصيب 4 مدنيين بقصف شنته ميليشيات الأسد.", [("ميليشيات الأسد", "Syrian government forces")]),
        ("قتلت غارات عراقية خمسة مدنيين.", [("عراقية", "Iraqi security forces")]),
        ("مقتل 7 مدنيين بقصف للجيش العراقي.", [("جيش العراقي", "Iraqi security forces")]),
        ("قتل رجل على يد مسلحين مجهولين.", [("مسلحين مجهولين", "unidentified gunmen")]),
        ("قتل عنصران من قوات النظام بانفجار لغم.", []),
        ("مقتل مدني بغارة جوية.", []),
    ],
)
def test_parties_are_alleged_and_have_neutral_names(
    text: str, actors: list[tuple[str, str]], gazetteer: Gazetteer
) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert [(actor.text, actor.name) for actor in claim.actors] == actors
    assert all(actor.attribution == "alleged" for actor in claim.actors)


def test_the_tails_of_posts_add_nothing(gazetteer: Gazetteer) -> None:
    text = "أصيب مدنيان في القصف.\n\nاقرأ أيضاً: مقتل 12 جنديا\n\nمواضيع ذات صلة:\n- خطف 5 مدنيين على الطريق\n"
    assert summarise(read_arabic(text, gazetteer)) == "injured 2 civilians"


def test_the_weapons_are_those_of_the_english_pack() -> None:
    known = {entry.fields.get("weapon") for entry in load_lexicon("en").entries}
    assert {entry.fields.get("weapon") for entry in WORDS.lexicon.entries} <= known


def test_those_whose_death_raises_a_toll_are_in_it(gazetteer: Gazetteer) -> None:
    total, died = read_arabic("ارتفعت حصيلة القصف إلى خمسة قتلى بعد وفاة ثلاثة مصابين.", gazetteer)
    assert (total.count.stated, total.kind) == (5, "update")
    assert [(relation.type, relation.claim) for relation in died.relations] == [("part_of", total.id)]


def test_what_is_denied_in_passing_is_a_denial(gazetteer: Gazetteer) -> None:
    claims = read_arabic("بلغت حصيلة التفجير 4 قتلى، نافية سقوط 7 قتلى.", gazetteer)
    assert [(claim.count.stated, claim.kind) for claim in claims] == [(4, "event"), (7, "denial")]


def test_recovered_bodies_are_some_of_the_dead(gazetteer: Gazetteer) -> None:
    dead, bodies = read_arabic("استشهد 12 مدنياً، بحسب الأهالي. وقال الدفاع المدني إن فرقه انتشلت 8 جثث.", gazetteer)
    assert [(relation.type, relation.claim) for relation in bodies.relations] == [("part_of", dead.id)]
    (alone,) = read_arabic("انتشلت الفرق 8 جثث.", gazetteer)
    assert (alone.kind, alone.relations) == ("event", ())


def test_some_of_the_wounded_are_a_part(gazetteer: Gazetteer) -> None:
    claims = read_arabic("أصيب سبعة مدنيين. وقال مدير المركز إن حالة اثنين من المصابين حرجة.", gazetteer)
    assert [(claim.count.stated, claim.kind) for claim in claims] == [(7, "event"), (2, "breakdown")]


def test_paragraphs_in_another_script_are_read_in_theirs(gazetteer: Gazetteer) -> None:
    english = "The mayor of the town said that the market and the school were hit and that he had been there."
    text = f"{english}\n\nقُتل ثلاثة مدنيين في القصف على السوق.\n\n{english} Two guards were killed."
    claims = read_text(text, gazetteer, ARABIC_DAY)
    assert summarise(claims) == "killed 3 civilians; killed 2 people"
    assert all(text[c.passage.start : c.passage.end] == c.passage.quote for c in claims)


PAIRS = [
    ("Seven civilians, including two children, were killed by a mine on Friday.",
     "قُتل سبعة مدنيين، بينهم طفلان، بانفجار لغم يوم الجمعة."),
    ("An airstrike killed at least 12 people and injured 30 yesterday.",
     "أدت غارة جوية أمس إلى مقتل ما لا يقل عن 12 شخصا وإصابة 30."),
    ("Three soldiers were killed and a doctor was wounded.", "قُتل ثلاثة جنود وأصيب طبيب."),
    ("Hundreds of people were injured.", "أصيب مئات الأشخاص."),
    ("The death toll has risen to 14.", "ارتفعت حصيلة القتلى إلى 14."),
]  # fmt: skip


@pytest.mark.parametrize(("english", "arabic"), PAIRS)
def test_one_report_in_two_languages_gives_the_same_claims(english: str, arabic: str, gazetteer: Gazetteer) -> None:
    def tell(text: str, language: str) -> list[tuple[object, ...]]:
        return [
            (
                c.outcome, c.count.low, c.count.high, c.count.open, c.victims.group, c.kind,
                c.cause.weapon if c.cause else None, c.period.start if c.period else None,
            )
            for c in read_text(text, gazetteer, ARABIC_DAY, language=language)
        ]  # fmt: skip

    assert tell(arabic, "ar") == tell(english, "en")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أودى الانفجار بحياة ثلاثة مدنيين.", "killed 3 civilians"),
        ("حصدت الغارة على السوق أرواح ثلاثة مدنيين.", "killed 3 civilians"),
        ("يهدد القصف حياة ملايين المدنيين.", ""),
        ("أنقذ الطبيب حياة ثلاثة مدنيين.", ""),
        # What stands before "while" tells nothing of the people after it.
        ("قتل رجل في القصف، فيما عولج ثلاثة أشخاص في المدينة.", "killed 1 men"),
        ("قتل القصف مدنيين وشرد آلاف السكان.", "killed 2+ civilians; displaced 2000+ people"),
    ],
)
def test_lives_that_are_taken(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("قصفت الطائرات مدينة الموصل. قتل ثلاثة مدنيين في المدينة.", ["Al Mawşil al Jadīdah"]),
        ("قتل ثلاثة مدنيين في المدينة.", []),
        ("قتل ثلاثة مدنيين في مزرعة لتربية الدواجن.", []),
        ("قتل ثلاثة مدنيين في سوق لبيع الأغنام.", []),
        ("قتل ثلاثة مدنيين في سوق الهال.", []),
        ("قتل ثلاثة مدنيين في بلدة الفرحانية.", ["الفرحانية"]),
    ],
)
def test_where_it_was(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert [place.name for place in claim.places] == names


def test_what_happened_then_is_background(gazetteer: Gazetteer) -> None:
    now, then = read_arabic("قتل طفلان في قصف على السوق اليوم. وقصف السوق نفسه من قبل، وقتل حينها 15 مدنيا.", gazetteer)
    assert (now.kind, then.kind) == ("event", "background")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("34 قتيلا خلال أسبوع، هم: 11 مدنيا (بينهم طفلان)، و23 من قوات النظام.",
         "killed 34 people; killed 11 civilians; killed 2 children; killed 23 combatants"),
        # More than the figure before: a list of something else.
        ("4 قتلى خلال أسبوع، هم: 11 مدنيا و23 من قوات النظام.", "killed 4 people"),
        ("طالت حملة الاعتقالات في المدينة 14 شخصا.", "detained 14 people"),
        ("طالت حملة النظافة في المدينة 14 شخصا.", ""),
    ],
)  # fmt: skip
def test_what_a_figure_is_made_of(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("قتل ثلاثة وربما أربعة مدنيين.", "killed 3-4 civilians"),
        ("أصيب خمسة أو ستة أشخاص.", "injured 5-6 people"),
        ("قتل ثلاثة مدنيين وربما أصيب عشرة.", "killed 3 civilians; injured 10 people"),
    ],
)
def test_of_two_numbers_one_is_right(text: str, claims: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == claims
