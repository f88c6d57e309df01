"""Arabic as reports write it: who was not hurt, large numbers, lists of people, what lies back."""

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.claims.reading import read_arabic, summarise


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
         "killed 2+ people; killed 1 people; killed 1 people"),
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
