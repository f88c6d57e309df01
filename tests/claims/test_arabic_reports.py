"""Arabic as reports write it: who was not hurt, large numbers, lists of people, what lies back."""

import datetime as dt

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_arabic, read_text, summarise


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أصيب طفل في القصف، وتأكدت الفرق من عدم وجود إصابات أخرى.", "injured 1 children"),
        ("قصفت الطائرات القرية، وتأكدت الفرق من عدم وجود إصابات.", "injured 0 people"),
        ("أصيبت امرأة في القصف بعدة شظايا.", "injured 1 women"),
        ("أصيبت بثلاث رصاصات ونقلت إلى المشفى.", ""),
        ("غارة جوية تقتل وتجرح 6 أشخاص.", "casualties 6 people"),
        ("دفن الشهيد سالم الحمود متأثرا بجراحه التي أصيب بها في القصف.", "killed 1 people"),
    ],
)
def test_who_was_not_hurt(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "low", "high", "is_open", "kind"),
    [
        ("قتل نحو نصف مليون شخص منذ العام 2011.", 450_000, 550_000, False, "cumulative"),
        ("نزح مليون ونصف المليون شخص.", 1_500_000, 1_500_000, False, "event"),
        ("نزح ملايين السكان.", 2_000_000, 2_000_000, True, "event"),
        ("نزح خمسة ملايين شخص.", 5_000_000, 5_000_000, False, "event"),
        ("قتل مليون شخص.", 1_000_000, 1_000_000, False, "event"),
    ],
)
def test_large_numbers(text: str, low: int, high: int, is_open: bool, kind: str, gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert (claim.count.low, claim.count.high, claim.count.open, claim.kind) == (low, high, is_open, kind)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A noun is singular after eleven and more: then "and" means "or".
        ("ستة قتلى وجريح في القصف.", "killed 6 people; injured 1 people"),
        ("قتيلان وجريح في القصف.", "killed 2 people; injured 1 people"),
        ("40 قتيلا وجريحا في القصف.", "casualties 40 people"),
        ("شهيدتان و4جريحات في القصف.", "killed 2 people; injured 4 people"),
        ("45 إصابة في القصف، بينها 11 حالة وفاة.", "injured 45 people; killed 11 people"),
        ("لا يزال أربعة مصابين في العناية المشددة.", "injured 4 people"),
        ("فقد طفلان حياتهما في القصف.", "killed 2 children"),
        ("فقد طفلان في القصف.", "missing 2 children"),
        ("استشهاد ضابط برتبة نقيب وإصابة آخر.", "killed 1 combatants; injured 1 people"),
        ("قتل رجل وأصيبت ابنتهم الكبرى.", "killed 1 men; injured 1 people"),
        ("كان من الممكن أن يودي اللغم بحياة عشرات الأطفال.", ""),
        ("كان اللغم قد أودى بحياة ثلاثة أطفال.", "killed 3 children"),
        ("تضمن السيناريو إخلاء 20 مصابا.", ""),
        ("إصابات مباشرة في المنازل.", ""),
        ("أسماء الشهداء\n١- سالم حسن الحمود ٦١ عاما\n٢- رامي سالم الحمود ٣٠ عاما\n",
         "killed 1 people; killed 1 people"),
        ("أسماء المدارس\n١- سالم حسن الحمود\n", ""),
        ("قتل 21 ألفا و630 شخصا في الحرب.", "killed 21630 people"),
        ("قتل ألفان و30 شخصا في الحرب.", "killed 2030 people"),
        ("قتل 5000 و630 جريحا.", "killed 5000 people; injured 630 people"),
        ("دون وقوع قتلى أو إصابات بين المدنيين.", "killed 0 people; injured 0 people"),
        ("دون وقوع قتلى وإصابة طفل بجروح.", "killed 0 people; injured 1 children"),
        ("وصل إلى المشفى ستة طلاب جرحى.", "injured 6 people"),
        ("وصل إلى المشفى ستة طلاب.", ""),
        ("معلمة استشهدت في القصف رحمها الله وفي ست طلاب جرحى.", "killed 1 people; injured 6 people"),
        ("قتل مسلحون مجهولون ثلاثة جرحى.", "killed 3 people"),
        ("قتل الشيخ سالم واثنان من مرافقيه.", "killed 1 people; killed 2 people"),
        ("لقي طيار ومساعده حتفهما.", "killed 1 people; killed 1 people"),
        ("قتل عامل وابنته وحفيداه في القصف.", "killed 1 people; killed 1 people; killed 2 children"),
        ("مقتل أحد منتسبيه وإصابة آخر.", "killed 1 people; injured 1 people"),
        ("إصابة سبعة آخرين بجروح أحدهم مدني.", "injured 7 people; injured 1 civilians"),
        ("إصابة سبعة آخرين بجروح أحدهم بترت يده.", "injured 7 people"),
        ("مقتل 5 مدنيين بينهم سائق جرار وسيدة.", "killed 5 civilians; killed 1 civilians; killed 1 women"),
        ("مقتل 5 مدنيين بينهم سائق جرار، وإصابة 8 آخرين منهم 4 أطفال.",
         "killed 5 civilians; killed 1 civilians; injured 8 people; injured 4 children"),
        ("قتل 7 من رعاة القرية و3 من قوات النظام.", "killed 7 people; killed 3 combatants"),
        ("قتل 7 من رعاة القرية و3 من قوات النظام أصيبوا.", "killed 7 people; injured 3 combatants"),
        ("قتل ثمانية وأصيب عدد غير محدد بجروح.", "killed 8 people; injured 2+ people"),
        ("اغتال مسلحون ليلا قائد الفصيل.", "killed 1 combatants"),
    ],
)  # fmt: skip
def test_words_of_reports(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قتلت طفلة بعد أسبوعين على الزلزال الذي أودى بحياة 2200 شخص.", ["event", "background"]),
        ("قتلت طفلة بعد القصف الذي أودى بحياة 22 شخصا.", ["event", "event"]),
        ("ومنذ بداية العام الجاري قتل 125 شخصا.", ["cumulative"]),
        ("وكانت غارة سابقة قتلت 11 شخصا.", ["background"]),
        ("أصيب ثلاثة أطفال بقنبلة من مخلفات قصف سابق.", ["event"]),
        ("أصيب ثلاثة أطفال في قصف سابق.", ["background"]),
        ("وكانت البلدة شهدت قبل أيام معارك قتل فيها جندي.", ["background"]),
        ("قتل 16 جنديا في هجوم هو الأكثر دموية منذ بداية العام.", ["event"]),
    ],
)
def test_what_lies_back(text: str, kinds: list[str], gazetteer: Gazetteer) -> None:
    assert [claim.kind for claim in read_arabic(text, gazetteer)] == kinds


