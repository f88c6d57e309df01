"""The rules of a pack: patterns that find harm in the units of a sentence, and what they found."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from cenotaph.claims.agreement import has_another_subject, is_nobody, is_of_another, is_too_few
from cenotaph.claims.claim import ClaimKind, is_of_family
from cenotaph.claims.group import groups_of
from cenotaph.claims.happened import is_asked, is_negated, is_supposed, is_unreal
from cenotaph.claims.lexicon import Lexicon, load_lexicon
from cenotaph.claims.patterns import Pattern, PatternError, list_required, read_pattern
from cenotaph.claims.tables import LexiconError, parse_table
from cenotaph.claims.units import Alphabet, Unit, classes_of
from cenotaph.values.harm import Outcome

_FIELDS = frozenset({"id", "pattern", "outcome", "kind", "requires", "shared", "trust", "must", "must_not"})
# What the grammar itself makes of words; see units.py and people.py.
_BUILT = ("word", "name", "number", "time", "mark", "count", "period")
_PEOPLE = ("victims", "named", "bare", "remains", "demise", "listed", "pronoun")
# The outcome of a rule that takes it from the act before ("..., two in Marlow").
_BEFORE = "before"
_MARKS = [
    (*mark, *part, *place)
    for mark in ((), ("harmed",), ("ranked",), ("harmed", "ranked"))
    for part in ((), ("part",))
    for place in ((), ("subject",), ("inner",))
]
# The outcome of a rule that takes it from the sentence before ("So did Ali Hasan").
_ABOVE = "above"
# The outcome of a rule that names those whom an earlier sentence counts.
_COUNTED = "counted"
# How much a rule is trusted that has not fired often enough to be measured.
_TRUST = 0.85


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its lasting id, the pattern as written and compiled, and the outcome it states or takes from a unit of
    the match. `trust` is the share of its claims that were right where it was measured; `needs` are sets of letters of
    the alphabet: any match has one of each. `shared` marks a rule whose act is that of other people too."""

    id: str
    source: str
    pattern: Pattern
    outcome: str
    kind: ClaimKind | None
    requires: str | None
    shared: bool
    trust: float
    needs: tuple[frozenset[str], ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules of a language, in order, and the alphabet they are written in. `needing` are the places of the rules
    by each letter of the fewest that they need; "" for those that need none. `gapped` and `counted` are those that only
    go on from what others found, in the sentence or in one before: they have no place there."""

    alphabet: Alphabet
    rules: tuple[Rule, ...]
    needing: Mapping[str, tuple[int, ...]]
    gapped: tuple[Rule, ...]
    counted: tuple[Rule, ...]

    def list_rules(self, letters: frozenset[str]) -> list[Rule]:
        """The rules that can match a sentence of these letters, in order."""
        needing, rules = self.needing, self.rules
        places = {place for letter in ("", *letters) for place in needing.get(letter, ())}
        return [rules[k] for k in sorted(places) if not any(map(letters.isdisjoint, rules[k].needs))]


class Finding(NamedTuple):
    """Harm that a rule found: the outcome, the unit of the people harmed, the units matched from `first` up to
    `last` (exclusive), the unit of the act (-1 if the rule itself states the outcome), and whether the words say
    that it did not happen. `is_bare` marks people told of by a number alone."""

    rule: Rule
    outcome: Outcome
    who: int
    first: int
    last: int
    act: int
    negated: bool = False
    is_bare: bool = False


class Identification(NamedTuple):
    """Words that identify people told of before: the units of these (`whole`), of the names (`who`), and those matched
    from `first` up to `last` (exclusive)."""

    rule: Rule
    whole: int
    who: int
    first: int
    last: int


def is_toll(finding: Finding) -> bool:
    """True for a finding whose rule tells of a toll ("the toll rose to 31", "bringing the number killed to 31")."""
    return is_of_family(finding.rule.id, "toll")


@cache
def load_rules(language: str) -> RuleBook:
    """The rules of a language's pack. Raises LexiconError if one of them cannot be used."""
    lexicon = load_lexicon(language)
    alphabet = Alphabet(_list_sets(lexicon))
    source = files(__package__).joinpath("lexicon", language, "rules.toml")
    data = parse_table(source.read_text("utf-8"), f"lexicon/{language}/rules.toml")
    macros = data.get("macros", {})
    rules: dict[str, Rule] = {}
    for row in data["rule"]:
        where = f"rules.toml, rule {row.get('id', '(no id)')!r}"
        if unknown := row.keys() - _FIELDS:
            raise LexiconError(f"{where}: unknown field {', '.join(sorted(unknown))}; see docs/reference/rules.md")
        if missing := {"id", "pattern", "outcome", "must", "must_not"} - row.keys():
            raise LexiconError(f"{where}: the field {', '.join(sorted(missing))} is missing")
        if row["id"] in rules:
            raise LexiconError(f"{where}: two rules have this id; ids must last and be unique")
        try:
            pattern = read_pattern(row["pattern"], alphabet, macros)
        except PatternError as problem:
            raise LexiconError(f"{where}: {problem}") from problem
        if row["outcome"] not in [*Outcome, _BEFORE, _ABOVE, _COUNTED] and row["outcome"] not in pattern.names:
            raise LexiconError(
                f"{where}: the outcome {row['outcome']!r} is neither an outcome nor a name in the pattern"
            )
        kind = ClaimKind(row["kind"]) if "kind" in row else None
        examples = tuple(row["must"]), tuple(row["must_not"])
        rules[row["id"]] = Rule(
            row["id"],
            row["pattern"],
            pattern,
            row["outcome"],
            kind,
            row.get("requires"),
            bool(row.get("shared")),
            _read_trust(row, where),
            _list_needs(row["pattern"], row["outcome"], alphabet),
            *examples,
        )
    needing: dict[str, list[int]] = defaultdict(list)
    for place, rule in enumerate(rules.values()):
        if rule.outcome in (_BEFORE, _COUNTED):
            continue
        for letter in rule.needs[0] if rule.needs else ("",):
            needing[letter].append(place)
    gapped, counted = (tuple(r for r in rules.values() if r.outcome == outcome) for outcome in (_BEFORE, _COUNTED))
    places = {letter: tuple(places) for letter, places in needing.items()}
    return RuleBook(alphabet, tuple(rules.values()), places, gapped, counted)


def _read_trust(row: Mapping[str, object], where: str) -> float:
    trust = row.get("trust", _TRUST)
    if not isinstance(trust, float) or not 0 < trust < 1:
        raise LexiconError(f"{where}: trust must be a share between 0 and 1, not {trust!r}")
    return trust


def _list_needs(pattern: str, outcome: str, alphabet: Alphabet) -> tuple[frozenset[str], ...]:
    """The letters of the units that any match has, the fewest first: those of the unit that states the outcome, and
    those that the pattern asks for outside brackets."""
    told = re.search(rf"(?<!\w){outcome}:([a-z_,]+)", pattern)
    classes = {*list_required(pattern), *([tuple(told.group(1).split(","))] if told else [])}
    needs = {frozenset("".join(map(alphabet.letters, each))) for each in classes}
    return tuple(sorted(needs, key=lambda letters: (len(letters), sorted(letters))))


def _list_sets(lexicon: Lexicon) -> list[frozenset[str]]:
    sets = [frozenset({shape}) for shape in _BUILT]
    for kind in _PEOPLE:
        sets += [frozenset({kind, "who", *extra}) for extra in _MARKS]
    sets += [frozenset({"age", "person"}), frozenset({"place"})]
    sets += [classes_of(tags) for tags in lexicon.words.values()]
    sets += [classes_of(tags) for rows in lexicon.phrases.values() for _, tags in rows]
    return sets


def find_harm(units: list[Unit], book: RuleBook, above: Outcome | None = None) -> list[Finding]:
    """What the rules find in a sentence, in the order of the people's phrases; one finding for each phrase. `above` is
    the outcome told of last in the sentence before, if it told of any."""
    spelled = book.alphabet.spell(units)
    taken: dict[int, Finding] = {}
    for rule in book.list_rules(frozenset(spelled)):
        stated = above if rule.outcome == _ABOVE else None
        if rule.outcome == _ABOVE and above is None:
            continue
        for match in rule.pattern.sought.finditer(spelled):
            who = match.start("who")
            if (who in taken and not _may_have_died(taken[who])) or _lacks(rule, match, units):
                continue
            act = match.start(rule.outcome) if rule.outcome in rule.pattern.names else -1
            outcome = stated or (_state_outcome(units[act]) if act >= 0 else Outcome(rule.outcome))
            if outcome is Outcome.INJURED and all(group.harm is Outcome.KILLED for group in groups_of(units[who])):
                outcome = Outcome.KILLED  # "the martyr, of the wounds he had suffered"
            if outcome is not Outcome.KILLED and _are_remains(units, who):
                continue  # "their bodies were carried off", "seven bodies were burned"
            if outcome in _AFTERWARDS and (hurt := _find_hurt(units, who, act)) is not None:
                if hurt == who:
                    continue  # "33 wounded were evacuated"
                act, outcome = hurt, _state_outcome(units[hurt])  # "were wounded and captured"
            if outcome is Outcome.KILLED and 0 <= act < who - _NEAR and _are_hurt(units[who]):
                continue  # "was killed, God rest her, and there are six wounded pupils": an act of others
            if outcome is None or (who in taken and outcome is not Outcome.KILLED):
                # "Killing her husband, who was shot": of people hit, their death says more.
                continue
            if is_nobody(units, who):
                continue
            if all(group.part and group.count.stated is None for group in groups_of(units[who])):
                # "Some of those killed", "most of the men": of people told of before.
                continue
            if act >= 0 and is_too_few(units[act], units[who]):
                continue
            if has_another_subject(units, act if act >= 0 else match.end() - 1, who):
                continue  # "the man the soldiers saw was shot": another was
            if is_of_family(rule.id, "limb", "hit") and is_of_another(units, who, match.end()):
                continue
            if _points_back(units[who]) if act == who else act >= 0 and is_unreal(units, act):
                continue
            if is_asked(units, who) or (act == who and is_supposed(units, who)):
                continue
            if act >= 0 and units[act].marks("elsewhere") and any(group.unsaid for group in groups_of(units[who])):
                # "Any of them were in the hospital" asks who was there.
                continue
            if act > who and any(k < who and each.act == act and _is_alone(each.rule) for k, each in taken.items()):
                continue  # "A gunman shot a clerk and was killed": the gunman was
            if act > who and any(k > act == each.act for k, each in taken.items()):
                continue  # "rebels killed in an ambush 15 soldiers": the rebels did
            if units[who].classes & _SAME and any(each.first <= who < each.last for each in taken.values()):
                continue  # told of by the subject that did it, or whose limb it is
            negated = is_negated(units, match.start(), match.end(), max(act, match.start()))
            if who in taken and (negated or act == taken[who].act):
                continue
            taken[who] = Finding(rule, outcome, who, match.start(), match.end(), act, negated, units[who].has("bare"))
    _drop_told_twice(units, taken)
    if taken:
        _read_gapped(spelled, book, taken)
    return [taken[who] for who in sorted(taken)]


def _drop_told_twice(units: list[Unit], taken: dict[int, Finding]) -> None:
    """Takes out whom another finding tells of too."""
    for told in [each.act for who, each in taken.items() if each.act in taken and each.act != who]:
        if [group.count.stated for group in groups_of(units[told])] == [1]:
            del taken[told]  # "police named the dead officer as Petra Novik": one person
    for who, each in [(k, each) for k, each in taken.items() if _is_whole(each.rule)]:
        for inner in [k for k, other in taken.items() if k > who and _ends_alike(other, each)]:
            del taken[inner]  # "Bouncer shot outside the Keg dies": the bouncer did


def _is_whole(rule: Rule) -> bool:
    """True for a rule that reads a clause from its subject to its verb, over what stands between."""
    return ".of_hit." in rule.id or ".tended_whole." in rule.id


def _ends_alike(one: Finding, other: Finding) -> bool:
    """True for two findings of one verb, or that reach to the same word of how the hurt are."""
    return one.who < one.act == other.act or (one.act == other.act == -1 and one.last == other.last)


def _is_alone(rule: Rule) -> bool:
    """True for a rule whose people are the only ones of whom its act is told."""
    return rule.kind is None and not rule.shared


def _are_remains(units: list[Unit], who: int) -> bool:
    """True for the dead told of by what is left of them."""
    after = units[who + 1] if who + 1 < len(units) else None
    is_counted = units[who].has("bare") and after is not None and after.has("body")
    return is_counted or bool(units[who].classes & {"remains", "demise"})


# Words that tell of somebody of whom the same sentence may tell by a phrase: "himself", "his left shoulder".
_SAME = frozenset({"reflexive", "possessive"})
_AFTERWARDS = frozenset({Outcome.DISPLACED, Outcome.DETAINED})


def _find_hurt(units: list[Unit], who: int, act: int) -> int | None:
    """The unit that says that people who were taken away had been hurt: the people's own word, or a participle that
    "and" joins to the act; None if nothing does."""
    if _are_hurt(units[who]):
        return who
    k = act - 1 - (act > 0 and units[act - 1].has("adverb"))  # "were wounded and then captured"
    if k <= 0 or not units[k].has("and"):
        return None
    for j in range(k - 1, max(who, k - 1 - _LONGEST_AFTER), -1):
        if not units[j].classes.isdisjoint(_HURT):
            return j if j == k - 1 or units[j - 1].has("be") else None
        if not units[j].classes.isdisjoint(_PARTING):
            return None
    return None


_HURT = frozenset({"harm_participle", "harm_weak_participle"})
_LONGEST_AFTER = 5  # units of "was wounded in the exchange and captured" from the wounds to "and"
_PARTING = frozenset({"comma", "stop", "who", "be", "relative"})
_NEAR = 2  # units from an act to the people whose own word says that they were hurt


def _are_hurt(people: Unit) -> bool:
    groups = groups_of(people)
    return bool(groups) and all(group.harm is Outcome.INJURED for group in groups)


def _may_have_died(finding: Finding) -> bool:
    """True for people hit by an act that does not say whether they lived, and for people missing or taken; "killed or
    wounded" says what it can."""
    return finding.outcome in _OPEN and finding.act >= 0


_OPEN = frozenset({Outcome.CASUALTIES, Outcome.MISSING, Outcome.ABDUCTED, Outcome.DETAINED})


def _read_gapped(spelled: str, book: RuleBook, taken: dict[int, Finding]) -> None:
    """Adds what a sentence leaves unsaid after an act: "five were killed in Arden, two in Marlow and none in Sedge"."""
    for rule in book.gapped:
        for match in rule.pattern.sought.finditer(spelled):
            who = match.start("who")
            before = [taken[k] for k in sorted(taken) if k < who]
            if who not in taken and before and before[-1].last <= who:
                taken[who] = Finding(rule, before[-1].outcome, who, who, match.end(), -1)


def find_identified(units: list[Unit], book: RuleBook) -> list[Identification]:
    """Where a sentence identifies people: "the victims were identified as Ali Hasan and Omar Said"."""
    spelled = book.alphabet.spell(units)
    return [
        Identification(rule, match.start("whole"), match.start("who"), match.start(), match.end())
        for rule in book.counted
        for match in rule.pattern.sought.finditer(spelled)
    ]


def _state_outcome(unit: Unit) -> Outcome | None:
    """The outcome a unit states by its lexicon entry, or, for people, by their own words ("the 12 wounded")."""
    if groups_of(unit):
        return next((group.harm for group in groups_of(unit) if group.harm), None)
    word = unit.field("outcome")
    return Outcome(word) if word else None


def _points_back(unit: Unit) -> bool:
    """True for "the wounded" and "the dead": people told of before, not a claim of their own."""
    return all(group.definite and group.count.stated is None for group in groups_of(unit))


def _lacks(rule: Rule, match: re.Match[str], units: list[Unit]) -> bool:
    """True if the rule asks for a class that no unit of the match has."""
    return rule.requires is not None and not any(u.has(rule.requires) for u in units[match.start() : match.end()])
