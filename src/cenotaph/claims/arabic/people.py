"""Arabic phrases for people: numbers with nouns, duals, singular nouns that mean one."""

import re
from dataclasses import replace

from cenotaph.claims.arabic.before import is_denied, is_exceeded
from cenotaph.claims.arabic.lists import join_lists, join_parts, skip
from cenotaph.claims.arabic.named import (
    is_lost,
    list_names,
    read_named,
    read_nth,
    read_parent,
    read_quoted,
    read_ranked,
    read_roll,
    read_subject,
)
from cenotaph.claims.arabic.names import count_names, is_also, is_given, is_one_person, read_age, read_names
from cenotaph.claims.arabic.numbers import bound_after
from cenotaph.claims.arabic.officials import is_of_body, take_officials
from cenotaph.claims.arabic.rolls import leave_out_heading
from cenotaph.claims.arabic.words import ArabicWords
from cenotaph.claims.claim import PersonName
from cenotaph.claims.group import Group, make_unit
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, list_count
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status, VictimRole

# A dual with its vowel sign written ("موظفَين"), which tells it from the plural.
_DUAL_SIGN = re.compile("\u064e\u064a\u0652?\u0646")
# Units between a noun and a word that says more closely who they are ("14 عنصرا من قوات الأمن").
_REACH = 4
# What may stand between a noun and such a word.
_BETWEEN = frozenset({"from", "to", "determiner", "modifier", "person", "affiliation", "with"})
# As many are named in one breath.
_MOST_NAMES = 12
# Units between a family and its members.
_FAMILY_REACH = 9
_ACTS = frozenset({"harm_past", "harm_noun", "lose"})
_BEFORE_ROLL = frozenset({"colon", "including"})
_LEADING = _ACTS | _BEFORE_ROLL
# After these "civilian" or "military" tells of what kind they are.
_KINDS = frozenset({"word", "person_group", "place_noun", "affiliation", "party", "no_name"})
_WORD = frozenset({"word"})
# What people may be told of from, save right after an act.
_STARTS = frozenset({"count", "determiner", "person", "person_group", "one", "any", "one_of_them", "parent"})
_NUMBERS = {"singular": 1, "dual": 2}
# What "one" stands after where it is somebody: "وأصيب واحد".
_BEFORE_ONE = frozenset(
    {"harm_past", "harm_noun", "and", "comma", "stop", "colon", "including", "rise", "to", "toll", "harmed"}
)
# Groups that a body named after them tells more closely ("رجال الشرطة", "عناصر الدفاع المدني").
_GENERAL = frozenset({"people", "men", "combatants"})


def group_people(units: list[Unit], sentence: Sentence, words: ArabicWords) -> list[Unit]:
    """The units with every phrase for people made one: class "victims", or "bare" for a number alone."""
    grouped: list[Unit] = []
    units = take_officials(units)
    i = 0
    while i < len(units):
        found = _read_group(units, i, sentence, words)
        if found is None:
            grouped.append(units[i])
            i += 1
            continue
        kind, group, end = found
        is_none = is_denied(grouped) and group.count.stated is None
        if is_none and any(unit.has("other") for unit in units[i:end]):
            grouped.append(Unit(_WORD, group.first, group.last))  # "عدم وجود إصابات أخرى": nobody else
            i = end
            continue
        i = end
        if group.names and group.harm is not None and grouped and grouped[-1].classes & _BEFORE_ROLL:
            leave_out_heading(grouped, group.count.low)
        if grouped and grouped[-1].has("names_of"):
            group = replace(group, definite=False)  # "أسماء الشهداء" heads a list, and does not point back
        if is_none:
            group = replace(group, count=Count(0, 0, False, 0, group.count.text), unsaid=True, definite=False)
        if is_exceeded(grouped) and group.count.stated is not None and not group.count.open:
            low = group.count.low + 1  # "تجاوز عدد القتلى 100": more than that
            group = replace(group, count=Count(low, low, True, group.count.stated, group.count.text))
        grouped.append(make_unit(kind, (group,)))
    return join_parts(join_lists(grouped))


