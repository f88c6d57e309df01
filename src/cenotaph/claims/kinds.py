"""What a claim's number stands for: the toll of an event, an update, a running total, background, a denial."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.claims.analysis import Analysis
from cenotaph.claims.claim import ADDITIVE, ClaimKind, is_of_family
from cenotaph.claims.clauses import list_larger
from cenotaph.claims.draft import Draft
from cenotaph.claims.group import groups_of
from cenotaph.claims.lexicon import Lexicon
from cenotaph.claims.periods import PeriodPhrase
from cenotaph.claims.rules import Finding, is_toll
from cenotaph.claims.sought import Sought
from cenotaph.claims.succumbed import is_of_attack
from cenotaph.claims.units import Unit
from cenotaph.values.harm import Outcome
from cenotaph.values.period import Period, Precision

# A count "since" a day longer ago than this is a running total; since a nearer one, a long event. A fortnight keeps
# "since Saturday evening" an event and "since September" a total.
RUNNING_FROM = dt.timedelta(days=14)
# An event that ended this long before publication is background when the report tells of a newer one.
_BACKGROUND_FROM = dt.timedelta(days=30)
# An event that ended longer ago than this is background even where the report tells of nothing newer.
_BACKGROUND_ALWAYS = dt.timedelta(days=365)
# A count between two days farther apart than this is a running total ("between January and March").
_LONG_EVENT = dt.timedelta(days=27)


def sort_kind(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> ClaimKind:
    """The kind that the words of a draft's own sentence give it."""
    text, frames = analysis.lowered, lexicon.frames
    if draft.whole is not None:
        return ClaimKind.BREAKDOWN
    before = text[: max(0, draft.passage.start - analysis.sentence.start)]
    if _is_denied(text, before, lexicon):
        return ClaimKind.DENIAL
    if _is_measured_against(draft, analysis, lexicon):
        return ClaimKind.BACKGROUND
    if draft.group.part and (draft.finding.act == draft.finding.who or is_of_family(draft.finding.rule.id, "reduced")):
        # "Four of the dead", "one of the victims killed in the raid": some of those told of before.
        return ClaimKind.BREAKDOWN
    if _is_of_series(draft, analysis):
        return ClaimKind.CUMULATIVE
    if (over_time := _find_kind_of_toll(draft, analysis)) is not None:
        return over_time
    phrase = draft.phrase
    span = draft.period.end - draft.period.start if draft.period is not None else dt.timedelta()
    if phrase is not None and phrase.role == "since" and (span > RUNNING_FROM or draft.period is None):
        return ClaimKind.CUMULATIVE
    if _is_measured(draft, analysis):
        return ClaimKind.CUMULATIVE
    if (
        draft.finding.who
        and analysis.units[draft.finding.who - 1].has("since")
        and draft.finding.act > draft.finding.who
    ):
        return ClaimKind.BACKGROUND  # "they had lived together since her husband died"
    if frames["several"].search(text) and _are_over_time(analysis.periods):
        return ClaimKind.CUMULATIVE
    if (
        phrase is not None
        and draft.period is not None
        and draft.period.precision is Precision.DAYS
        and span > _LONG_EVENT
    ):
        return ClaimKind.CUMULATIVE
    if _is_of_year(draft, analysis) or _is_under_way(draft, analysis, lexicon):
        return ClaimKind.CUMULATIVE
    # "He was one of the seven who died across the city": of one alone no running total is told.
    is_several = draft.group.count.stated != 1 and not is_of_family(draft.finding.rule.id, "implied")
    counted = text[: min(_find_toll_after(draft, analysis), _find_aside_after(draft, analysis, lexicon))]
    if is_several and _sets_frame(frames["cumulative"], frames, counted, len(before)):
        return ClaimKind.CUMULATIVE
    if _sets_frame(frames["background"], frames, text, len(before)):
        return ClaimKind.BACKGROUND
    after = text[draft.passage.end - analysis.sentence.start :]
    if _is_earlier(before, lexicon) or _is_longer_ago(after, lexicon):
        return ClaimKind.BACKGROUND
    if _is_beside_old(draft, before, lexicon) or is_days_after(draft.finding, analysis, lexicon):
        return ClaimKind.BACKGROUND
    if draft.group.increment and not _is_contrast(draft, analysis) and not _is_beside_other_harm(draft, analysis):
        return ClaimKind.INCREMENT
    if draft.finding.rule.kind is not None:
        return draft.finding.rule.kind
    if frames["update"].search(counted):
        return ClaimKind.UPDATE
    return ClaimKind.TOTAL if frames["total"].search(before) else ClaimKind.EVENT


