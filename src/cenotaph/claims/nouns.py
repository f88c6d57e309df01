"""Phrases for people around a noun: "23 young recruits", "the mayor, 54", "members of the Hart family"."""

import re
from dataclasses import replace

from cenotaph.claims.ages_told import age_of, read_ages, take_ages
from cenotaph.claims.claim import PersonName
from cenotaph.claims.group import Group
from cenotaph.claims.names import read_age, read_name
from cenotaph.claims.openings import Opening
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.units import Unit, is_at, list_count
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome, Status, VictimRole
from cenotaph.values.period import Precision

# Modifiers a phrase may have before its head ("23 young army recruits"); more is another phrase.
_MOST_MODIFIERS = 6
# Words the lexicon does not know that may stand between a count and its noun ("five textile workers").
_MOST_UNKNOWN = 2
# Units that "of" may bring after a noun ("members of the Hart family").
_LONGEST_COMPLEMENT = 5
_MODIFIERS = frozenset(
    {"modifier", "name", "direction", "hurt", "dead", "harm_participle", "person", "person_group", "party"}
    | {"target", "speaker", "title", "place_noun", "cause_word", "age", "adverb", "particle", "place", "comparing"}
)
_HEADS = frozenset({"person", "person_group"})
_STATES = frozenset({"dead", "hurt", "harm_participle"})
_COMPLEMENT = frozenset(
    {
        "modifier",
        "name",
        "person",
        "person_group",
        "party",
        "target",
        "speaker",
        "word",
        "place",
        "particle",
        "place_noun",
        "place_part",
        "direction",
        "genitive",
    }
)


def find_head(units: list[Unit], opening: Opening) -> int | None:
    """The index of the head noun: the last noun for people in the run of modifiers after the opening."""
    head, unknown = None, 0
    for k in range(opening.next, min(len(units), opening.next + _MOST_MODIFIERS + 1)):
        unit = units[k]
        if head is not None and unit.has("taken"):
            break
        if head is not None and unit.has("speaker") and is_at(units, k + 1, "say_base"):
            break  # "a man police say shot his wife"
        if unit.has("harm_doer") and is_at(units, k + 1, "of"):
            return None  # "the killers of the six priests": the priests are told of
        if unit.classes & _HEADS and not _is_adjective(units, k):
            head = k
        elif head is None and unit.has("national") and _is_one_national(units, k, opening):
            return k
        elif head is None and _is_state(unit, k, opening) and not _has_noun(units, k + 1):
            if opening.phrase is not None and opening.phrase.article and _is_thing(units, k + 1):
                return None  # "a dead battery"
            if k + 1 < len(units) and units[k + 1].has("animal"):
                return None  # "20 dead hens"
            return k if opening.has_any and not (k > opening.next and _has_object(units, k)) else None
        elif head is not None and units[head].has("age") and unit.has("name") and _qualifies(units, k):
            continue
        elif (unit.classes & _STATES or unit.has("adverb") or unit.has("name")) and head is not None:
            break
        elif unit.has("genitive") and head is not None and k + 1 < len(units):
            continue
        elif head is None and unit.has("of") and _is_of_body(units, k):
            continue  # "a University of Arden student"
        elif head is None and unit.has("place_part") and units[k - 1].has("direction"):
            continue  # "an East Side grandfather"
        elif head is None and opening.is_part and _is_of_owner(units, k):
            continue  # "two of the city's officers"
        elif head is None and _is_of_ware(units, k, opening):
            continue  # "a cattle dealer"
        elif unit.has("thing") and not unit.classes & _MODIFIERS:
            break
        elif k == opening.next and _is_of_trade(units, k, opening):
            continue  # "a records clerk"
        elif not unit.classes & _MODIFIERS:
            unknown += unit.has("word")
            if not unit.has("word") or unknown > _MOST_UNKNOWN or not opening.has_any or head is not None:
                break
    if head is not None and is_at(units, head + 1, "limb") and is_at(units, head + 2, "wounds"):
        return None  # "a minor leg injury"
    if head is not None and head + 1 < len(units) and units[head + 1].classes & {"harm_noun", "wounds", "animal"}:
        # "120 civilian deaths": what is counted are deaths. "The family dog" is nobody; "ruled the deaths of the two
        # women homicides" counts women.
        is_told = opening.definite and units[head + 1].has("harm_noun")
        return head if is_told and any(tag.form == "plural" for tag in units[head].tags) else None
    return head