def _read_group(units: list[Unit], i: int, sentence: Sentence, words: ArabicWords) -> tuple[str, Group, int] | None:
    """The phrase for people that starts exactly at unit `i`: its class, the group, and the unit after it."""
    unit = units[i]
    if (is_given(unit) or unit.has("quote")) and (subject := read_subject(units, i, sentence)) is not None:
        return subject
    is_nth = sentence.tokens[unit.first].word in words.ordinals
    if not is_nth and unit.classes.isdisjoint(_STARTS) and not (i and units[i - 1].classes & _LEADING):
        return None  # most words
    if i and units[i - 1].classes & _BEFORE_ROLL and (roll := read_roll(units, i, sentence)) is not None:
        return roll
    if unit.has("count"):
        return _read_counted(units, i, sentence, words)
    if (found := _read_pronoun(units, i, sentence, words)) is not None:
        return found
    if (nth := words.ordinals.get(sentence.tokens[unit.first].word, 0)) > 1:
        return read_nth(units, i, nth, sentence)
    if i and units[i - 1].classes & _ACTS and (aged := read_named(units, i, sentence)) is not None:
        return aged
    if i and units[i - 1].has("harm_noun") and (quoted := read_quoted(units, i, sentence)) is not None:
        return quoted
    if unit.has("parent") and (parent := read_parent(units, i, sentence)) is not None:
        return parent
    if i and unit.has("person") and is_also(units[i - 1], "fired_by"):
        return None  # "برصاص قناص": who fired
    definite = unit.has("determiner")
    if definite and (ranked := read_ranked(units, i, sentence, words)) is not None:
        return ranked
    if i and units[i - 1].has("with") and unit.field("outcome") == "injured":
        return None  # "أصيب طفل بإصابات بالغة" tells how badly
    head = i + definite
    if head >= len(units) or not units[head].classes & {"person", "person_group"} or _is_act(units, head):
        return None
    has_article = definite or (i > 0 and units[i - 1].has("determiner"))
    if has_article and all(tag.entry.fields.get("kin") for tag in units[head].tags):
        return None  # "الحراسة" is no "his guards", which takes no article
    if _is_in_name(units, i):
        return None  # "مستشفى شهداء القدس", "حي الشيخ خالد"
    if i and units[head].has("adjective") and units[i - 1].classes & _KINDS:
        return None  # "أهداف مدنية", "حافلة نقل عسكري"
    if has_article and units[head].has("adjective") and is_of_body(units, i):
        return None  # "مجلس البستان المدني"
    before = units[head - 1 - has_article] if head > has_article else None
    if before is not None and units[head].has("adjective_of_act") and before.classes & {"cause_word", "act"}:
        return None  # "التفجير الإرهابي"
    if i and units[head].field("number") == "2" and units[head].has("modifier") and units[i - 1].has("person"):
        return None  # "الطفلان الشقيقان"
    return _read_uncounted(units, i, head, sentence, words, definite=definite)


def _is_in_name(units: list[Unit], i: int) -> bool:
    """True after a word for a place or building without the article, which leads on to its name or to whose it is."""
    at = i - 1 - (i > 1 and units[i - 1].has("determiner"))
    return at >= 0 and units[at].field("level") is not None and not (at and units[at - 1].has("determiner"))


def _read_pronoun(units: list[Unit], i: int, sentence: Sentence, words: ArabicWords) -> tuple[str, Group, int] | None:
    """People told of by a small word: "أحد المزارعين", "لم يصب أحد", "أي من الركاب", "إصابة رابع", "أصيب آخرون"."""
    unit = units[i]
    text = sentence.slice(unit.first, unit.last)
    if unit.has("one") or unit.has("any"):
        head = skip(units, i + 1, {"determiner", "from"})
        if head < len(units) and units[head].has("person"):
            text = _text(sentence, units, i, head)
            count = Count(1, 1, False, 1, text) if unit.has("one") else Count(1, 1, True, None, text)
            kind, group, end = _finish(units, i, head, count, sentence)
            return kind, replace(group, unsaid=unit.has("any")), end
        if unit.has("one") and any(before.has("not") for before in units[max(0, i - 2) : i]):
            return "bare", Group(unit.first, unit.last, Count(0, 0, False, 0, text), unsaid=True), i + 1
    elif unit.has("one_of_them"):
        count = Count(1, 1, False, 1, text)
        if i + 1 < len(units) and units[i + 1].has("person"):
            kind, group, end = _finish(units, i, i + 1, count, sentence)
            return kind, replace(group, part=True, harm=None), end
        if i and units[i - 1].classes & _ACTS:
            return "victims", Group(unit.first, unit.last, count, anyone=True), i + 1
    elif i and units[i - 1].classes & _ACTS:
        is_nth = words.ordinals.get(sentence.tokens[unit.first].word, 0) > 1
        if is_nth or (unit.has("other") and not unit.marks("anyone")):
            return "bare", Group(unit.first, unit.last, Count(1, 1, False, 1, text)), i + 1
        if unit.has("other"):
            count = Count(2, 2, False, 2, text) if unit.has("two_others") else Count(2, 2, True, None, text)
            return "bare", Group(unit.first, unit.last, count), i + 1
        if unit.has("number_of") and i + 1 < len(units) and units[i + 1].has("other"):
            text = sentence.slice(unit.first, units[i + 1].last)  # "وجرح عدد آخر"
            return "bare", Group(unit.first, units[i + 1].last, Count(2, 2, True, None, text)), i + 2
    return None