def _is_of_series(draft: Draft, analysis: Analysis) -> bool:
    """True for the many of whom somebody "was one", harmed over days or in several attacks: "the boy was one of ten
    people killed in shootings over the weekend"."""
    units, who = analysis.units, draft.finding.who
    if draft.group.count.high < 2:
        return False
    after = units[draft.finding.last :]
    if any(
        one.has("preposition") and two.has("separate") and not three.classes.isdisjoint(_APART)
        for one, two, three in zip(after, after[1:], after[2:], strict=False)
    ):
        return True  # "two students have died in separate incidents"; not "in separate bedrooms"
    if who < 3 or not units[who - 1].has("of"):
        return False
    k = who - 2 - (units[who - 2].has("modifier") and units[who - 3].has("determiner"))
    if not (units[k].has("bare") or units[k].has("determiner")) or not units[k - 1].has("be"):
        return False
    if any(unit.has("cause_word") and any(tag.form == "plural" for tag in unit.tags) for unit in units[who:]):
        return True
    is_one = any(unit.has("cause_word") for unit in units[who:])
    return not is_one and any(p.period is not None and p.period.precision in _OVER_DAYS for p in analysis.periods)


_APART = frozenset({"cause_word", "case", "place_noun"})
_OVER_DAYS = frozenset({Precision.DAYS, Precision.WEEK, Precision.MONTH, Precision.YEAR})


def _find_kind_of_toll(draft: Draft, analysis: Analysis) -> ClaimKind | None:
    """The kind of a toll in whose own words a time stands over which it is counted: a running total ("this year's death
    toll", "the number of dead this month"), or the sum of what the same sentence tells of and other days ("killed six
    on Monday, bringing the number killed since Friday to 41"); None if none does."""
    finding, phrase, period = draft.finding, draft.phrase, draft.period
    if not is_toll(finding):
        return None
    first, last = analysis.units[finding.first].first, analysis.units[finding.last - 1].last
    is_beside = any(f.outcome is finding.outcome and f.last <= finding.first for f in analysis.findings)
    if phrase is None or period is None or phrase.first < first:
        return None
    if phrase.role == "since" and is_beside and period.start < period.end <= period.start + RUNNING_FROM:
        return ClaimKind.TOTAL
    is_inside = phrase.first < last and not (period.precision is Precision.WEEK and is_of_attack(phrase, analysis))
    return ClaimKind.CUMULATIVE if is_inside and period.precision in _LONG else None


_LONG = frozenset({Precision.WEEK, Precision.MONTH, Precision.YEAR})


def _find_toll_after(draft: Draft, analysis: Analysis) -> int:
    """The offset in the sentence at which a toll after a claim begins, or a larger number of what was told: words that
    say over what time it is counted are of no claim before it ("killed six, bringing the toll since the start of
    the war to 320", "killed six, and 320 have died since the war began")."""
    tolls = filter(is_toll, analysis.findings)
    later = [f.first for f in (*tolls, *list_larger(analysis)) if f.first >= draft.finding.last]
    if not later or is_toll(draft.finding):
        return len(analysis.lowered)
    return analysis.sentence.tokens[analysis.units[min(later)].first].start - analysis.sentence.start


