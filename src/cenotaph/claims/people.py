"""Phrases for people in the units of a sentence: around a noun, a name alone, a number alone, a pronoun."""

from dataclasses import replace

from cenotaph.claims.bare import is_of_parent, read_bare, read_compared
from cenotaph.claims.claim import PersonName
from cenotaph.claims.complements import is_share, read_rest
from cenotaph.claims.group import Group, VictimsPhrase, make_unit
from cenotaph.claims.mentioned import (
    AFTER_OBJECT,
    BEFALLING,
    is_pronoun_of_both,
    point_back,
    read_other,
    read_owner,
    read_pronoun,
    read_remains,
    read_them,
    read_they,
    read_told_dead,
)
from cenotaph.claims.names import NameRun, is_surname, read_age, read_name
from cenotaph.claims.nouns import find_head, read_noun
from cenotaph.claims.openings import Opening, read_opening
from cenotaph.claims.sentences import Sentence
from cenotaph.claims.telling import read_telling, tells_of_one
from cenotaph.claims.units import Unit, is_at, list_count
from cenotaph.values.count import Count
from cenotaph.values.harm import Outcome

_OPENERS = frozenset(
    {
        "person",
        "person_group",
        "person_pronoun",
        "plural_pronoun",
        "plural_object",
        "count",
        "determiner",
        "possessive",
        "all",
        "no",
        "nobody",
        "anyone",
        "told_dead",
        "any",
    }
    | {"name", "title", "age", "modifier", "hurt", "dead", "particle", "place"}
)
# A name with one of these words in it is of a thing or a body ("Field Hospital", "Interior Ministry").
_IMPERSONAL = frozenset({"target", "place_noun", "thing", "party", "calendar", "cause_word"})
_NOUNS = frozenset({"person", "person_group"})
# What may stand before a noun that the lexicon does not know ("a would-be phone buyer was").
_BEFORE = frozenset({"word", "modifier"})
_MOST_BEFORE = 3
# What "a fourth" is said to be where it stands for a person.
_STATES = frozenset({"bedded", "die_gerund", "harm_weak_participle", "hit_participle", "hurt", "dead", "carried"})
# After these "'s" is "is" or "has" ("he's in hospital").
_SHORTENED = frozenset({"person_pronoun", "relative"})
_BE = frozenset({"be", "be_one"})
# Words for things that a longer name may have in it.
_NAMING = frozenset({"place_part", "place_noun", "target"})
# What leads to the name of a place, and what stands before a person's.
_LEADING = frozenset({"to", "at"})
_CALLING = frozenset({"title", "person", "who", "speaker", "party", "age", "period", "name", "modifier"})
# What an object begins with.
_OBJECTS = frozenset({"possessive", "determiner", "count", "object_pronoun", "reflexive", "name", "all"})
# What befell all of those told of before: "All are expected to live".
_FATES = ("mending", "harm_participle", "bedded", "hurt", "dead")
# What tells where or when one more died: "and a third on the way to hospital".
_WHERE = frozenset({"adverb", "at", "bedded", "preposition"})
# What a name before it qualifies.
_QUALIFIED = frozenset({"target", "thing", "place_noun", "person_group", "cause_word"})
_WORD, _NAME = frozenset({"word"}), frozenset({"name"})
# What follows a plural the lexicon does not know when it stands for people ("three Afghans were", "12 bakers died").
_ACTS = frozenset({"be", "have", "die_past", "harm_participle", "relative", "and"})