def _is_one_national(units: list[Unit], k: int, opening: Opening) -> bool:
    """True for one person called by where he is from: "an Iraqi was killed"; not "an Iraqi drone"."""
    phrase = opening.phrase
    is_one = phrase is not None and phrase.count is not None and phrase.count.high == 1 and not phrase.unit
    return is_one and (k + 1 == len(units) or not units[k + 1].classes.isdisjoint(_AFTER_PERSON))


# What may follow a person, and no adjective.
_AFTER_PERSON = frozenset(
    {"stop", "comma", "be", "have", "modal", "and", "relative", "preposition", "close_bracket", "dead"}
    | {"harm_participle", "die_past", "say_past"}
)


def _is_adjective(units: list[Unit], k: int) -> bool:
    """True for a rank that is an adjective here: "a major attack"."""
    if not units[k].has("rank"):
        return False
    is_before = k + 1 < len(units) and not units[k + 1].classes.isdisjoint(_RANKED)
    return is_before or (k > 0 and not units[k - 1].classes.isdisjoint(_STUDIED))


# What a rank does not stand before; and after ("an engineering major").
_STUDIED = frozenset({"word", "name", "thing"})
_RANKED = frozenset({"word", "thing", "target", "place_noun", "cause_word", "harm_noun", "harm_gerund", "party"})


def _is_of_owner(units: list[Unit], k: int) -> bool:
    """True for what has people, and for the mark behind it: "the newspaper's officials"."""
    is_marked = k + 1 < len(units) and units[k + 1].has("genitive")
    return units[k].has("genitive") or (is_marked and bool(units[k].classes & _OWNERS))


_OWNERS = frozenset({"thing", "target", "place_noun", "word"})


def _is_of_body(units: list[Unit], k: int) -> bool:
    """True for the "of" in the name of a body: "University of Arden"."""
    return units[k - 1].has("target") and k + 1 < len(units) and bool(units[k + 1].classes & {"name", "place"})


def _is_of_trade(units: list[Unit], k: int, opening: Opening) -> bool:
    """True for a noun between an article and one person that looks like a verb: "a records clerk"."""
    is_verb = bool(units[k].classes & {"say_third", "cause_third"}) and k + 1 < len(units)
    is_one = opening.phrase is not None and opening.phrase.article
    return is_verb and is_one and any(t.form == "singular" for t in units[k + 1].tags if t.cls == "person")


def _is_of_ware(units: list[Unit], k: int, opening: Opening) -> bool:
    """True for what people trade in, mind or own, or the time they work, before a noun for them: "two cattle dealers",
    "a night watchman"; not "the night gunmen came"."""
    if not opening.has_any or not units[k].classes <= _WARES or k + 1 == len(units) or not units[k + 1].has("person"):
        return False
    if all(tag.form == "plural" for tag in units[k].tags if tag.cls in _WARES):
        return False
    forms = {tag.form for tag in units[k + 1].tags if tag.cls == "person"}
    if opening.phrase is None:
        return "singular" in forms or not units[k].has("span")
    return opening.phrase.count is not None and (opening.phrase.count.low == 1) == ("singular" in forms)


_WARES = frozenset({"thing", "animal", "span"})


def _is_state(unit: Unit, k: int, opening: Opening) -> bool:
    """True for what became of people in the place of a noun: "the dead", "12 wounded", "the 18 killed"."""
    is_counted = opening.definite and opening.phrase is not None and k == opening.next
    return bool(unit.classes & {"dead", "hurt"}) or (is_counted and unit.has("harm_participle"))


def _is_thing(units: list[Unit], k: int) -> bool:
    """True if a noun that is none for people stands at `k`."""
    return k < len(units) and (units[k].classes == frozenset({"word"}) or units[k].has("thing"))