def test_people_of_one_act_add_up(gazetteer: Gazetteer) -> None:
    first, second = read_arabic("قتل 7 من مسلحي العشائر و3 من قوات النظام.", gazetteer)
    assert [(relation.type, relation.claim) for relation in second.relations] == [("adds_to", first.id)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A space is missing after the stop: what is told over a campaign is another sentence.
        ("قتل طفل في القرية.وقال ناشطون إن 40 مدنيا قتلوا منذ بداية العام.", "killed 1 children; killed 40 civilians"),
        ("ارتفع عدد الشهداء إلى 33 والجرحى إلى 120.", "killed 33 people; injured 120 people"),
        ("نقل الجرحى إلى 3 مشاف.", ""),
        ("بلغ عدد ضحايا السنديانة 12 مدنيا.", "killed 12 civilians"),
        ("استشهاد عائلة نازحة من حمص مؤلفة من خمسة أشخاص.", "killed 5 people"),
        ("مقتل الأخوين سالم ونادر.", "killed 2 people"),
        ("أصيب الطفلان الشقيقان في القصف.", "injured 2 children"),
        ("أصيب آخران بجروح.", "injured 2 people"),
        ("أصيب آخرون بجروح.", "injured 2+ people"),
        ("قتل مدني وجرح عدد آخر.", "killed 1 civilians; injured 2+ people"),
        ("قصف أهداف مدنية وإصابة حافلة عسكرية.", ""),
        ("راح ضحية القصف أربعة مدنيين.", "killed 4 civilians"),
        ("غارة جديدة تحصد ستة عشر مدنيا.", "killed 16 civilians"),
        ("حيدت القوات سبعة عناصر.", "casualties 7 combatants"),
        ("أصيب رجل وأطفاله: سما وكريم.", "injured 1 men; injured 2 people"),
        ("أصيب رجل وأطفاله: في مشفى المدينة.", "injured 1 men; injured 2+ people"),
        # The first act has its people before it: the second is no "killed and wounded" with it.
        ("إن عنصرا من الشرطة قتل وأصيب ثمانية آخرون.", "killed 1 police; injured 8 people"),
        ("إن شخصا على الأقل قتل وأصيب ثلاثة آخرون.", "killed 1+ people; injured 3 people"),
        # Words that somebody put dots into.
        ("استـ.ـشهاد أربعة مدنيين وإصـ..ـابة ثلاثة آخرين.", "killed 4 civilians; injured 3 people"),
        ("قـ.ـتـ.ل طفـ.ل بغار.ة على القرية.", "killed 1 children"),
        ("وصلت إلى المشفى (5) شهداء.", "killed 5 people"),
        ("كان سالم (5) سنوات بين القتلى.", ""),
        ('مقتل كل من "صابر العلي" و"سامي الفهد" في القصف.', "killed 2 people"),
        ('مقتل "عبدالله الخاطر" خلال المداهمة.', "killed 1 people"),
        ('مقتل "السنديان" خلال المداهمة.', ""),
        ("استشهاد سالم الحمود وأحمد النعسان في القصف.", "killed 2 people"),
        ("مقتل قادة الحملة في القصف.", "killed 2+ combatants"),
        ("استشهاد عائلة مؤلفة من الأب والأم وثلاثة أطفال.", "killed 5 people"),
        ("استشهاد عائلة مؤلفة من الأب والأم وأطفالهما.", "killed 2+ people"),
        ("غارة ذهب ضحيتها تسعة من النساء والأطفال.", "killed 9 people"),
        ("إن 13 مدنيا فقدوا أرواحهم.", "killed 13 civilians"),
    ],
)
def test_how_many_reports_tell_of(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Where fire came from is not where people were hit.
        ("قتل طفل بقصف مصدره مناطق النظام بريف حلب، استهدف قرية السنديانة.", ["السنديانة"]),
        ("قتل طفل بقصف للقوات المتمركزة في مدينة الموصل، على قرية السنديانة.", ["السنديانة"]),
        # A village that no gazetteer knows: after a weapon, with the area it lies in, or by how its name begins.
        ("14 قتيلا في غارات على السنديانة.", ["السنديانة"]),
        ("14 قتيلا في غارات على سيارة.", []),
        ("14 قتيلا في غارات على تجمع للنازحين.", []),
        ("مقتل ثلاثة في السنديانة بريف حلب.", ["السنديانة"]),
        ("مقتل ثلاثة في كفر نبات.", ["كفر نبات"]),
        ("مقتل ثلاثة في ظروف غامضة.", []),
        ("مجزرة بمدينة #كفر_نبات وأنباء عن 10 شهداء.", ["كفر نبات"]),
        ("خمسة شهداء في قرية تل الشرقي.", ["تل الشرقي"]),
        ("خمسة شهداء في بلدة “عين الورد” بجبل السنديان.", ["عين الورد"]),
        ("خمسة شهداء في السنديانة الشرقية.", ["السنديانة الشرقية"]),
        ("7 قتلى في غارات على حوش السنديان.", ["حوش السنديان"]),
        ("أصيب طفل بشظايا القنابل.", []),
        # What holds another is told by its number among the places that are kept: the second name here is none.
        (
            "اشتباكات في قرية #السنديان و #الحمرا شرقي مدينة #الموصل بريف #حلب "
            "وسقوط قذيفة في قرية #الصفصافة أدت لمقتل طفلة.",
            ["الصفصافة"],
        ),
        ("خمسة شهداء في مدارس حوران الجديدة.", ["حوران الجديدة"]),
        ("خمسة شهداء في مجزرة حوران التحتا.", ["حوران التحتا"]),
        ("مقتل خمسة من عناصر القوات الجديدة.", []),
        ("خمسة شهداء في حوران الجديدة.", ["حوران الجديدة"]),
        ("خمسة شهداء في الحملة الجديدة.", []),
        ("ارتفعت حصيلة المجزرة في كفر نبات إلى 43 شهيدا.", ["كفر نبات"]),
        # A town that only tells where the village is.
        ("قصفت قرية السنديانة شرق مدينة الصفصافة ما أدى إلى مقتل مدني.", ["السنديانة"]),
        ("قصفت قرية السنديانة الواقعة شرقي بلدة الصفصافة ما أدى إلى مقتل مدني.", ["السنديانة"]),
        # "In" is taken off a word that its second one makes a name.
        ("أكثر من 10 شهداء بنصيب الفوقا.", ["نصيب الفوقا"]),
        ("أكثر من 10 شهداء بصواريخ كبيرة.", []),
        # "Of theirs", "of hers": no names.
        ("مقتل مدني خلال مداهمتها قرية السنديانة.", ["السنديانة"]),
        ("مقتل مدني أثناء جمعهم الحطب غرب مدينة السنديان.", ["السنديان"]),
        # An outlet that is called by a place.
        ("حلب اليوم: مقتل مدني في قرية السنديانة.", ["السنديانة"]),
        # The first of several words in quotation marks.
        ('مقتل الشاب "موصل الحمدان" في قرية السنديانة.', ["السنديانة"]),
        # An adverb is no place.
        ("مقتل ثلاثة بقصف المجموعات المدعومة تركياً.", []),
        # A label at the head of a line holds what follows.
        ("الموصل: مقتل ثلاثة بقصف على قرية السنديانة.", ["السنديانة"]),
        # The place of a post stands before its text, whatever outlet stands before that; a road leads elsewhere.
        ("شبكة النهر | الموصل: مقتل ثلاثة في قصف، ونقلوا على طريق السنديانة.", ["Al Mawşil al Jadīdah"]),
        ("شبكة النهر | مساكن السنديان: 3 شهداء في القصف.", ["مساكن السنديان"]),
        ("السنديانة: غارة على البلدة ومقتل ثلاثة.", ["السنديانة"]),
        ("المصدر: مقتل ثلاثة في القصف.", []),
        # An outlet whose name holds that of a place.
        ("الموصل على النهر: مقتل ثلاثة في بلدة السنديانة.", ["السنديانة"]),
        # A name on no map before a verb of what befell people there, or alone after "near".
        ("توقف القصف. وفي السنديانة سقط ثلاثة شهداء.", ["السنديانة"]),
        ("وفي المقابل سقط ثلاثة شهداء.", []),
        ("مقتل ثلاثة إثر استهداف سيارتهم قرب سنديانين.", ["سنديانين"]),
        ("مقتل ثلاثة إثر استهداف سيارتهم قرب منزلهم.", []),
    ],
)
def test_where_reports_put_it(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert [place.name for place in claim.places] == names


@pytest.mark.parametrize(
    ("text", "published", "start", "end"),
    [
        ("قتل طفل اليوم الخميس.", dt.date(2021, 9, 8), dt.date(2021, 9, 9), dt.date(2021, 9, 9)),
        ("قتل طفل الخميس.", dt.date(2021, 9, 8), dt.date(2021, 9, 9), dt.date(2021, 9, 9)),
        ("قتل طفل الخميس الماضي.", dt.date(2021, 9, 8), dt.date(2021, 9, 2), dt.date(2021, 9, 2)),
        ("قتل طفل الثلاثاء.", dt.date(2021, 9, 8), dt.date(2021, 9, 7), dt.date(2021, 9, 7)),
        ("قتل طفل ليلة الأربعاء - الخميس.", dt.date(2021, 9, 9), dt.date(2021, 9, 8), dt.date(2021, 9, 9)),
        ("قتل طفل في 3 أب.", dt.date(2021, 9, 9), dt.date(2021, 8, 3), dt.date(2021, 8, 3)),
    ],
)
def test_days_by_the_clock_of_the_archive(
    text: str, published: dt.date, start: dt.date, end: dt.date, gazetteer: Gazetteer
) -> None:
    (claim,) = read_text(text, gazetteer, published, language="ar")
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        # The day of speaking is not that of the event where the words tell that, too.
        ("قال المحافظ اليوم، الخميس، إن مدنيين قتلوا في القصف، الليلة الماضية.", dt.date(2021, 9, 8)),
        ("قال المحافظ اليوم، الخميس، إن مدنيين قتلوا في القصف.", dt.date(2021, 9, 9)),
        # A day years back of which no harm is told is not the document's.
        ("قتل مدنيان في القرية.\n\nوكانت القوات سيطرت عليها في 24 آب 2016.", None),
        ("قتل مدنيان في القرية.\n\nوكانت القوات دخلتها في 24 آب 2021.", dt.date(2021, 8, 24)),
    ],
)
def test_days_of_something_else(text: str, start: dt.date | None, gazetteer: Gazetteer) -> None:
    claim = read_text(text, gazetteer, dt.date(2021, 9, 9), language="ar")[0]
    assert (claim.period.start if claim.period is not None else None) == start