def group_victims(
    units: list[Unit], sentence: Sentence, plural_endings: tuple[str, ...], common_endings: tuple[str, ...] = ()
) -> list[Unit]:
    """The units with every phrase for people made one: class "victims", "named" (a name) or "bare" (a number).

    `plural_endings` are the endings by which the language's plurals can be told, `common_endings` those of common
    words.
    """
    grouped: list[Unit] = []
    i = 0
    while i < len(units):
        found = None
        if (after := _skip_corrected(grouped, units, i)) is not None:
            i = after
            continue
        if units[i].has("asking") and i + 1 < len(units):
            # Nobody says that there are any, or how many.
            asked = _read_group(units, i + 1, sentence, plural_endings, common_endings)
            end = asked[2] if asked is not None else i + 1
            grouped += [units[i], *(unit._replace(classes=_WORD) for unit in units[i + 1 : end])]
            i = end
            continue
        if is_pronoun_of_both(units, i):
            i += 1  # "he killed them both": both of them
            continue
        if units[i].has("except") and i + 1 < len(units):
            rest = _read_group(units, i + 1, sentence, plural_endings, common_endings)
            found = (rest[0], read_rest(units, i, rest[1], rest[2]), rest[2]) if rest is not None else None
        elif not units[i].classes.isdisjoint(_OPENERS):
            found = _read_group(units, i, sentence, plural_endings, common_endings)
            if found is not None and found[0] == "bare" and is_share(units, found[2]):
                found = None
        if found is None or _is_floated(grouped, units, i) or _is_no_person(grouped, found, sentence):
            if tells_of_one(units, i):
                units[i] = read_telling(units[i], sentence)
            elif units[i].has("possessive") and (owner := read_owner(units, i, sentence)) is not None:
                units[i] = units[i]._replace(value=VictimsPhrase((owner,)))
            is_verb = units[i].has("genitive") and i > 0 and not units[i - 1].classes.isdisjoint(_SHORTENED)
            grouped.append(units[i]._replace(classes=_BE) if is_verb else units[i])
            i += 1
        else:
            kind, group, i = found
            grouped.append(make_unit(kind, (group,)))
    return grouped


def _skip_corrected(grouped: list[Unit], units: list[Unit], i: int) -> int | None:
    """Where a sentence goes on after a number that it takes back beside the right one ("14 people, not 15, were
    killed"), which is nobody's; None if unit `i` begins none. What joins the two goes with it."""
    if units[i].classes.isdisjoint(_REFUSING) or i + 1 == len(units) or not units[i + 1].has("count"):
        return None
    joined = 0
    while joined < len(grouped) and grouped[-1 - joined].classes & {"comma", "and"}:
        joined += 1
    if len(grouped) <= joined or not grouped[-1 - joined].has("who"):
        return None
    del grouped[len(grouped) - joined :]
    end = i + 2
    while end < len(units) and units[end].classes & {"person", "person_group"}:
        end += 1
    if end < len(units) and units[end].has("role"):  # "not 15 as reported earlier,"
        end = next((k for k in range(end, min(len(units), end + _REPORTED)) if units[k].has("comma")), end)
    return end + (end < len(units) and units[end].has("comma"))


def _is_part_of_name(grouped: list[Unit], group: Group, sentence: Sentence) -> bool:
    """True for the rest of a longer name: "the Arden Area Marching Band"."""
    before = grouped[-1]
    is_next = before.last == group.first and before.first > 0 and not sentence.is_caps
    if not is_next or not sentence.tokens[before.last - 1].text[0].isupper():
        return False
    if before.classes & _NAMING:
        return True
    # "Taken to Mount Carmel West": a verb of small letters would be no part of it.
    return len(grouped) > 1 and bool(grouped[-2].classes & _LEADING) and before.classes.isdisjoint(_CALLING)


def _is_no_person(grouped: list[Unit], found: tuple[str, Group, int], sentence: Sentence) -> bool:
    """True for the rest of a longer name, and for one word that the lexicon does not know after an article, in text of
    capitals only ("THE RIOT"), where any such word looks like a name."""
    kind, group, _ = found
    if kind == "named" and grouped and _is_part_of_name(grouped, group, sentence):
        return True
    if kind == "named" and grouped and grouped[-1].has("possessive") and grouped[-1].last == group.first:
        return not group.names or group.names[0].age is None  # "his Ford": nobody owns a person by a name
    if kind == "named" and len(grouped) > 1 and grouped[-1].has("genitive") and grouped[-2].has("who"):
        return group.last - group.first == 1 and grouped[-1].last == group.first  # "Ray's Superette"
    if kind == "named" and _is_one_of_make(grouped, group):
        return True
    is_word = kind == "named" and sentence.is_caps and (group.last - group.first == 1 or _is_after_article(grouped))
    return is_word and bool(grouped) and not grouped[-1].classes.isdisjoint({"determiner", "possessive", "count"})


