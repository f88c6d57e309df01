"""What an event holds on weaker grounds than what speaks for a pair: reports that name no village, and why they are
taken for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cenotaph.incidents.attaching import Group
from cenotaph.incidents.gists import find_agreement
from cenotaph.incidents.incident import Reason, Toll
from cenotaph.incidents.origins import find_own_voice
from cenotaph.incidents.reasons import join_names, name_origin
from cenotaph.incidents.reports import Report
from cenotaph.incidents.tellings import DocumentKey
from cenotaph.values.harm import Outcome


def list_assumptions(union: Sequence[Group], reports: Mapping[DocumentKey, Report]) -> tuple[Reason, ...]:
    """For each group of accounts that was brought to others because nothing else can be meant, an aside with its claims
    and the sentence for it. The first one's place, or that of the one that has a place, is the event's."""
    anchor = next((g for g in union if g.gist is not None and g.gist.placed), union[0])
    return tuple(_explain(group, union, anchor, reports) for group in union if group is not anchor)


def _explain(group: Group, union: Sequence[Group], anchor: Group, reports: Mapping[DocumentKey, Report]) -> Reason:
    documents = {account.account.document for account in group.accounts}
    voices = [name_origin(find_own_voice(reports[key].note)) for key in sorted(documents)]
    others = [anchor, *(g for g in union if g is not group and g is not anchor)]
    found = [find_agreement(group.gist, other.gist) for other in others if group.gist and other.gist]
    # An agreement with the event itself is the one to tell; else the clearest with one that is taken for it too.
    agreed = next((said for _, said in found[:1] if said), None) or max(found)[1]
    whole = "this event" if anchor.gist is not None and anchor.gist.placed else "one event with the others"
    sentence = (
        f"{join_names(list(dict.fromkeys(voices)))}: no village or town is named. It is taken for {whole} because of "
        f"{join_names(agreed)}, and since no other event of these days that is told of can be meant. That is less sure "
        "than a named place."
    )
    claims = tuple(t.claim.id for account in group.accounts for t in account.account.tellings)
    return Reason("aside", claims, sentence)


def note_assumptions(
    assumed: Sequence[Reason], outcomes: Mapping[str, Outcome], tolls: Mapping[Outcome, Toll]
) -> Mapping[Outcome, Toll]:
    """Tolls with what is assumed of claims of theirs; `outcomes` are those of the claims, by id."""
    noted = dict(tolls)
    for reason in assumed:
        for outcome in dict.fromkeys(outcomes[claim] for claim in reason.claims):
            if outcome in noted:
                claims = tuple(claim for claim in reason.claims if outcomes[claim] is outcome)
                toll = noted[outcome]
                noted[outcome] = replace(toll, because=(*toll.because, replace(reason, claims=claims)))
    return noted