def test_the_end_of_a_long_count_is_no_day_of_the_news(gazetteer: Gazetteer) -> None:
    text = "قتل طفل بقصف على قرية السنديانة. ومنذ بداية الحملة حتى 26 نيسان قتل 155 شخصا بينهم 55 طفلا."
    claims = read_arabic(text, gazetteer)
    assert claims[0].period is None
    assert claims[1].kind == "cumulative"


def test_figures_by_place_in_lines(gazetteer: Gazetteer) -> None:
    text = "حصيلة القصف اليوم:\nصفصافة: 3 شهداء\nكفر نبات: 14 شهيدا\n"
    claims = read_arabic(text, gazetteer)
    assert [(claim.count.low, [place.name for place in claim.places]) for claim in claims] == [
        (3, ["صفصافة"]),
        (14, ["كفر نبات"]),
    ]
    (alone,) = read_arabic("حصيلة القصف اليوم:\nصفصافة: 3 شهداء\n", gazetteer)
    assert not alone.places


def test_figures_by_place_behind_hash_signs_and_bullets(gazetteer: Gazetteer) -> None:
    claims = read_arabic("شهيدان في #صفصافة وشهيد في #سنديان و3 شهداء في #نباتة جراء الغارات.", gazetteer)
    assert [(c.count.low, c.places[0].name) for c in claims[:2]] == [(2, "صفصافة"), (1, "سنديان")]
    claims = read_arabic("حصيلة القصف:\n- صفصافة: ستة شهداء\n- سنديان: شهيدان\n", gazetteer)
    assert [(c.count.low, c.places[0].name) for c in claims] == [(6, "صفصافة"), (2, "سنديان")]