def _qualifies(units: list[Unit], k: int) -> bool:
    """True if the name at `k` stands before a noun for people, and says where they are from ("a 9-year-old Arden
    girl")."""
    while k < len(units) and units[k].classes & {"name", "place", "particle"}:
        k += 1
    return k < len(units) and units[k].classes.isdisjoint({"title", "age"}) and bool(units[k].classes & _HEADS)


def _has_noun(units: list[Unit], k: int) -> bool:
    """True if a noun for people follows an adjective at k - 1 ("wounded residents")."""
    for unit in units[k : k + 3]:
        if unit.classes & _HEADS:
            return True
        if not unit.classes & _MODIFIERS or unit.classes & {"hurt", "harm_participle"}:
            return False
    return False


def _has_object(units: list[Unit], k: int) -> bool:
    """True if the word at `k` is a verb with an object ("a bomb wounded two guards"), no noun ("the 12 wounded")."""
    if k + 1 == len(units) or not units[k].has("harm_past"):
        return False
    is_named = units[k + 1].classes & {"name", "title"} and not units[k - 1].has("adverb")
    return bool(is_named or units[k + 1].classes & {"count", "determiner", "possessive"})


def read_noun(units: list[Unit], i: int, opening: Opening, head: int, sentence: Sentence) -> tuple[Group, int] | None:
    """The group with its head at `head`, and the index after the phrase; None if it counts no people."""
    noun = units[head]
    modifiers = units[opening.next : head]
    if opening.phrase is not None and any(m.has("span") for m in modifiers):
        opening = replace(opening, phrase=opening.phrase._replace(unit=None))  # "a night watchman" is no duration
    singular = _is_of_one(noun)
    end = head + 1
    names: tuple[PersonName, ...] = ()
    if singular and (run := read_name(units, end, sentence)) is not None:
        age = read_age(units, run.last, sentence)
        names = (PersonName(run.text, age[0] if age else age_of([*modifiers, noun]), noun.field("sex")),)
        end = age[1] if age else run.last
    else:
        age, end = read_ages(units, end, sentence, opening.phrase is not None or opening.definite, singular)
    if head and units[head - 1].has("quote") and end < len(units) and units[end].has("quote"):
        end += 1
    if names and end < len(units) and units[end].has("animal"):
        return None  # "a 9-year-old Holstein cow"
    text = sentence.slice(units[i].first, noun.last)
    count = count_people(opening, noun, not singular, text)
    if not names and end == head + 1:
        of_count = _read_of_count(units, end)
        if of_count is not None and noun.has("person_group"):
            count, end = of_count, end + 2
        elif not (noun.marks("kin") and ((opening.phrase and _is_told_of(units, end)) or _is_of_hit(units, end))):
            end = _skip_complement(units, end)
    if count is None:
        return None
    status, group = _sort_people(noun, modifiers)
    is_owned = noun.marks("kin") and (any(m.has("genitive") for m in modifiers) or _is_after_owner(units, i))
    found = Group(
        first=units[i].first,
        last=units[end - 1].last,
        count=count,
        group=group,
        status=status,
        affiliation=" ".join(sentence.slice(m.first, m.last) for m in modifiers if m.has("name")) or None,
        names=names,
        definite=opening.definite,
        increment=bool(opening.phrase and opening.phrase.increment),
        others=bool(opening.phrase and opening.phrase.other),
        ordinal=_ordinal_of(modifiers[:1]) if opening.phrase is not None and opening.phrase.article else None,
        part=opening.is_part,
        kin=opening.is_kin and noun.marks("kin"),
        owner_sex=opening.owner_sex,
        fellow=opening.definite and not opening.is_kin and _is_fellow(noun),
        owned=is_owned,
        anyone=noun.marks("anyone") or noun.has("age"),
        accused=noun.marks("accused"),
        share=opening.share if opening.is_part or not opening.is_all else None,
        unsaid=opening.is_any,
        sex=noun.field("sex", "person"),
        age=(age[0] if age else age_of([*modifiers, noun])) if singular else None,
        role=VictimRole(noun.field("role", "person") or VictimRole.VICTIM),
        harm=_read_harm(modifiers, noun) or _read_told_harm(noun, opening),
        noun=_name_noun(noun, opening.is_kin or is_owned, sentence),
    )
    found = take_ages(found, [*modifiers, noun], units[head + 1 : end], sentence, singular)
    return _count_rank(found, _read_rank(units, i, opening, end, sentence)), end