def _is_one_of_make(grouped: list[Unit], group: Group) -> bool:
    """True for "a stolen Hyundai": a name after an article and what describes a thing, with no age."""
    k = len(grouped)
    while k > 0 and len(grouped) - k < _DESCRIBING and grouped[k - 1].classes & {"word", "modifier"}:
        k -= 1
    is_described = 0 < k < len(grouped) and _is_after_article(grouped[:k])
    return is_described and bool(group.names) and group.names[0].age is None


_DESCRIBING = 2  # words between an article and the name of a make


def _is_after_article(grouped: list[Unit]) -> bool:
    """True after "a": no name of a person follows it ("A THIN PARTITION")."""
    phrase = list_count(grouped[-1]) if grouped else None
    return phrase is not None and phrase.article


# What takes a number back.
_REFUSING = frozenset({"not", "replaced"})
_REPORTED = 8  # units from "as" in "not 15 as police had first reported," to the comma


def _is_floated(grouped: list[Unit], units: list[Unit], i: int) -> bool:
    """True for a word that tells again how many the subject is ("the brothers were both hurt"): no new people."""
    if not units[i].has("count") or len(grouped) < 2 or not grouped[-1].has("be"):
        return False
    subject = grouped[-3] if len(grouped) > 2 and grouped[-2].has("comma") else grouped[-2]
    if not subject.has("who"):
        return False
    after = units[i + 1 : i + 3]
    return bool(after) and after[0].has("harm_participle") and not any(u.classes & _NOUNS for u in after)


def _read_group(
    units: list[Unit],
    i: int,
    sentence: Sentence,
    plural_endings: tuple[str, ...],
    common_endings: tuple[str, ...],
) -> tuple[str, Group, int] | None:
    """The phrase for people that starts exactly at unit `i`: its class, the group, and the index after it."""
    if units[i].has("taken"):
        return None
    if i and units[i - 1].has("that") and units[i].has("hurt") and units[i].has("harm_past"):
        return None  # "a shooting that wounded mother and toddler"
    if units[i].has("objective") and is_at(units, i + 1, "and") and is_at(units, i + 2, "be", "have"):
        return None  # "a guard lay beside him and was killed"
    if (kin := _read_kin_of(units, i, sentence, plural_endings, common_endings)) is not None:
        return kin
    if (pointing := _read_pointing(units, i, sentence)) is not None:
        return pointing
    if (remains := read_remains(units, i, sentence)) is not None:
        end = i + 2 + units[i].has("count")
        return "remains" if units[end - 1].has("body") else "demise", remains, end
    if is_of_parent(units, i):
        return None
    if (compared := read_compared(units, i, sentence)) is not None:
        return compared
    opening = read_opening(units, i)
    head = find_head(units, opening)
    if head is not None and (opening.has_any or not is_surname(units, i, head, sentence)):
        around = read_noun(units, i, opening, head, sentence)
        if around is not None and opening.is_all and opening.is_part and _is_uncounted(around[0]):
            return "pronoun", point_back(around[0]), around[1]  # "All of the women were killed"
        return ("victims", *around) if around is not None else None
    if (share := _read_share(units, i, opening, sentence)) is not None:
        return share
    if (opening.is_none or opening.is_any) and opening.phrase is None:
        # "no deaths", "any injuries": a number for the noun of harm that follows.
        high = int(opening.is_any)
        count = Count(high, high, bool(high), None if high else 0, sentence.slice(units[i].first, units[i].last))
        return "bare", Group(units[i].first, units[i].last, count, unsaid=opening.is_any), opening.next
    if (found := _read_unknown(units, i, opening, sentence, plural_endings)) is not None:
        return found
    if opening.phrase is not None and units[i].has("count"):
        return _read_plural(units, i, opening, sentence, plural_endings) or read_bare(units, i, opening)
    if units[i].has("possessive") and i + 1 < len(units) and units[i + 1].has("count"):
        return _read_plural(units, i, opening, sentence, plural_endings)  # "his two peons"
    if opening.has_any or _is_of_street(units, i, sentence):
        return None
    start = i + _count_title(units, i, sentence)
    run = read_name(units, start, sentence)
    if run is not None and _is_personal(units, run, sentence) and not _is_common(run, sentence, common_endings):
        return _read_named(units, run, sentence, units[i] if start > i else None)
    return None


