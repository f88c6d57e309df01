"""From decisions of people to links of claims: finding the claims that a decision names, and what it misses."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from cenotaph.archive.readers.intake import Note
from cenotaph.claims.claim import Claim
from cenotaph.incidents.decisions import JUDGED, Decisions, Link, OriginRuling, Voice
from cenotaph.incidents.origins import find_own_voice, fold_speaker
from cenotaph.workflow.links import Decided, LinkDecision, LinksError, OriginDecision, Passage
from cenotaph.workflow.reading import Reading

_LEAST_ID = 8  # digits of an id or digest that may stand for all of it; if two claims share them, that is said
_NO_CODE = "nobody has judged an incident under the code {!r}; give it as the list has it (cenotaph import)."
_LOOK = "cenotaph read --explain shows the passage and the id of every claim"


def apply_decisions(decided: Sequence[Decided], reading: Reading) -> tuple[Decisions, tuple[Note, ...]]:
    """What decisions say of the claims of a reading, and notes on what they name and nobody found.

    A decision of which fewer than two items are found makes no link, and says so. Raises LinksError for links that
    contradict one another.
    """
    kept = [("a decision kept in the saved reading", link) for link in reading.decisions.links]
    links: list[tuple[str, Link]] = []
    rulings: list[OriginRuling] = []
    notes: list[Note] = []
    finder = _Finder(reading)
    for each in decided:
        if isinstance(each.decision, OriginDecision):
            rulings.append(each.decision.rule())
            notes += [Note(each.where, problem, fault=True) for problem in finder.miss_voice(rulings[-1])]
            notes += [Note(each.where, *problem) for problem in finder.miss_target(rulings[-1])]
            continue
        found: list[list[str]] = []
        items: tuple[str | Passage, ...] = (*each.decision.claims, *each.decision.passages)
        for item in items:
            try:
                found.append(finder.find(item))
            except LookupError as problem:
                notes.append(Note(each.where, str(problem.args[0]), fault=True))
        for code in each.decision.codes:
            if not finder.knows_code(code):
                notes.append(Note(each.where, _NO_CODE.format(code), fault=True))
            # It may be judged later: the decision stands.
            found.append([JUDGED + code])
        if len(found) < 2:
            notes.append(Note(each.where, "this decision links nothing in these reports.", fault=True))
        links += [(each.where, link) for link in _make_links(each.decision, found)]
    _check_agreement([*kept, *links])
    return Decisions(tuple(dict.fromkeys(link for _, link in links)), tuple(rulings)), tuple(notes)


def _make_links(made: LinkDecision, found: list[list[str]]) -> Iterator[Link]:
    """One link that joins all, or one for each two claims of different items: those of one passage are not parted."""
    if len(found) < 2:
        return
    if made.decision == "same":
        ids = tuple(dict.fromkeys(id for group in found for id in group))
        if len(ids) > 1:
            yield Link(ids, True, made.by, made.on, made.why)
        return
    for one, other in combinations(found, 2):
        for a, b in product(one, other):
            if a != b:
                yield Link((a, b), False, made.by, made.on, made.why)


class _Finder:
    """Finds the claims and voices that decisions name."""

    def __init__(self, reading: Reading) -> None:
        self._notes = reading.documents
        self._claims = reading.claims
        self._judged = reading.judged
        self._ids = sorted({claim.id for claim in reading.claims})

    def find(self, item: str | Passage) -> list[str]:
        """The ids of the claims. Raises LookupError with a sentence that says what was not found, and what to do."""
        return self._find_id(item) if isinstance(item, str) else self._find_passage(item)

    def knows_code(self, code: str) -> bool:
        """True if a person judged an incident under this code."""
        return any(judged.code == code for judged in self._judged)

    def miss_voice(self, ruling: OriginRuling) -> Iterator[str]:
        """A sentence for a ruling on a voice that is not heard in these reports."""
        voice = ruling.voice
        if voice.document is not None and all(note.id != voice.document for note in self._notes):
            yield f"no report has the id {voice.document!r}, so this ruling on an origin changes nothing."
            return
        if not self._is_heard(voice):
            where = f"the report {voice.document}" if voice.document else "these reports"
            yield (
                f"nobody called {voice.speaker!r} speaks in {where}, so this ruling on an origin changes nothing. Give "
                "the name as `source` of --json or --explain writes it."
            )

    def miss_target(self, ruling: OriginRuling) -> Iterator[tuple[str, bool]]:
        """A sentence for a ruling that sends a voice to another that is not heard in these reports, and whether it is a
        fault: a speaker of whom only the person who ruled knows may stand behind another."""
        target = ruling.goes_back_to
        if target is None:
            return
        if target.document is not None and all(note.id != target.document for note in self._notes):
            yield f"no report has the id {target.document!r}, to which this ruling sends {ruling.voice}.", True
        elif not self._is_heard(target):
            yield (
                f"nobody called {target.speaker!r} speaks in these reports; {ruling.voice} counts as an origin of that "
                "name, apart from all others. If somebody who speaks here is meant, give the name as `source` of "
                "--json or --explain writes it.",
                False,
            )

    def _is_heard(self, voice: Voice) -> bool:
        """True if a speaker of that name speaks, in the report of the voice if it names one, or an outlet is called so;
        a report's own words are heard."""
        claims = [c for c in self._claims if voice.document in (None, c.document)]
        names = {fold_speaker(said) for c in claims if c.source for said in (c.source.name, c.source.text)}
        if voice.document is None:
            names |= {fold_speaker(find_own_voice(note).label) for note in self._notes}
        return voice.speaker is None or fold_speaker(voice.speaker) in names

    def _find_id(self, id: str) -> list[str]:
        found = [known for known in self._ids if known == id] or (
            [known for known in self._ids if known.startswith(id)] if len(id) >= _LEAST_ID else []
        )
        if not found:
            raise LookupError(
                f"no claim has the id {id!r}. Its report may not be among these, or it is read otherwise now: name its "
                f"passage (document and quote) instead; {_LOOK}."
            )
        if len(found) > 1:
            raise LookupError(f"{len(found)} claims have ids that begin with {id!r}: give more of it.")
        return found

    def _find_passage(self, passage: Passage) -> list[str]:
        name = passage.document or f"with the digest {passage.digest}"
        notes = [n for n in self._notes if not passage.document or n.id == passage.document]
        if not notes:
            raise LookupError(f"no report has the id {passage.document!r}; give it as --json writes it in `documents`.")
        if passage.digest:
            notes = [n for n in notes if len(passage.digest) >= _LEAST_ID and n.digest.startswith(passage.digest)]
            if not notes:
                raise LookupError(
                    f"no text of the report {name} has the digest {passage.digest}: its words are not those that were "
                    f"decided on. Look at it again; digests ({_LEAST_ID} digits will do) are in `documents` of --json."
                )
        ids = {note.id for note in notes}
        claims = [c for c in self._claims if c.document in ids and passage.outcome in (None, c.outcome)]
        found = [claim for claim in claims if _lies_in(claim, passage)]
        words = f"“{passage.quote}”" if passage.quote else f"at {passage.start} to {passage.end}"
        if not found:
            raise LookupError(f"no claim was read from the words {words} of the report {name}; {_LOOK}.")
        if passage.quote and _count_places(found, passage) > 1:
            raise LookupError(
                f"the words {words} stand in more than one passage of the report {name}: give a longer quote, or start "
                "and end."
            )
        return list(dict.fromkeys(claim.id for claim in found))


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def _lies_in(claim: Claim, passage: Passage) -> bool:
    if passage.start is not None and passage.end is not None:
        return claim.passage.start < passage.end and passage.start < claim.passage.end
    quote, said = _fold(passage.quote), _fold(claim.passage.quote)
    return quote in said or said in quote