def _is_of_one(noun: Unit) -> bool:
    """True for a noun that is no plural: "clerk", "9-year-old", "Iraqi"."""
    is_told = noun.has("age") or noun.has("national")
    return is_told or any(tag.form == "singular" for tag in noun.tags if tag.cls == "person")


def _is_fellow(noun: Unit) -> bool:
    """True for "the co-worker" and "the nephew", not for "the child" or "the mother", who may be called so for
    themselves."""
    return noun.marks("kin") and noun.field("group", "person") == "people"


def _read_told_harm(noun: Unit, opening: Opening) -> Outcome | None:
    """The outcome that a noun for people states itself where they are first told of: "two gunshot victims" (for "the
    shooting victim" it is told before)."""
    is_first = opening.phrase is not None and not (opening.definite or opening.is_none or opening.is_any)
    harm = noun.field("outcome", "harm_noun") if is_first else None
    return Outcome(harm) if harm else None


def _read_harm(modifiers: list[Unit], noun: Unit) -> Outcome | None:
    """What the words of people say became of them; not what is said of whose kin they are ("the injured girl's
    uncle")."""
    owned = max((k + 1 for k, m in enumerate(modifiers) if m.has("genitive")), default=0) if noun.marks("kin") else 0
    states = (unit.field("outcome") for unit in (*modifiers[owned:], noun) if unit.classes & _STATES)
    harm = next(filter(None, states), None)
    return Outcome(harm) if harm else None


def _count_rank(group: Group, rank: int | None) -> Group:
    """The group with as many people as its rank says, if it has one."""
    if rank is None:
        return group
    return replace(group, count=Count(rank, rank, False, rank, group.count.text), definite=False, ordinal=rank)


def _read_rank(units: list[Unit], i: int, opening: Opening, end: int, sentence: Sentence) -> int | None:
    """The eight whom "he is the eighth mayor killed since May" tells of: the dead of a time that a day begins, or of a
    month or year; None for other people."""
    if not i or not opening.definite or not units[i - 1].classes & {"be", "become"} or opening.next >= len(units):
        return None
    first = units[opening.next]
    written = _WRITTEN_RANK.fullmatch(sentence.tokens[first.first].word)
    number = first.field("number", "modifier") or (written.group(1) if written is not None else None)
    k = end + (end + 1 < len(units) and units[end].has("to")) * 2
    if number is None or k >= len(units) or not units[k].has("harm_participle") or int(number) < _FEW:
        return None
    phrases = [unit.value for unit in units[k:] if isinstance(unit.value, PeriodPhrase)]
    return int(number) if any(phrase.role == "since" or _is_long(phrase) for phrase in phrases) else None


_WRITTEN_RANK = re.compile(r"(\d+)(?:st|nd|rd|th)")
_FEW = 2


def _is_long(phrase: PeriodPhrase) -> bool:
    """True for a month or a year."""
    return phrase.period is not None and phrase.period.precision in (Precision.MONTH, Precision.YEAR)


def _is_after_owner(units: list[Unit], i: int) -> bool:
    """True for the friend of "Dana's friend"."""
    return i > 0 and units[i - 1].has("genitive")


def _name_noun(noun: Unit, is_of_somebody: bool, sentence: Sentence) -> str:
    """The noun that says what each person is; none for a group ("a crew"), and for kin of nobody told ("a son")."""
    is_told = noun.has("person") and (is_of_somebody or not noun.marks("kin"))
    return sentence.tokens[noun.last - 1].text if is_told else ""


def _read_of_count(units: list[Unit], end: int) -> Count | None:
    """The number in "a family of seven", "a crew of three"."""
    if end + 1 >= len(units) or not units[end].has("of") or not units[end + 1].has("count"):
        return None
    phrase = list_count(units[end + 1])
    following = units[end + 2] if end + 2 < len(units) else None
    if phrase is None or phrase.count is None or phrase.unit or phrase.article:
        return None
    if following is not None and following.classes & {"person", "person_group", "thing", "word", "of", "modifier"}:
        return None
    return phrase.count