def _is_act(units: list[Unit], head: int) -> bool:
    """True for a word that is the act and nobody ("إصابة طفل", "وفاة رضيعة"): a singular that no number counts. Bodies
    ("جثة") are somebody, save where the people follow ("جثث ثمانية أشخاص")."""
    unit = units[head]
    if not unit.has("harm_noun"):
        return False
    if unit.marks("found"):
        after = units[skip(units, head + 1, {"determiner", "to"}) :][:1]
        return bool(after) and bool(after[0].classes & {"count", "person", "one", "person_group"})
    return any(tag.form == "singular" or tag.cls == "harm_noun" for tag in unit.tags) and not any(
        tag.form == "plural" and tag.cls == "person" for tag in unit.tags
    )


def _read_counted(units: list[Unit], i: int, sentence: Sentence, words: ArabicWords) -> tuple[str, Group, int] | None:
    phrase = list_count(units[i])
    if phrase is None or phrase.count is None or phrase.unit is not None:
        return None
    if _is_adjective_one(units, i):
        return None  # "خمسة من عائلة واحدة"
    after = i + 1
    is_other = after < len(units) and units[after].has("other")
    head = skip(units, after, {"from", "determiner", "modifier"})
    if head + 1 < len(units) and units[head + 1].has("colon") and i and units[i - 1].has("colon"):
        # "شهداء: 3 جرحى: 4"
        return "bare", Group(units[i].first, units[i].last, phrase.count), after
    if head < len(units) and units[head].classes & {"person", "person_group"}:
        count = replace(phrase.count, text=_text(sentence, units, i, head))
        kind, group, end = _finish(units, i, head, count, sentence)
        # "اثنين من المصابين": some of those told of before.
        is_part = units[after].has("from") and units[head - 1].has("determiner") and group.harm is not None
        group = replace(group, part=is_part, others=any(each.has("other") for each in units[after:end]))
        if any(unit.has("from") for unit in units[after:end]) and units[end - 2].has("determiner"):
            group, end = _take_mixed(units, group, end)
        return kind, *_bound(units, group, end, sentence, words)
    if i and units[i - 1].has("with") and after < len(units) and units[after].classes == _WORD:
        return None  # "أصيب بعدة شظايا", "بثلاث رصاصات": by how many things
    body = skip(units, after, {"from", "determiner"})
    if after < len(units) and units[after].has("from") and body < len(units) and units[body].has("affiliation"):
        # "27 من قوات النظام"
        _, named, until = _finish(units, i, body, phrase.count, sentence)
        return "victims", named, until
    if after < len(units) and units[after].has("word") and phrase.count.low > 1 and _is_bare_noun(units, after):
        # "خمسة رعاة أغنام": a noun the lexicon does not know may count people; the rules decide.
        return "bare", Group(units[i].first, units[after].last, phrase.count), after + 1
    end = after + is_other
    one = Group(units[i].first, units[end - 1].last, phrase.count, others=is_other)
    group, end = _bound(units, one, end, sentence, words)
    if end < len(units) and units[end].has("of_them") and not is_other:  # "8 آخرين منهم 4 أطفال" are all others
        # "10 منهم من المدنيين"
        noun = skip(units, end + 1, {"from", "determiner"})
        if noun < len(units) and units[noun].has("person"):
            _, named, until = _finish(units, i, noun, phrase.count, sentence)
            return "victims", replace(named, part=True, harm=None), until
        return "bare", replace(group, part=True), end + 1
    return "bare", group, end