def _read_kin_of(
    units: list[Unit], i: int, sentence: Sentence, plural_endings: tuple[str, ...], common_endings: tuple[str, ...]
) -> tuple[str, Group, int] | None:
    """Kin counted before whose they are: "both her sons", "both his parents"."""
    both = list_count(units[i])
    if both is None or both.count is None or both.count.stated != 2 or not is_at(units, i + 1, "possessive"):
        return None
    owned = _read_group(units, i + 1, sentence, plural_endings, common_endings)
    if owned is None or not owned[1].kin or owned[1].count.stated is not None:
        return None
    text = sentence.slice(units[i].first, units[owned[2] - 1].last)
    return owned[0], replace(owned[1], first=units[i].first, count=replace(both.count, text=text)), owned[2]


def _read_pointing(units: list[Unit], i: int, sentence: Sentence) -> tuple[str, Group, int] | None:
    """A word that stands for people without a noun: "nobody", "they", "him", "the other"."""
    is_of = i + 1 < len(units) and units[i].has("nobody") and units[i + 1].has("of")
    if units[i].classes & {"nobody", "anyone", "person_pronoun"} and not is_of:
        return "victims", read_pronoun(units[i], sentence), i + 1
    if units[i].has("told_dead"):
        return "victims", read_told_dead(units[i], sentence), i + 1
    if units[i].has("plural_pronoun") and (they := read_they(units, i, sentence)) is not None:
        return they
    if units[i].has("plural_object"):
        return read_them(units, i, sentence)
    if (other := read_other(units, i, sentence)) is not None:
        return "bare", other, i + 2
    if units[i].has("object_pronoun") and _ends_object(units, i + 1):
        return "victims", read_pronoun(units[i], sentence), i + 1
    return None


def _ends_object(units: list[Unit], k: int) -> bool:
    """True where nothing that a pronoun could own follows: "killing her almost instantly"."""
    n = next((n for n in range(k, len(units)) if not units[n].has("adverb")), len(units))
    n += 2 * (is_at(units, n, "count") and is_at(units, n + 1, "times"))  # "shot her several times"
    return n >= len(units) or not units[n].classes.isdisjoint(AFTER_OBJECT)


def _is_of_street(units: list[Unit], i: int, sentence: Sentence) -> bool:
    """True for the name of a street or of a make: "the 200 block of South Larch", "a Toyota Camry"."""
    if i > 0 and units[i - 1].has("name"):
        return True  # the rest of a name that is nobody's: "a crashed Toyota Camry"
    if i > 1 and units[i - 1].has("of") and sentence.tokens[units[i - 2].first].word == "block":
        return True  # "the 9900 block of Birch Hollow"
    is_led = i > 0 and not units[i - 1].classes.isdisjoint({"direction", "thing"})
    token = sentence.tokens[units[i - 1].first] if is_led else None
    is_name = token is not None and token.text[0].isupper() and not sentence.is_caps
    return is_name and (units[i - 1].has("direction") or units[i - 1].first > 0)


def _read_share(units: list[Unit], i: int, opening: Opening, sentence: Sentence) -> tuple[str, Group, int] | None:
    """A share of those told of before, "half of them"; and "a fourth", which is no quarter of anybody."""
    first, last = units[i].first, units[opening.next - 1].last
    if isinstance(opening.share, tuple) and opening.share[0] == 1 and _is_ordinal(units, opening):
        return "bare", Group(first, last, Count(1, 1, False, 1, sentence.slice(first, last))), opening.next
    is_every = opening.is_all and opening.next == i + 1 and is_at(units, i + 1, "be") and is_at(units, i + 2, *_FATES)
    if opening.share is None or not (opening.is_part or is_every):
        return None
    count = Count(1, 1, True, None, sentence.slice(first, last))
    share = Group(first, last, count, part=True, share=opening.share)
    if opening.is_all and opening.next < len(units) and units[opening.next].classes & BEFALLING:
        return "pronoun", point_back(share), opening.next  # "All of them died"
    return "bare", share, opening.next