def _is_told_of(units: list[Unit], end: int) -> bool:
    """True for the one of whom a clause tells behind the noun: "a friend of Ali Hasan, who was killed, spoke"."""
    k = end + 1
    while k < len(units) and units[k].has("name"):
        k += 1
    return k > end + 1 and units[end].has("of") and is_at(units, k, "comma") and is_at(units, k + 1, "relative")


def _is_of_hit(units: list[Unit], end: int) -> bool:
    """True for kin of whoever was hit: "relatives of the woman found shot"."""
    k = _skip_complement(units, end)
    if k == end or not units[k - 1].has("person"):
        return False
    k += is_at(units, k, "recover_participle")
    return is_at(units, k, "harm_participle")


def _skip_complement(units: list[Unit], end: int) -> int:
    """After the noun: past "of the Hart family", "of the first two cars"."""
    if end >= len(units) or not units[end].has("of"):
        return end
    if units[end - 1].marks("kin") and is_at(units, end + 1, "count") and is_at(units, end + 2, "comma"):
        return end + 2  # "a father of two, and his sons were killed"
    k = end + 1
    k += k < len(units) and not units[k].classes.isdisjoint({"determiner", "possessive"})
    is_quoted = k + 1 < len(units) and units[k].has("quote")
    k += is_quoted  # 'of the "Peasant Patrol"'
    start = k
    while (
        k < len(units)
        and k - start < _LONGEST_COMPLEMENT
        and (units[k].classes & _COMPLEMENT or (k > start and units[k].has("count") and units[k - 1].has("nth")))
        and not units[k].has("harm_participle")
    ):
        k += 1
    if is_quoted:
        return k + 1 if k > start and k < len(units) and units[k].has("quote") else end
    if is_at(units, k, "cause_word") and is_at(units, k + 1, "die_third", "die_past", "be", "have"):
        return end  # "the third victim of the Arden shooting dies": of the shooting
    after = k + 2 * (is_at(units, k, "comma") and is_at(units, k + 1, "count"))
    if is_at(units, after, "comma") and is_at(units, after + 1, "relative") and is_at(units, after + 2, "be_one"):
        return end  # "the family of Petra Novik, 25, who was killed": she was
    return k if k > start else end


def count_people(opening: Opening, noun: Unit, is_plural: bool, text: str) -> Count | None:
    """How many people a noun with its opening stands for."""
    if opening.is_none:
        return Count(0, 0, False, 0, text)
    if opening.is_any:
        return Count(1, 1, True, None, text)
    number = noun.field("number")
    is_one = opening.phrase is None or opening.phrase.article
    if number is not None and is_one:
        return Count(int(number), int(number), False, int(number), text)
    if noun.has("person_group") and opening.phrase is not None and opening.phrase.article:
        # "A family": more than one, and no more is said.
        return Count(2, 2, True, None, text)
    if opening.phrase is not None:
        return None if opening.phrase.unit else opening.phrase.count
    if opening.share is not None and not opening.is_all:
        # How many a share is depends on the whole; until that is known, one at least.
        return Count(1, 1, True, None, text)
    if is_plural or opening.is_all:
        # A bare plural tells of two at least (the reading contract).
        return Count(2, 2, True, None, text)
    return Count(1, 1, False, 1, text)


def _sort_people(noun: Unit, modifiers: list[Unit]) -> tuple[Status, str]:
    """Status and group by the head noun; a head that says little ("members") takes its modifier's word."""
    group = noun.field("group", "person") or noun.field("group", "person_group") or "people"
    status = noun.field("status")
    for unit in modifiers:
        if unit.field("status", "modifier") is not None:
            status = unit.field("status", "modifier")
            group = unit.field("group", "modifier") or group if group == "people" else group
        elif group == "people" and unit.classes & _HEADS and unit.field("group") not in (None, "people"):
            group, status = unit.field("group") or group, unit.field("status") or status
    return Status(status or "unknown"), group


def _ordinal_of(modifiers: list[Unit]) -> int | None:
    """The 3 of "a third man"."""
    return next((int(n) for unit in modifiers if (n := unit.field("number", "modifier")) is not None), None)