def _count_places(claims: Sequence[Claim], passage: Passage) -> int:
    """In how many places the quoted words stand, as far as the passages of claims show it; a quote that is longer than
    they are holds them all."""
    if not all(_fold(passage.quote) in _fold(claim.passage.quote) for claim in claims):
        return 1
    spans = sorted({(claim.passage.start, claim.passage.end) for claim in claims})
    places, until = 0, -1
    for start, end in spans:
        places += start >= until
        until = max(until, end)
    return places


def _check_agreement(links: Sequence[tuple[str, Link]]) -> None:
    """Raises LinksError if what one decision parts, others join."""
    home: dict[str, str] = {}
    joined_by: dict[str, list[str]] = {}

    def root(claim: str) -> str:
        while home.setdefault(claim, claim) != claim:
            claim = home[claim]
        return claim

    for where, link in links:
        if link.same:
            first = root(link.claims[0])
            places = joined_by.setdefault(first, [])
            places.append(where)
            for claim in link.claims[1:]:
                other = root(claim)
                if other != first:
                    home[other] = first
                    places += joined_by.pop(other, [])
    for where, link in links:
        for a, b in combinations(link.claims, 2) if not link.same else ():
            if root(a) == root(b):
                others = " and ".join(dict.fromkeys(joined_by[root(a)]))
                raise LinksError(
                    f"{where}: parts what is joined by {others}: the claims {a} and {b}. Take one of them out."
                )
