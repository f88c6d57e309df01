"""Titles: how many people a report's title says that its event harmed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cenotaph.claims.agreement import is_speaking
from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import is_of_family
from cenotaph.claims.group import Group, groups_of
from cenotaph.claims.kinds import is_days_after
from cenotaph.claims.languages import load_reader
from cenotaph.claims.lexicon import Lexicon, available_languages
from cenotaph.claims.rules import Finding
from cenotaph.claims.sentences import split_sentences
from cenotaph.claims.units import Unit
from cenotaph.values.harm import HARMED, HURT, Outcome
from cenotaph.values.period import Precision

# Frames whose words in a title make its numbers those of something else than one event of the day.
_OTHER = ("unreal", "cumulative", "background", "several", "apart", "denial", "refuted", "earlier", "former")
_ARTICLES = frozenset({"a", "an", "the"})
_ENDING_LIFE = frozenset({"end_life_past", "end_life_third", "end_life_gerund", "end_life_base"})
_TURNING = frozenset({"turn_past", "turn_third", "turn_gerund", "turn_base"})
_THEN = frozenset({"before", "conjunction", "adverb", "comma", "and"})
# "One of wounded jailed": one of several.
_ONE_OF = re.compile(r"\w+ of (?=wounded|injured|hurt|dead|slain|killed)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?![\w-])")
# What somebody says of it: 'Girl shot: "Too many kids are dying"'; in single marks too, save a nickname.
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]|(?<!\w)['‘](?=\S+ \S+ )(?:[^'’]|(?<=\w)['’](?=\w))*['’](?!\w)")
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class TitleFigure:
    """How many people a title says met an outcome. `is_number` tells that it gives a number ("1 dead"), and not a
    person alone ("Man dead"), who may be one of several; `is_of_dead` that those hit are the dead, `is_implied`
    that it only names what happens where somebody died ("Man charged in fatal shooting"), `is_of_known` that it only
    calls somebody so ("mother of slain woman"); `title` is all of it."""

    outcome: Outcome
    count: int
    is_number: bool
    title: str
    is_of_dead: bool = False
    is_implied: bool = False
    is_of_known: bool = False


@dataclass(slots=True)
class _Told:
    """What the clauses of a title have told so far: the people of each outcome, the outcomes whose number is not sure,
    how many more died than are listed, the rank of one who died, whether those hit are dead, what the doer did to
    himself, whether words only imply that somebody died, or that two did, and the people who are only called so ("slain
    woman")."""

    groups: dict[Outcome, list[Group]]
    unsure: set[Outcome]
    more: int = 0
    ranked: int = 0
    are_dead: bool = False
    selves: set[Outcome] = field(default_factory=set)
    is_implied: bool = False
    is_of_two: bool = False
    known: list[Group] = field(default_factory=list)


@lru_cache(maxsize=_REMEMBERED)
def read_title(title: str, language: str) -> tuple[TitleFigure, ...]:
    """The figures of a title, at most one for each outcome.

    Only exact numbers of one event: none where the title leaves open how many ("several killed", "at least 9 dead"),
    asks, or speaks of several events or of times gone by. `language` is one with a pack; without one there are none.
    """
    if language not in available_languages() or "?" in title:
        return ()
    reader = load_reader(language)
    told = _Told({outcome: [] for outcome in HARMED}, set())
    # "Death of a teen; guard charged": the parts of a title are clauses of their own.
    for sentence in split_sentences(_QUOTED.sub("", title).replace("; ", ".\n"), reader.lexicon.declared.abbreviations):
        analysis = reader.analyse(sentence, None, None, None)
        if _is_of_other_events(analysis, reader.lexicon):
            return ()
        _take_clause(told, analysis, reader.lexicon)
    if told.ranked:
        return (TitleFigure(Outcome.KILLED, told.ranked, True, title.strip()),)
    _settle(told)
    figures = [
        TitleFigure(
            outcome,
            count,
            told.more > 0 or _gives_number(groups),
            title.strip(),
            told.are_dead and outcome is Outcome.CASUALTIES,
            is_of_known=told.more == 0 and all(group in told.known for group in groups),
        )
        for outcome, groups in told.groups.items()
        if groups
        and outcome not in told.unsure
        and (count := _count_people(groups) + (told.more if outcome is Outcome.KILLED else 0))
    ]
    if told.is_implied and not told.groups[Outcome.KILLED] and Outcome.KILLED not in told.unsure and not told.more:
        figures.append(TitleFigure(Outcome.KILLED, 1, False, title.strip(), is_implied=True))
    return tuple(figures)


def _take_clause(told: _Told, analysis: Analysis, lexicon: Lexicon) -> None:
    """Adds what a clause tells."""
    doers = _count_doers(analysis)
    if doers is None or lexicon.frames["fatal_end"].search(analysis.lowered):
        told.unsure.add(Outcome.KILLED)
    told.more += doers or 0
    told.ranked = max(told.ranked, _count_ranked(analysis, lexicon))
    before = {outcome: sum(group.count.low for group in groups) for outcome, groups in told.groups.items()}
    for outcome, group, is_sure, is_next in _list_harmed(analysis, lexicon):
        known = told.groups.get(outcome, [])
        if group.harm is not None and 0 < before.get(outcome, 0) < group.count.low:
            told.groups[outcome] = [group]  # "Man dies; it is a double homicide": he is one of the two
        elif len(known) == 1 and known[0].harm is not None and known[0].count.low == group.count.low > 1:
            told.groups[outcome] = [group]  # "Triple slaying: three men shot to death"
        elif outcome in told.groups:
            if not is_sure or (outcome is Outcome.CASUALTIES and told.groups[outcome] and not is_next):
                told.unsure.add(outcome)  # "Boy shoots sister shot before": perhaps one person twice
            told.groups[outcome].append(group)
    if _tells_of_more(analysis):
        told.unsure.update(HURT)  # "Boy wounded; barber also hit"
    told.more += _count_another(analysis, told.groups[Outcome.KILLED])
    for finding in analysis.findings:
        called = groups_of(analysis.units[finding.who])
        is_slain = 0 <= finding.act < finding.who and analysis.units[finding.act].has("slain")
        told.known += [group for group in called if group.noun and (group.harm or is_slain)]
    told.are_dead = told.are_dead or any(map(_is_of_dead, analysis.findings))
    told.selves |= {finding.outcome for finding in analysis.findings if is_of_family(finding.rule.id, "self")}
    hit = [each for each in analysis.findings if each.outcome is Outcome.CASUALTIES and each.act >= 0]
    if any(analysis.units[each.act].has("harm_gerund") for each in hit):
        told.unsure.add(Outcome.KILLED)  # "Man dies after shooting girlfriend": she may have died before him
    is_of_two = any(analysis.units[each.who].field("number", "implied") == "2" for each in analysis.findings)
    told.is_of_two |= is_of_two and not any(_is_last_of_list(analysis, each) for each in analysis.findings)
    told.is_implied = told.is_implied or any(_implies_one(finding, analysis) for finding in analysis.findings)
    if _tells_of_doer_hit(analysis):
        # "Man kills two clerks; shot by police": he may have died too, or be one of "two injured, suspect shot".
        told.unsure.update(outcome for outcome in (Outcome.KILLED, Outcome.INJURED) if told.groups[outcome])
        if told.groups[Outcome.KILLED]:
            told.unsure.add(Outcome.CASUALTIES)  # "Deputy killed, suspect shot": both had been hit


def _implies_one(finding: Finding, analysis: Analysis) -> bool:
    """True for "fatal shooting", and not for "murder-suicide", where two died."""
    is_one = analysis.units[finding.who].field("number", "implied") is None
    return is_of_family(finding.rule.id, "implied") and not finding.negated and is_one


def _is_last_of_list(analysis: Analysis, finding: Finding) -> bool:
    """True for the daughter of "Couple, daughter dead", whose list was not read as one."""
    units, who = analysis.units, finding.who
    return who > 1 and bool(units[who - 1].classes & {"comma", "and"}) and bool(groups_of(units[who - 2]))


def _settle(told: _Told) -> None:
    """Sets right what the whole title leaves open of those who are only said to have been hit."""
    groups = told.groups
    if told.is_of_two and _count_people(groups[Outcome.KILLED]) + told.more == 1:
        told.more += 1  # "Clerk killed in murder-suicide"
    if told.selves and groups[Outcome.CASUALTIES] and not told.more and _count_people(groups[Outcome.KILLED]) == 1:
        # "Man shoots wife, kills himself": she may be alive; "Man kills father, shoots himself": he may be.
        told.unsure |= {Outcome.KILLED, Outcome.INJURED} | (told.selves & {Outcome.CASUALTIES})
    hit = sum(group.count.low for group in groups[Outcome.CASUALTIES])
    if _are_two(groups[Outcome.KILLED], groups[Outcome.CASUALTIES]):
        # "Woman slain, man shot": none of those hit is among the dead.
        groups[Outcome.INJURED] += groups.pop(Outcome.CASUALTIES)
        hit = 0
    if hit > sum(group.count.low for group in groups[Outcome.INJURED]):
        told.unsure.add(Outcome.INJURED)  # "Clerk, guard shot; guard in critical condition": one of those hit


def _count_ranked(analysis: Analysis, lexicon: Lexicon) -> int:
    """How many have died if a title says which of the victims died now, "Third victim of Arden shooting dies"; 0 if it
    does not."""
    units = analysis.units
    for finding in analysis.findings:
        last = groups_of(units[finding.who])[-1]
        is_owned = finding.who > 0 and units[finding.who - 1].has("genitive")  # "the city's third victim of the year"
        frame = "ranked_dying" if is_of_family(finding.rule.id, "die", "died") else "ranked"
        text = last.count.text.lower()
        is_victim = not is_owned and any(said.end() == len(text) for said in lexicon.frames[frame].finditer(text))
        if finding.outcome is Outcome.KILLED and is_victim and not finding.negated:
            ranks = [u.field("number", "modifier") for u in analysis.tagged if last.first <= u.first < last.last]
            return max((int(rank) for rank in ranks if rank is not None), default=0)
    return 0


def _are_two(dead: Sequence[Group], hit: Sequence[Group]) -> bool:
    """True for one man and one woman."""
    sexes = [{group.sex for group in groups if group.count.stated == 1} for groups in (dead, hit)]
    return len(dead) == len(hit) == 1 and sexes in ([{"f"}, {"m"}], [{"m"}, {"f"}])


def _count_another(analysis: Analysis, dead: Sequence[Group]) -> int:
    """1 for the one more of "Two bodies, then a third", where the title tells of as many dead before."""
    units = analysis.units
    for k in range(2, len(units)):
        rank = units[k].field("number", "modifier") if units[k].has("nth") else None
        is_next = units[k - 1].has("count") and bool(units[k - 2].classes & {"adverb", "and"})
        if rank is not None and is_next and dead and _count_people(dead) == int(rank) - 1:
            return 1
    return 0


def _list_harmed(analysis: Analysis, lexicon: Lexicon) -> Iterator[tuple[Outcome, Group, bool, bool]]:
    """The people whom the words of a title say were harmed, whether they say for sure how many in all, and whether
    these are told of in one with those before."""
    # "Four dead in a murder-suicide": what only implies deaths adds nobody.
    findings = [each for each in analysis.findings if not is_of_family(each.rule.id, "implied")]
    # "Clerk killed, days after cousin's death"
    findings = [each for each in findings if not is_days_after(each, analysis, lexicon)]
    findings = [each for each in findings if not _is_of_past_year(each, analysis)]
    # "Triple slaying: second suspect arrested": nobody behind the colon was slain.
    findings = [each for each in findings if not _is_of_accused(each, analysis)]
    taken = {finding.who for finding in findings}
    for finding in findings:
        for n, group in enumerate(_list_people(analysis.units, finding, taken)):
            if group.is_pronoun and (group.count.stated is None or (n == 0 and finding.act < finding.who)):
                continue  # "Couple who killed them also die", "robber who killed him": told of before
            count = group.count
            is_exact = count.stated is not None and count.low == count.high and not count.open
            is_more = group.increment and (finding.outcome is Outcome.KILLED or count.stated != 1)
            is_some = group.part or group.unsaid or is_more or _counts_on(analysis.tagged, group)
            is_some = is_some or _ONE_OF.match(analysis.sentence.slice(group.first, group.last)) is not None
            # "Barber dies; customer also hit": he is not among those who died.
            is_other = finding.outcome is Outcome.CASUALTIES and any(
                unit.has("also") for unit in analysis.units[finding.first : finding.last]
            )
            outcome = Outcome.INJURED if is_other else finding.outcome
            is_sure = is_exact and not is_some and not finding.negated
            yield outcome, group, is_sure, n > 0
            if _is_of_dead(finding):
                yield Outcome.CASUALTIES, group, is_sure, n > 0


def _is_of_accused(finding: Finding, analysis: Analysis) -> bool:
    is_accused = any(group.accused for group in groups_of(analysis.units[finding.who]))
    return is_accused and is_of_family(finding.rule.id, "label")


def _tells_of_more(analysis: Analysis) -> bool:
    """True for "also", or "3 more", outside of all harm that is read: somebody more than is counted."""
    spans = [(each.first, each.last) for each in analysis.findings]
    return any(
        (unit.has("also") or any(group.increment for group in groups_of(unit)))
        and not any(first <= k < last for first, last in spans)
        for k, unit in enumerate(analysis.units)
    )


def _is_of_past_year(finding: Finding, analysis: Analysis) -> bool:
    """True for what a title says of a year gone by: "Man shot at house where woman was killed in 2013"."""
    last = analysis.units[finding.last - 1].last
    return finding is not analysis.findings[0] and any(
        phrase.period is not None and phrase.period.precision is Precision.YEAR and 0 <= phrase.first - last <= _IN_YEAR
        for phrase in analysis.periods
    )


_IN_YEAR = 2  # tokens from the harm to its year, "in" among them


def _is_of_dead(finding: Finding) -> bool:
    """True for one who was hit, and is dead: "Toddler shot by brother dies"."""
    return is_of_family(finding.rule.id, "of_hit")


def _list_people(units: Sequence[Unit], finding: Finding, taken: set[int]) -> list[Group]:
    """The people of a finding, with those whom a title lists beside them without "and": "Girl, mother shot dead", "Man
    kills wife, her mother". Who stands behind "two dead," may be anybody."""
    who = finding.who
    groups = list(groups_of(units[who]))
    if len(groups) > 1 and is_speaking(units, who):
        groups.pop()  # "kills boy, 16, sergeant says"
    for step in (-1, 1) if finding.first < who else (-1,):
        k = who + 2 * step
        while 0 <= k < len(units) and units[k - step].has("comma"):
            k += step > 0 and units[k].has("adverb") and k + 1 < len(units)  # "kills his wife, then her brother"
            if k in taken or not _is_listed(units[k], may_be_kin=step > 0) or is_speaking(units, k):
                break
            groups += groups_of(units[k])
            k += 2 * step
    return groups


def _is_listed(unit: Unit, *, may_be_kin: bool) -> bool:
    """True for people told of without an article or a name, as titles list them."""
    return unit.has("victims") and all(
        not group.names
        and (not group.definite or (may_be_kin and group.kin))
        and _ARTICLES.isdisjoint(group.count.text.lower().split())
        for group in groups_of(unit)
    )


def _counts_on(units: Sequence[Unit], group: Group) -> bool:
    """True for one of several told of before: "Second victim dies"."""
    return any(group.first <= u.first < group.last and u.field("number", "modifier") is not None for u in units)


def _count_people(groups: Sequence[Group]) -> int:
    return sum(group.count.low for group in _leave_out_parts(groups))


def _leave_out_parts(groups: Sequence[Group]) -> Sequence[Group]:
    """The people without those that a title lists for the number it begins with: "Six dead: officer, three civilians
    and both gunmen"."""
    if len(groups) <= _LEAST_PARTS:
        return groups
    is_sum = groups[0].count.low == sum(group.count.low for group in groups[1:])
    return groups[:1] if is_sum else groups


_LEAST_PARTS = 2


def _gives_number(groups: Sequence[Group]) -> bool:
    return len(groups) > 1 or any(group.count.low > 1 or _NUMBER.match(group.count.text) for group in groups)


def _count_doers(analysis: Analysis) -> int | None:
    """How many more died by their own hand than the rules found: one in "kills wife, three kids, then self"; None where
    the title does not say whether he died."""
    units = analysis.units
    if any(is_of_family(finding.rule.id, "self") for finding in analysis.findings):
        return 0
    if any(unit.has("die_gerund") and k and not units[k - 1].classes.isdisjoint(_THEN) for k, unit in enumerate(units)):
        return None  # "Couple kill two officers before dying"
    if (fate := _find_fate(analysis)) is not None:
        return 1 if fate is Outcome.KILLED else None
    if any(not unit.classes.isdisjoint(_ENDING_LIFE) for unit in units):
        return 1
    at = next((k for k, unit in enumerate(units) if unit.has("reflexive") and k), None)
    if at is None or any(unit.classes & _TURNING for unit in units[at - 1 : at]):
        return 0  # "kills wife, turns himself in"
    before, is_killing = units[at - 1], any(f.outcome is Outcome.KILLED for f in analysis.findings)
    is_turned = before.has("upon") and any(unit.classes & _TURNING for unit in units[:at])
    is_listed = is_killing and not before.classes.isdisjoint({"comma", "and", "adverb"})
    return 1 if is_turned or is_listed or before.field("outcome") == Outcome.KILLED else None


def _find_fate(analysis: Analysis) -> Outcome | None:
    """What became of the one who did it, told behind it without him: "Gunman kills three, then dies", "Gunman kills
    three, is shot dead by police"."""
    units, acts = analysis.units, {finding.act for finding in analysis.findings}
    first = next((k for k, unit in enumerate(units) if unit.classes & _HARMING), len(units))
    for k in range(first + 1, len(units) - 1):
        before, unit, after = units[k - 1], units[k], units[k + 1]
        if unit.classes & {"die_third", "die_past"} and k not in acts and before.classes & _THEN:
            return Outcome.KILLED
        if before.has("comma") and unit.has("be") and after.has("harm_participle"):
            if k + 1 in acts and units[first].field("outcome") != Outcome.KILLED:
                return None  # "Gunman wounds deputy, is killed": he is counted
            return Outcome(after.field("outcome") or Outcome.CASUALTIES)
    return None


_HARMING = frozenset({"harm_third", "harm_past"})


def _tells_of_doer_hit(analysis: Analysis) -> bool:
    """True for "gunman shot by police", and for "shot by police" alone."""
    units = analysis.units
    is_of_suspect = any(
        finding.outcome is Outcome.CASUALTIES and any(group.accused for group in groups_of(units[finding.who]))
        for finding in analysis.findings
    )
    is_alone = len(units) > 1 and units[0].has("harm_participle") and units[1].has("preposition")
    return is_of_suspect or is_alone


def _is_of_other_events(analysis: Analysis, lexicon: Lexicon) -> bool:
    others = [name for name in _OTHER if name != "denial" or not lexicon.frames["plea"].search(analysis.lowered)]
    said = (found for name in others if (found := lexicon.frames[name].search(analysis.lowered)))
    # "Market shooting: two wounded" names its event; in a text the same words head one of several.
    return any(not found[0].endswith(":") for found in said) or any(
        period.role == "since" for period in analysis.periods
    )