def _is_uncounted(group: Group) -> bool:
    """True for people of no number whose own words tell of no harm: "the women", not "the dead"."""
    return group.count.stated is None and group.harm is None


def _is_common(run: NameRun, sentence: Sentence, common_endings: tuple[str, ...]) -> bool:
    """True for one word alone that ends as common words do, in text of capitals only, where any unknown word looks
    like a name."""
    return sentence.is_caps and run.last - run.first == 1 and run.text.lower().endswith(common_endings)


def _is_ordinal(units: list[Unit], opening: Opening) -> bool:
    return opening.next < len(units) and units[opening.next].classes & _AFTER_ORDINAL != frozenset()


_AFTER_ORDINAL = frozenset({"be", "have", "die_past", "sustain_past", "sustain_third"})


def _count_title(units: list[Unit], i: int, sentence: Sentence) -> int:
    """How many units a title before a name takes: "Dr", "Lt." with its stop."""
    if not units[i].has("title") or i + 1 >= len(units):
        return 0
    return 2 if sentence.tokens[units[i + 1].first].text == "." else 1


def _is_personal(units: list[Unit], run: NameRun, sentence: Sentence) -> bool:
    """False for the name of a thing or body, one that only qualifies ("an Arden home"), and words in capitals."""
    if run.last < len(units) and units[run.last].classes & _QUALIFIED and not _is_act(units, run.last):
        return False
    if not sentence.is_caps and run.text.isupper() and len(run.text) > 1:
        return False
    if run.last - run.first > 1 and units[run.last - 1].classes == {"speaker"}:
        return False  # "Arden Police Department"
    rest = [unit for unit in units[run.first + 1 : run.last] if not unit.has("surname")]  # "Ann Fields Jr."
    return all(unit.classes.isdisjoint(_IMPERSONAL) for unit in (units[run.first], *rest))


def _is_act(units: list[Unit], k: int) -> bool:
    """True for a verb that could be a noun too, with an object after it: "Ali Hasan shot his brother"."""
    return units[k].has("harm_past") and k + 1 < len(units) and not units[k + 1].classes.isdisjoint(_OBJECTS)


def _read_unknown(
    units: list[Unit], i: int, opening: Opening, sentence: Sentence, plural_endings: tuple[str, ...]
) -> tuple[str, Group, int] | None:
    """One whom a noun names that the lexicon does not know, where only a person can stand: "killed a glazier",
    "a glazier was killed"."""
    k = opening.next
    is_article = opening.phrase is not None and opening.phrase.article
    if opening.phrase is not None and not is_article:
        return None  # "the three seniors": a number tells how many
    while (
        k + 1 < len(units)
        and k < opening.next + _MOST_BEFORE
        and units[k].classes & _BEFORE
        and units[k + 1].has("word")
    ):
        k += 1
    if k >= len(units) or not (is_article or opening.definite):
        return None
    ordinal = units[k].field("number", "modifier")
    # "An American was killed"; in capitals any unknown word looks like a name.
    unknown = units[k].classes in (_WORD, _NAME) if not sentence.is_caps else units[k].classes == _WORD
    if ordinal is None and not unknown:
        return None
    is_object = i > 0 and units[i - 1].classes & {"harm_past", "harm_gerund"} and not units[i - 1].has("cause_word")
    # One shoots locks and videos too, and executes warrants.
    is_object = is_object and not (units[i - 1].field("outcome") == Outcome.CASUALTIES or units[i - 1].marks("things"))
    is_object = is_object or (
        i > 1 and units[i - 1].has("of") and units[i - 2].has("that")
    )  # "a body: that of a glazier"
    at = k + 2 + (k + 2 < len(units) and units[k + 2].has("adverb"))
    if at + 1 < len(units) and units[k + 1].has("have") and units[k + 2].has("be"):
        at += 1  # "a third has been hurt"
    is_subject = at < len(units) and not units[k + 1].classes.isdisjoint({"be", "have"})
    is_subject = is_subject and units[at].has("harm_participle")
    if ordinal is not None and at < len(units):
        is_subject = is_subject or _is_next_one(units, i, k, at)
    if is_object and k + 1 < len(units) and units[k + 1].classes & {"word", "name", "genitive", "thing", "target"}:
        return None
    # "Eliminating these problems", "hurt the homeland": of a person so told of the report has told before.
    is_object = is_object and is_article
    if not is_object and not is_subject and not _is_told_as_person(units, i, k, sentence, plural_endings):
        return None
    count = Count(1, 1, False, 1, sentence.slice(units[i].first, units[k].last))
    number = int(ordinal) if ordinal is not None else None
    noun = sentence.tokens[units[k].last - 1].text
    age, end = read_age(units, k + 1, sentence) or (None, k + 1)
    last = units[end - 1].last
    return (
        "victims",
        Group(units[i].first, last, count, definite=opening.definite, ordinal=number, noun=noun, age=age),
        end,
    )