def _is_adjective_one(units: list[Unit], i: int) -> bool:
    """True for "one" after the noun it tells of, "عائلة واحدة", where it counts nobody."""
    return _is_number_word(units[i], 1) and i > 0 and units[i - 1].classes.isdisjoint(_BEFORE_ONE)


def _take_mixed(units: list[Unit], group: Group, end: int) -> tuple[Group, int]:
    """The group with a second kind of people that its number counts too ("تسعة من النساء والأطفال"), and the unit after
    it: people, of no one kind."""
    noun = end + 2
    if noun >= len(units) or not (units[end].has("and") and units[end + 1].has("determiner")):
        return group, end
    if not any(tag.cls == "person" and tag.form == "plural" for tag in units[noun].tags) or _is_act(units, noun):
        return group, end
    harm = group.harm if units[noun].field("outcome") in (None, group.harm) else None
    return replace(group, group="people", sex=None, harm=harm), noun + 1


def _is_bare_noun(units: list[Unit], k: int) -> bool:
    return k + 1 >= len(units) or not units[k + 1].has("time")


def _read_uncounted(
    units: list[Unit], i: int, head: int, sentence: Sentence, words: ArabicWords, *, definite: bool
) -> tuple[str, Group, int] | None:
    noun = units[head]
    form = next((tag.form for tag in noun.tags if tag.cls in ("person", "person_group")), "word")
    text = _text(sentence, units, i, head)
    after = units[head + 1] if head + 1 < len(units) else None
    number = noun.field("number")
    if _DUAL_SIGN.search(sentence.slice(noun.first, noun.last)):
        form = "dual"
    if number is not None:
        count = Count(int(number), int(number), False, int(number), text)
    elif (noun.marks("kin") or form == "plural") and (
        told := _read_told(units, _skip_adjective(units, head))
    ) is not None:
        # "وأطفالهما الثلاثة", "أسماء الشهداء الخمسة عشر", "شهداءها الثلاثة"
        count = replace(told, text=text)
    elif noun.marks("kin") and form != "singular" and (named := count_names(units, head + 1, sentence)):
        count = Count(named, named, False, named, text)
    elif noun.has("person_group") or (
        form == "plural" and head + 1 < len(units) and units[head + 1].has("person_group")
    ):
        # "عائلة", "أفراد عائلة"
        at = head + 1 + (not noun.has("person_group"))
        if (told_by_member := _read_told_members(units, at)) is not None:
            size, last = told_by_member
            count = Count(size, size, False, size, _text(sentence, units, i, last - 1))
            return "victims", Group(units[i].first, units[last - 1].last, count), last
        made_of = _find_composed(units, at)
        phrase = list_count(units[made_of]) if made_of < len(units) else None
        if made_of > head + 1 and units[made_of - 1].has("from") and phrase is not None and phrase.count is not None:
            # "عائلة مؤلفة من سبعة أفراد"
            _, family, last = _finish(units, i, made_of, phrase.count, sentence)
            last += last < len(units) and units[last].has("person")
            return "victims", replace(family, group="people"), last
        if made_of > head + 1 and units[made_of - 1].has("from") and (members := _read_members(units, made_of)):
            count = Count(members[0], members[0], False, members[0], _text(sentence, units, i, members[1] - 1))
            return "victims", Group(units[i].first, units[members[1] - 1].last, count), members[1]
        count = Count(2, 2, True, None, text)
    elif form == "dual" or _is_number_word(after, 2):
        count = Count(2, 2, False, 2, text)
    elif form == "singular":
        count = Count(1, 1, False, 1, text)
    else:
        count = _count_plural(units, head, text, sentence, definite=definite)
    is_counted = number is None and _is_number_word(after, 1, 2)  # after "الجدة" others begin
    end = max(head + 1 + is_counted, _skip_adjective(units, head))
    if definite and _read_told(units, end) is not None:
        end += 2
    kind, group, end = _finish(units, i, head, count, sentence, end=end, may_be_named=definite or " ال" in text)
    group, end = _bound(units, group, end, sentence, words)
    if group.names:
        return kind, group, end
    points_back = definite and (form == "plural" or noun.marks("anyone"))
    return kind, replace(group, definite=points_back), end