def test_the_parts_of_a_figure_by_place_stand_with_it(gazetteer: Gazetteer) -> None:
    text = "مقتل 22 شخصا في محافظة حلب، هم 12 رجلا بينهم طفلان وامرأتان في بلدة صفصافة، و6 في مدينة الموصل."
    whole, men, *parts, others = read_arabic(text, gazetteer)
    assert (men.count.low, men.kind, men.places[0].name) == (12, "event", "صفصافة")
    assert {part.kind for part in parts} == {"breakdown"}
    assert (others.count.low, others.places[0].text, whole.count.low) == (6, "الموصل", 22)


def test_a_running_total_after_an_event_dates_nothing_else(gazetteer: Gazetteer) -> None:
    text = "استشهد مزارع بقصف على القرية، ليرتفع إلى 312 عدد الذين قتلوا منذ بدء الحملة في 3 شباط."
    event, total = read_arabic(text, gazetteer)
    assert (event.kind, event.period, total.kind) == ("event", None, "cumulative")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('قتلت الشهيدة "جود سليم الناصر" في القصف.', ["جود سليم الناصر"]),
        ("قتل الشاب وليد الحسن في القصف.", ["وليد الحسن"]),
        # What "and" is written on to is no name, save a common one.
        ("نقل المصاب ورفع الأنقاض.", []),
    ],
)
def test_names_of_one_person(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert [name.name for name in claim.victims.names] == names


def test_the_town_that_a_camp_lies_in(gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic("إصابة طفل في مخيم السنديان الواقع في مدينة الموصل.", gazetteer)
    assert [place.name for place in claim.places] == ["السنديان"]


def test_a_father_is_no_month(gazetteer: Gazetteer) -> None:
    claim = read_text("13 شهيدا بينهم أب وأم.", gazetteer, dt.date(2021, 9, 9), language="ar")[0]
    assert claim.period is None


@pytest.mark.parametrize(
    ("text", "preliminary"),
    [
        ("11 قتيلا في حصيلة أولية للقصف.", [True]),
        ("11 قتيلا في القصف، ونقلوا إلى نقطة الإسعاف الأولية.", [False]),
        ("قتل مدنيان، ولم ترد أنباء عن جرحى.", [False, True]),
        ("قتل مدنيان، دون وقوع جرحى.", [False, False]),
    ],
)
def test_first_reports(text: str, preliminary: list[bool], gazetteer: Gazetteer) -> None:
    assert [claim.preliminary for claim in read_arabic(text, gazetteer)] == preliminary


def test_a_line_under_a_picture_tells_no_day(gazetteer: Gazetteer) -> None:
    text = (
        "مقتل سيدة بقصف على قرية السنديانة\n\nانتشال ضحايا القصف على قرية البستان، 20 آب 2020 (الدفاع المدني)\n\n"
        "قصفت القوات اليوم قرية السنديانة ما أدى لمقتل سيدة.\n"
    )
    claims = read_text(text, gazetteer, dt.date(2021, 9, 2), language="ar")
    assert {claim.period.start for claim in claims if claim.period} == {dt.date(2021, 9, 2)}


def test_headlines_below_the_report_are_not_read_on_after_a_stop(gazetteer: Gazetteer) -> None:
    text = "قتل طفل بقصف على القرية.\n\nمقالات ذات صلة\nخلال ستة أشهر.. مقتل 29 معتقلا\nمقتل طفلة بقصف\n"
    assert summarise(read_arabic(text, gazetteer)) == "killed 1 children"


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("12 قتيلا في مجزرة السنديانة الخضراء.", ("السنديانه الخضرا",)),
        ("12 قتيلا في قرية السنديانة الخضراء.", ()),
        ("12 قتيلا في القصف.", ()),
    ],
)
def test_words_that_may_name_the_place(text: str, beside: tuple[str, ...], gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert claim.beside == beside


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("حلب 58 شهيدا: منهم 33 في الهلك و7 في بستان القصر", [("33", "الهلك", "event"), ("7", "بستان القصر", "event")]),
        (
            "أحصينا 46 شهيدا في محافظة درعا: طفس 20، نوى 4، غصم العليا 6",
            [("20", "طفس", "event"), ("4", "نوى", "event"), ("6", "غصم العليا", "event")],
        ),
        # Kinds of people are no places, and one item makes no list.
        ("58 شهيدا: منهم 33 طفلا و7 نساء", [("33", "", "breakdown"), ("7", "", "breakdown")]),
        ("58 شهيدا منهم 33 في الهلك", [("33", "", "breakdown")]),
    ],
)
def test_figures_by_place_in_one_line(text: str, wanted: list[tuple[str, str, str]], gazetteer: Gazetteer) -> None:
    _, *parts = read_arabic(text, gazetteer)
    found = [(p.count.text.split()[0], p.places[0].text if p.kind == "event" else "", p.kind) for p in parts]
    assert found == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("أسماء الشهداء الخمسة عشر الذين ارتقوا.", "killed 15 people"),
        ("أسماء الشهداء الذين ارتقوا.", "killed 2+ people"),
        ("استشهاد امرأة ورضيعيها.", "killed 1 women; killed 2 children"),
        ("استشهاد امرأة ورضيعها.", "killed 1 women; killed 1 children"),
    ],
)
def test_people_counted_by_a_definite_number_or_a_dual(text: str, wanted: str, gazetteer: Gazetteer) -> None:
    assert summarise(read_arabic(text, gazetteer)) == wanted


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("9 شهداء في القرية، وهي أعلى حصيلة منذ اتفاق سوتشي.", "event"),
        ("9 شهداء في القرية منذ اتفاق سوتشي.", "cumulative"),
    ],
)
def test_a_toll_that_is_the_highest_since_a_day_is_of_one_event(text: str, kind: str, gazetteer: Gazetteer) -> None:
    (claim,) = read_arabic(text, gazetteer)
    assert claim.kind == kind


def test_the_wounded_told_of_by_a_noun_are_others_than_the_dead(gazetteer: Gazetteer) -> None:
    dead, hurt = read_arabic("استشهاد سيدة في قصف على قرية السنديانة، وإصابة زوجها.", gazetteer)
    assert [(relation.type, relation.claim) for relation in hurt.relations] == [("adds_to", dead.id)]
    dead, hurt = read_arabic("استشهاد سيدة في قصف على القرية. أصيبت سيدة أمس.", gazetteer)
    assert hurt.relations == ()