def _find_aside_after(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> int:
    """The offset in the sentence at which it turns, after a claim, to what it only mentions: "six were killed; it is
    worth noting that the blast is the seventh since March"."""
    found = lexicon.frames["aside"].search(analysis.lowered, draft.passage.end - analysis.sentence.start)
    return found.start() if found is not None else len(analysis.lowered)


def _is_measured_against(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for what an event is measured against: "the deadliest attack since a bomb killed 40 in 2014"."""
    text, start = analysis.lowered, analysis.sentence.start
    told = analysis.units[: draft.finding.first]
    if told and told[0].has("since") and any(unit.has("where") for unit in told):
        return True  # "Since the raid on Arden, where 20 clerks died, nobody sleeps"
    for unit in reversed(analysis.units[: draft.finding.first]):
        if unit.classes & {"comma", "stop", "semicolon"}:
            return False
        if unit.has("since"):
            before = text[: analysis.sentence.tokens[unit.first].start - start]
            return lexicon.frames["superlative"].search(before) is not None
    return False


def _is_measured(draft: Draft, analysis: Analysis) -> bool:
    """True for several people counted since something that has no day: "31 killed in the city since his death"."""
    if draft.group.count.high < 2 or draft.phrase is not None:
        return False
    for unit in analysis.units[draft.finding.last : draft.finding.last + _SINCE_REACH]:
        if unit.classes & {"comma", "stop", "who", "and"}:
            return False
        if unit.has("since"):
            return True
    return False


def _are_over_time(periods: Sequence[PeriodPhrase]) -> bool:
    """True for a time over which several attacks are counted, and for two days: "from Friday through midday Sunday"."""
    days = {phrase.period for phrase in periods if phrase.period is not None and phrase.role == "when"}
    return any(map(_is_over_time, periods)) or len(days) > 1


def _is_over_time(phrase: PeriodPhrase) -> bool:
    """True for the time over which several attacks are counted: "since Friday", "from Friday through Sunday"."""
    is_range = phrase.period is not None and phrase.period.precision is Precision.DAYS
    return phrase.role == "since" or is_range


def _is_of_year(draft: Draft, analysis: Analysis) -> bool:
    """True for several people of whom the perfect tells in a year, "police have shot 11 people in 2016", and for many
    who are only counted, "police count 131 people shot in 2016"."""
    period, act = draft.period, draft.finding.act
    if draft.group.count.high < 2 or period is None or period.precision is not Precision.YEAR or act < 1:
        return False
    is_counted = draft.own_period and draft.group.count.low >= _MANY and is_of_family(draft.finding.rule.id, "reduced")
    return is_counted or analysis.units[act - 1].has("have") or analysis.units[act].has("have")


_MANY = 10


def _is_under_way(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for several people in a year that is not over: "this year"."""
    if draft.group.count.stated == 1:
        return False
    # "Through Monday there had been 62 homicides this year": of deaths told by a noun any such year counts them.
    counted = analysis.periods if is_of_family(draft.finding.rule.id, "noun") else [draft.phrase]
    tokens, sentence = analysis.sentence.tokens, analysis.sentence
    for phrase in counted:
        if phrase is None or phrase.period is None or phrase.period.precision is not Precision.YEAR:
            continue
        at = tokens[phrase.first].start - sentence.start if phrase.first < len(tokens) else len(analysis.lowered)
        if lexicon.frames["under_way"].match(analysis.lowered, at) is not None:
            return True
    return False


def _is_earlier(before: str, lexicon: Lexicon) -> bool:
    """True in the clause after "nine months after" or "in revenge for", and in a relative clause there: what it tells
    of lies before the news."""
    frames = lexicon.frames
    ends = [match.end() for frame in ("earlier", "answered") for match in frames[frame].finditer(before)]
    if not ends:
        return False
    told = _AGES.sub(" ", before[max(ends) :])  # "a week after a man, 19, and a woman, 22, were hit"
    return all(frames["relative"].match(told, comma.end()) for comma in _COMMA.finditer(told))


def is_measured_from_day(draft: Draft, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True where the day of a claim stands before what tells how long it lies back, and is that of something else: "she
    played on Monday, three months after she was hit"."""
    if draft.phrase is None or draft.phrase.first >= len(analysis.sentence.tokens):
        return False
    start = analysis.sentence.start
    at = analysis.sentence.tokens[draft.phrase.first].start - start
    before = analysis.lowered[: draft.passage.start - start]
    return any(match.start() >= at for match in lexicon.frames["earlier"].finditer(before))


def is_days_after(finding: Finding, analysis: Analysis, lexicon: Lexicon) -> bool:
    """True for what the harm of the same sentence came days after: "a clerk was killed on Sunday, four days after her
    cousin was shot dead". Where no other harm is told before it, it is the news: "arrested two days after a clerk was
    shot"."""
    start = analysis.sentence.tokens[analysis.units[finding.first].first].start - analysis.sentence.start
    before = analysis.lowered[:start]
    found = list(lexicon.frames["days_after"].finditer(before))
    if not found or "," in before[found[-1].end() :] or before[found[-1].end() :].count(" ") > _MOST_BETWEEN:
        return False
    return any(f.outcome in _HARMED and f.last <= finding.first for f in analysis.findings)


_MOST_BETWEEN = 3  # spaces between "days after" and the harm: "days after her cousin's death"


def _is_beside_old(draft: Draft, before: str, lexicon: Lexicon) -> bool:
    """True for others told of only to say where something happened: "a mile from where two men were wounded"."""
    group = draft.group
    if group.definite or group.names or group.is_pronoun:
        return False
    found = list(lexicon.frames["nearby"].finditer(before))
    return bool(found) and _COMMA.search(before[found[-1].end() :]) is None


def _is_longer_ago(after: str, lexicon: Lexicon) -> bool:
    """True where "four months before" closes the clause, and measures from no event named after it."""
    found = lexicon.frames["longer_ago"].search(after)
    return found is not None and "," not in after[: found.start()] and after[found.end() :].strip(' "”')[:1] in _CLOSING


_COMMA = re.compile(r"[,،]\s*")
_AGES = re.compile(r", \d{1,3}(?:,|$)")
# Units after an act that may hold "since".
_SINCE_REACH = 6
# What may stand right after "four months before".
_CLOSING = frozenset({"", ",", ".", ";"})


def _is_contrast(draft: Draft, analysis: Analysis) -> bool:
    """True if "another boy" is another than somebody of the sentence who was not harmed: "a boy shot another boy"."""
    if draft.group.count.stated != 1:
        return False
    harmed = {finding.who for finding in analysis.findings if finding.outcome in _HARMED}
    for k in range(draft.finding.who):
        unit, after = analysis.units[k], analysis.units[k + 1]
        if k not in harmed and not after.classes & {"say_past", "say_third", "say_base"} and _is_one(unit):
            return True
    return False


def _is_beside_other_harm(draft: Draft, analysis: Analysis) -> bool:
    """True if "another" is another than those whom the same sentence told of as harmed otherwise, and it tells of
    nobody harmed in the same way: "the death of a child and the injury of another"."""
    before = {f.outcome for f in analysis.findings if f.last <= draft.finding.first} & _HARMED
    return bool(before) and draft.outcome not in before


def _is_one(unit: Unit) -> bool:
    """True for one person told of as such, by no office: "a boy", "the 13-year-old"."""
    groups = groups_of(unit)
    return len(groups) == 1 and groups[0].count.stated == 1 and groups[0].group in _ANYBODY and not groups[0].is_pronoun


_HARMED = frozenset({Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES, Outcome.MISSING})
_ANYBODY = frozenset({"people", "men", "women", "children"})


def _sets_frame(words: Sought, frames: Mapping[str, Sought], text: str, at: int) -> bool:
    """True if a sentence's words set a frame for the claim at offset `at`; not where they only measure it against
    others: "40 died in one of the deadliest raids since the war began" tells of 40 dead now."""
    found = words.search(text)
    if found is None:
        return False
    measured = frames["superlative"].search(text, min(at, found.start()))
    return measured is None or not at <= measured.start() < found.end()


def _is_denied(text: str, before: str, lexicon: Lexicon) -> bool:
    """True if a denial holds the words of a claim: "denied that ...", or a report that is called false."""
    frames = lexicon.frames
    if any(frames[name].search(text) for name in ("noncommittal", "refusal", "plea")):
        return False
    denied = frames["denial"].search(before)
    if denied is not None:
        between = before[denied.end() :]
        if not _TURN.search(between) and not frames["turn"].search(between):
            return True
    refuted = frames["refuted"].search(text, len(before))
    return refuted is not None and not _PARTED.search(text, len(before), refuted.start())


# Where a sentence turns from what is denied to something else, beside the words of the frame "turn".
_TURN = re.compile(r"[,;:،؛]")
# What stands behind it says nothing of what stands before: "two hurt; the alert was false".
_PARTED = re.compile(r"[;؛]")


def mark_background(drafts: Sequence[Draft], published: dt.date | None, *, is_of_court: bool = False) -> None:
    """Marks what is told as background: events that were over long before the news of the report. Of a case in court
    the first event that it tells the day of is what the report is about (`is_of_court`), unless it tells of newer harm.

    Without a day of publication only a year can be told to lie back ("a 2014 strike"), and only beside other news.
    """
    case = _find_case(drafts, published) if is_of_court and published is not None else None
    for draft in drafts:
        if not draft.own_period or draft.period is None or draft.kind not in ADDITIVE:
            continue
        if case is not None and draft.period.overlaps(case):
            continue
        if published is None:
            is_old = draft.period.precision is Precision.YEAR and any(not d.own_period for d in drafts)
        else:
            since = published - draft.period.end
            is_old = since > _BACKGROUND_ALWAYS or (since > _BACKGROUND_FROM and _has_news(drafts, draft, published))
            is_old = is_old or _looks_back(drafts, draft, published) or (draft.is_aside and since > _ASIDE_FROM)
            is_old = is_old and not _holds_news(draft, drafts, published)
        if is_old:
            draft.kind = ClaimKind.BACKGROUND


def _find_case(drafts: Sequence[Draft], published: dt.date) -> Period | None:
    """The day or month of the event that a case in court is about: the first of which the report tells harm; None where
    it tells of harm in the last month."""
    told = [d for d in drafts if d.own_period and d.kind in ADDITIVE and d.outcome in _HARMED]
    told = [d for d in told if d.phrase is None or d.phrase.role != "court"]  # "ruled Tuesday"
    told = [d for d in told if not is_of_family(d.finding.rule.id, "implied")]
    days = [d.period for d in told if d.period is not None and d.period.precision in (Precision.DAY, Precision.MONTH)]
    if not days or any(published - day.end <= _BACKGROUND_FROM for day in days):
        return None
    return days[0]


def _looks_back(drafts: Sequence[Draft], draft: Draft, published: dt.date) -> bool:
    """True if a draft tells of a past month or year after the report has told of something newer ("last month, a girl
    was killed two streets away")."""
    period = draft.period
    if period is None or period.precision not in (Precision.MONTH, Precision.YEAR):
        return False
    if period.text.lower().startswith("earlier"):
        period = replace(period, end=min(period.end, published - dt.timedelta(days=1)))  # "earlier this month"
    if period.end >= published:
        return False
    return any(
        other.sentence < draft.sentence
        and other.kind in ADDITIVE
        and other.outcome in _HARMED
        and (not other.own_period or (other.period is not None and other.period.end > period.end))
        for other in drafts
    )


def _holds_news(draft: Draft, drafts: Sequence[Draft], published: dt.date) -> bool:
    """True for a month within which the report tells of a day of its own, not long ago: "charged in last month's
    shooting ... Ana Ruiz was shot on Nov. 20"."""
    period = draft.period
    if period is None or period.precision is not Precision.MONTH:
        return False
    days = [d.period for d in drafts if d is not draft and d.own_period and d.period and d.kind in ADDITIVE]
    days = [day for day in days if day.precision is Precision.DAY]
    return bool(days) and all(period.overlaps(day) and published - day.end <= _RECENT for day in days)


_RECENT = dt.timedelta(days=62)
_ASIDE_FROM = dt.timedelta(days=7)


def _has_news(drafts: Sequence[Draft], old: Draft, published: dt.date) -> bool:
    """True if the report tells of something newer than `old`, or of something without a day of its own before it."""
    for draft in drafts:
        if draft is old or draft.kind not in ADDITIVE or draft.outcome not in _HARMED:
            # An arrest made now for an old killing makes the killing no background.
            continue
        if draft.own_period and draft.period is not None and published - draft.period.end <= _BACKGROUND_FROM:
            return True
    return False