def _count_plural(units: list[Unit], head: int, text: str, sentence: Sentence, *, definite: bool) -> Count:
    """How many a plural without a number tells of: as many as are named after it, "المدنيين سالم الحمود ونادر العلي",
    or two and more."""
    named = len(list_names(units, head + 1, sentence, is_list=False)[0]) if definite else 0
    return Count(named, named, False, named, text) if named > 1 else Count(2, 2, True, None, text)


def _find_composed(units: list[Unit], k: int) -> int:
    """The unit that may tell of how many people a family is made, whatever says more of it before: "عائلة نازحة من حمص
    مؤلفة من خمسة أشخاص"."""
    for n in range(k, min(k + _REACH + 1, len(units))):
        if units[n].has("composed"):
            return skip(units, n + 1, {"from"})
        if units[n].classes & {"stop", "comma", "count", "harm_past", "harm_noun"}:
            break
    return skip(units, k, {"determiner", "from", "modifier"})


def _read_told_members(units: list[Unit], k: int) -> tuple[int, int] | None:
    """How many a family is that is told member by member behind a comma or colon ("عائلة السالم، الأب والأم وطفلان"),
    and the unit after them."""
    for n in range(k, min(k + _FAMILY_REACH, len(units))):
        if units[n].classes & {"comma", "colon", "dash", "open_bracket"}:
            start = n + 1 + (n + 1 < len(units) and units[n + 1].has("including"))
            is_member = start < len(units) and units[start].has("parent_of")
            return _read_members(units, start) if is_member else None
        if units[n].classes & {"stop", "count", "harm_past", "harm_noun", "and", "composed", "including"}:
            return None
    return None


def _read_members(units: list[Unit], k: int) -> tuple[int, int] | None:
    """How many a family is made of that is told member by member ("من الأب والأم وثلاثة أطفال"), and the unit after
    them; None if there are fewer than two, or somebody of whom no number is known."""
    told = end = 0
    while k < len(units):
        at = skip(units, k, {"determiner"})
        phrase = list_count(units[at]) if at < len(units) else None
        if phrase is not None and phrase.count is not None and at + 1 < len(units) and units[at + 1].has("person"):
            number, at = phrase.count.stated, at + 1
        elif at < len(units) and units[at].has("person"):
            form = next((tag.form for tag in units[at].tags if tag.cls == "person"), "word")
            told_by_noun = units[at].field("number")
            number = int(told_by_noun) if told_by_noun else _NUMBERS.get(form)
        else:
            break
        if number is None:
            return None
        told, end = told + number, at + 1
        k = skip(units, end, {"and", "comma"})
        if k == end:
            break
    return (told, end) if told > 1 else None


def _read_told(units: list[Unit], k: int) -> Count | None:
    """The number that "the three" gives after a noun."""
    if k + 1 >= len(units) or not units[k].has("determiner"):
        return None
    phrase = list_count(units[k + 1])
    return phrase.count if phrase is not None else None


def _bound(units: list[Unit], group: Group, end: int, sentence: Sentence, words: ArabicWords) -> tuple[Group, int]:
    """The group with what is said of its number after it ("على الأقل"), and the unit after that."""
    count, last = bound_after(sentence.tokens, units[end - 1].last, words, group.count)
    while end < len(units) and units[end].first < last:
        end += 1
    return replace(group, count=count), end


def _is_number_word(unit: Unit | None, *values: int) -> bool:
    """True for one of these numbers in words, which after a noun only says its number again: "مدنيين اثنين"."""
    phrase = list_count(unit) if unit is not None else None
    return (
        phrase is not None
        and phrase.count is not None
        and (phrase.count.stated in values and phrase.count.text[:1].isalpha())
    )