def _is_told_as_person(units: list[Unit], i: int, k: int, sentence: Sentence, plural_endings: tuple[str, ...]) -> bool:
    """True for a noun at `k` of whom is said what is only said of a person, "a glazier who lived there", "a glazier,
    40,"; not for the last word of what `i` begins inside another phrase, "the man in the chair, 27,", or of several,
    "the ones who died"."""
    if (i > 0 and units[i - 1].classes & _INNER) or sentence.tokens[units[k].last - 1].word.endswith(plural_endings):
        return False
    after = k + 1 + (k + 1 < len(units) and units[k + 1].has("comma"))
    is_who = after < len(units) and units[after].has("relative") and units[after].marks("personal")
    return is_who or read_age(units, k + 1, sentence) is not None


_INNER = frozenset({"preposition", "of", "at", "upon"})


def _is_next_one(units: list[Unit], i: int, k: int, at: int) -> bool:
    """True where the ordinal at unit `k`, of a phrase that starts at `i`, stands for one more who came to harm: "a
    third died", "a third is in hospital", "two died there and a third on the way"; unit `at` is after its verb."""
    if units[k + 1].has("be") and not units[at].classes.isdisjoint(_STATES):
        return True
    if not units[k + 1].classes.isdisjoint({"die_past", "sustain_past"}):
        return True
    if i > 0 and units[i - 1].has("and") and not units[k + 1].classes.isdisjoint(_WHERE):
        return any(unit.has("die_past") for unit in units[:i])
    return units[k + 1].has("comma") and not units[at].classes.isdisjoint({"count", "relative"})


def _read_plural(
    units: list[Unit], i: int, opening: Opening, sentence: Sentence, plural_endings: tuple[str, ...]
) -> tuple[str, Group, int] | None:
    """A counted plural the lexicon does not know, right before an act that befalls people ("three Afghans died")."""
    k = opening.next
    if k + 1 >= len(units) or not units[k].classes & {"name", "word"} or opening.phrase is None:
        return None
    count, word = opening.phrase.count, sentence.slice(units[k].first, units[k].last)
    if count is None or opening.phrase.unit or count.high < 2 or not word.lower().endswith(plural_endings):
        return None
    if units[k + 1].classes.isdisjoint(_ACTS):
        return None
    affiliation = word if units[k].has("name") and not sentence.is_caps else None
    group = Group(units[i].first, units[k].last, count, affiliation=affiliation, increment=opening.phrase.increment)
    return "victims", group, k + 1


def _read_named(units: list[Unit], run: NameRun, sentence: Sentence, title: Unit | None) -> tuple[str, Group, int]:
    age = read_age(units, run.last, sentence)
    end = age[1] if age else run.last
    sex, group = (title.field("sex", "title"), title.field("group", "title")) if title is not None else (None, None)
    name = PersonName(run.text, age[0] if age else None, sex)
    count = Count(1, 1, False, 1, run.text)
    first, last = units[run.first].first, units[run.last - 1].last
    return "named", Group(first, last, count, group or "people", names=(name,), sex=sex), end