def _finish(
    units: list[Unit],
    i: int,
    head: int,
    count: Count,
    sentence: Sentence,
    *,
    end: int | None = None,
    may_be_named: bool = False,
) -> tuple[str, Group, int]:
    """The group around a noun: who they are more closely, their harm, and the age of one; `may_be_named` for one who is
    named as Arabic names people, with the article ("الطفل محمد", not "طفل")."""
    noun = units[head]
    group, status = noun.field("group") or "people", noun.field("status")
    harm = noun.field("outcome")
    if noun.marks("kin") and is_lost(units[max(0, i - _REACH) : i]):
        harm = Outcome.KILLED  # "فقد زوجته وطفليه": they are dead, not missing
    end = _skip_adjective(units, head) if end is None else end
    k = end
    while k < len(units) and k < end + _REACH and units[k].classes & _BETWEEN:
        unit = units[k]
        named = unit.field("group")
        is_led = bool(units[k - 1].classes & {"from", "determiner", "to"})
        is_hurt = k == end and unit.field("outcome") is not None and not unit.has("harm_noun")  # "ستة طلاب جرحى"
        # "من بين الشهداء امرأة": another phrase, while "ضحايا مدنيين" is one.
        is_another = head > 0 and units[head - 1].has("determiner") and is_one_person(unit)
        is_kind = harm is not None and unit.field("outcome") is None and not is_another
        is_adjective = unit.has("modifier") or is_hurt or is_kind
        if unit.has("person") and not is_led and not is_adjective:
            break  # another phrase; "رجل مسن", "ضحايا مدنيين" are one
        if k == end and unit.classes & {"modifier", "person"} and not is_led:
            end = k + 1
        is_body = unit.has("affiliation") and group in _GENERAL
        if named is not None and named != "people" and (group == "people" or is_body):
            group, status = named, unit.field("status") or status
            end = k + 1
        if is_led and unit.has("person") and harm is not None and harm == unit.field("outcome"):
            end = k + 1  # "12 ضحية من ضحايا القصف"
        harm = harm or (unit.field("outcome") if unit.has("person") else None)
        k += 1
    if end < len(units) and units[end].has("other"):
        end += 1
    end = _skip_family(units, end, is_next=end == head + 1, noun=noun)
    names, age, end = _read_names_and_age(units, end, noun, count.stated or 0, sentence, may_be_named=may_be_named)
    made = Group(
        units[i].first,
        units[end - 1].last,
        count,
        group,
        Status(status or "unknown"),
        names=names,
        harm=Outcome(harm) if harm else None,
        role=VictimRole(noun.field("role") or VictimRole.VICTIM),
        sex=noun.field("sex"),
        age=age,
        kin=noun.marks("kin"),
        anyone=noun.marks("anyone"),
    )
    return "victims", made, end


def _read_names_and_age(
    units: list[Unit], end: int, noun: Unit, number: int, sentence: Sentence, *, may_be_named: bool
) -> tuple[tuple[PersonName, ...], int | None, int]:
    """The names of as many people as a phrase that ends before unit `end` tells of, or the age of one without a name,
    and the unit after them."""
    is_named = (may_be_named or noun.marks("kin")) and 0 < number <= _MOST_NAMES
    if is_named and (run := read_names(units, end, number, sentence)) is not None:
        return tuple(PersonName(name, years, noun.field("sex")) for name, years in run[0]), None, run[1]
    if number == 1 and (after := read_age(units, end, sentence)) is not None:
        return (), after[0], after[1]
    return (), None, end


def _skip_adjective(units: list[Unit], head: int) -> int:
    """The unit after a noun and, if both have the article, the adjective that says who they are: "الأطفال النازحين"."""
    k = head + 1
    is_led = k + 1 < len(units) and units[k].has("determiner") and units[k + 1].has("modifier")
    return k + 2 if is_led and head and units[head - 1].has("determiner") else k


def _skip_family(units: list[Unit], k: int, *, is_next: bool, noun: Unit) -> int:
    """The unit after the family that people are said to be of: "خمسة مدنيين من عائلة واحدة", and, where it stands next
    to the noun, "أفراد عائلة السالم"; `k` if none is told."""
    if noun.has("person_group"):
        return k
    is_led = k + 1 < len(units) and units[k].has("from") and units[k + 1].has("person_group")
    if not is_led and not (is_next and k < len(units) and units[k].has("person_group")):
        return k
    k += is_led
    if k + 2 < len(units) and units[k + 1].has("determiner") and units[k + 2].has("person"):
        return k + 3  # "من عائلة النجار": a family's name
    return k + 1 + (is_led and k + 1 < len(units) and units[k + 1].has("count") and _is_adjective_one(units, k + 1))


def _text(sentence: Sentence, units: list[Unit], i: int, head: int) -> str:
    return sentence.slice(units[i].first, units[head].last)
