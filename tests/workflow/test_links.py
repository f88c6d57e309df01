"""Files of decisions: what they say, what is wrong with them, and which claims they mean."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from cenotaph.gazetteer.index import Gazetteer
from cenotaph.incidents.decisions import Decisions, Link, OriginRuling, Voice
from cenotaph.workflow.anchors import apply_decisions
from cenotaph.workflow.links import LinksError, parse_links
from cenotaph.workflow.read import read_documents
from cenotaph.workflow.reading import Reading
from cenotaph.workflow.reconcile import reconcile_reading
from tests.workflow.test_read import DOCUMENTS

WHO = 'by = "R. Haddad"\non = 2016-06-20\nwhy = "Two markets."\n'


def decide(decision: str, items: str) -> str:
    return f'\n[[link]]\ndecision = "{decision}"\n{items}\n{WHO}'


@pytest.fixture
def reading(gazetteer: Gazetteer) -> Reading:
    return read_documents(DOCUMENTS, gazetteer=gazetteer)


def test_ids_and_passages(reading: Reading) -> None:
    first = next(claim for claim in reading.claims if claim.document == "report-0" and claim.outcome == "killed")
    other = next(claim for claim in reading.claims if claim.document == "report-1")
    items = f'claims = ["{first.id[:8]}"]\npassages = [{{ document = "report-1", quote = "NINE  people\\n died" }}]'
    made, notes = apply_decisions(parse_links(decide("different", items), "d.toml"), reading)
    assert notes == ()
    assert made.links == (Link((first.id, other.id), False, "R. Haddad", dt.date(2016, 6, 20), "Two markets."),)
    parted = reconcile_reading(reading, links=made.links)
    assert not any({first.id, other.id} <= set(incident.claims) for incident in parted.incidents)


def test_a_passage_means_all_its_claims_and_parts_none_of_them(reading: Reading) -> None:
    sentence = (
        "Shelling killed at least 12 people in the market of Mosul on Tuesday, a doctor said. Another 30 were injured."
    )
    of_first = [claim.id for claim in reading.claims if claim.document == "report-0"]
    row = {
        "decision": "different", "by": "a", "on": "2016-06-20", "why": "b",
        "passages": [
            {"document": "report-0", "quote": sentence},
            {"document": "report-1", "start": 0, "end": 40},
        ],
    }  # fmt: skip
    made, notes = apply_decisions(parse_links(json.dumps(row), "d.jsonl"), reading)
    assert notes == ()
    (other,) = (claim.id for claim in reading.claims if claim.document == "report-1")
    assert {link.claims for link in made.links} == {(claim, other) for claim in of_first}
    row["decision"] = "same"
    made, _ = apply_decisions(parse_links(json.dumps(row), "d.jsonl"), reading)
    (link,) = made.links
    assert link.claims == (*of_first, other)
    assert link.same


def test_a_digest_holds_for_the_very_words(reading: Reading) -> None:
    note = reading.documents[1]
    items = (
        f'passages = [{{ digest = "{note.digest[:12]}", quote = "nine people died" }}, '
        '{ document = "report-0", quote = "at least 12", outcome = "killed" }]'
    )
    text = decide("same", items)
    made, notes = apply_decisions(parse_links(text, "d.toml"), reading)
    (link,) = made.links
    assert len(link.claims) == 2
    assert notes == ()
    changed = replace(reading, documents=tuple(replace(each, digest="0" * 64) for each in reading.documents))
    made, notes = apply_decisions(parse_links(text, "d.toml"), changed)
    assert made.links == ()
    assert "its words are not those that were decided on" in notes[0].text
    assert "this decision links nothing" in notes[1].text
    assert {note.where for note in notes} == {"d.toml, line 2"}


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ('claims = ["0000000000000000", "1111111111111111"]', "no claim has the id '0000000000000000'"),
        ('passages = [{ document = "x", quote = "a" }, { document = "y", quote = "a" }]', "no report has the id 'x'"),
        (
            'passages = [{ document = "report-1", quote = "bread" }, { document = "report-3", start = 0, end = 9 }]',
            "no claim was read from the words “bread” of the report report-1",
        ),
        (
            'passages = [{ document = "report-1", quote = "Nine", outcome = "injured" }, '
            '{ document = "report-0", quote = "12" }]',
            "no claim was read from the words “Nine”",
        ),
        (
            'passages = [{ document = "report-0", quote = "i" }, { document = "report-1", quote = "Nine" }]',
            "stand in more than one passage",
        ),
    ],
)
def test_what_is_not_found_is_told(reading: Reading, items: str, message: str) -> None:
    made, notes = apply_decisions(parse_links(decide("same", items), "d.toml"), reading)
    assert made.links == ()
    assert message in notes[0].text
    assert all(note.fault and note.where == "d.toml, line 2" for note in notes)


def test_decisions_that_contradict_one_another_are_refused(reading: Reading) -> None:
    a, b, c = (next(x.id for x in reading.claims if x.document == f"report-{n}") for n in (0, 1, 2))
    text = (
        decide("same", f'claims = ["{a}", "{b}"]')
        + decide("same", f'claims = ["{b}", "{c}"]')
        + decide("different", f'claims = ["{c}", "{a}"]')
    )
    with pytest.raises(LinksError, match=r"d.toml, line 16: parts what is joined by .*line 2 and d.toml, line 9"):
        apply_decisions(parse_links(text, "d.toml"), reading)
    kept = replace(reading, decisions=Decisions((Link((a, b), True),)))
    with pytest.raises(LinksError, match="joined by a decision kept in the saved reading"):
        apply_decisions(parse_links(decide("different", f'claims = ["{a}", "{b}"]'), "d.toml"), kept)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("d.toml", "[[link]]\ndecision = same", r"d.toml: is not valid TOML: .*line 2"),
        ("d.toml", "[link]\ndecision = 'same'", r"write \[\[link\]\]"),
        ("d.toml", "[[merge]]\nclaims = []", r"has 'merge' where only \[\[link\]\] and \[\[origin\]\] are known"),
        ("d.toml", decide("maybe", 'claims = ["a", "b"]'), r"line 2: Invalid enum value 'maybe' \(in `decision`\)"),
        ("d.toml", decide("same", 'claims = ["a"]'), "d.toml, line 2: a link joins or parts two or more"),
        ("d.toml", decide("same", 'claim = ["a", "b"]'), "line 2: has a field that is not known, `claim`"),
        ("d.toml", '[[link]]\ndecision = "same"\nclaims = ["a", "b"]', "d.toml, line 1: is missing `by`"),
        ("d.toml", decide("same", 'claims = ["a", "b"]').replace("Two markets.", " "), "`why` is empty"),
        ("d.toml", decide("same", 'claims = ["a", "b"]').replace("2016-06-20", '"June"'), "in `on`"),
        ("d.toml", decide("same", 'passages = [{ quote = "a" }, { quote = "b" }]'), "a passage needs `document`"),
        (
            "d.toml",
            decide("same", 'passages = [{ document = "a" }, { document = "b", quote = "c" }]'),
            r"a passage needs `quote`.*\(in `passages\[0\]`\)",
        ),
        (
            "d.toml",
            decide("same", 'passages = [{ document = "a", quote = "b", outcome = "dead" }]'),
            r"Invalid enum value 'dead' \(in `passages\[0\].outcome`\)",
        ),
        ("d.jsonl", "\n\n{", "d.jsonl, line 3: is no JSON"),
        ("d.jsonl", '{"decision": "same"}', "d.jsonl, line 1: is missing `by`"),
        ("d.jsonl", "[1]", "d.jsonl, line 1: Expected `object`"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_refused_with_its_line(name: str, text: str, message: str) -> None:
    with pytest.raises(LinksError, match=message):
        parse_links(text, name)


def test_every_line_that_is_wrong_is_named() -> None:
    text = decide("same", 'claims = ["a"]') + decide("maybe", 'claims = ["a", "b"]')
    with pytest.raises(LinksError) as refused:
        parse_links(text, "d.toml")
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()[:2]] == [
        "d.toml, line 2",
        "d.toml, line 9",
    ]


ORIGIN = '[[origin]]\nspeaker = "the provincial governor"\ngoes_back_to = {{ speaker = "{}" }}\n' + WHO


def test_a_ruling_on_an_origin(reading: Reading) -> None:
    speaker = next(claim.source.name for claim in reading.claims if claim.document == "report-0" and claim.source)
    made, notes = apply_decisions(parse_links(ORIGIN.format(speaker), "d.toml"), reading)
    assert notes == ()
    assert made.rulings == (
        OriginRuling(
            Voice("the provincial governor"), Voice(speaker), "R. Haddad", "Two markets.", dt.date(2016, 6, 20)
        ),
    )
    before = max(incident.origins for incident in reading.incidents)
    assert max(i.origins for i in reconcile_reading(reading, rulings=made.rulings).incidents) == before - 1
    row = {"document": "report-1", "independent": True, "by": "a", "on": "2016-06-20", "why": "b"}
    made, notes = apply_decisions(parse_links(json.dumps(row), "d.jsonl"), reading)
    assert (made.rulings[0].voice, made.rulings[0].goes_back_to, notes) == (Voice(document="report-1"), None, ())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"speaker": "the mayor", "independent": True}, "nobody called 'the mayor' speaks in these reports"),
        ({"speaker": "the provincial governor", "document": "report-0", "independent": True}, "in the report report-0"),
        ({"document": "x", "independent": True}, "no report has the id 'x'"),
    ],
)
def test_a_ruling_on_a_voice_that_is_not_heard_is_told(reading: Reading, row: dict[str, object], message: str) -> None:
    text = json.dumps({**row, "by": "a", "on": "2016-06-20", "why": "b"})
    _, (note,) = apply_decisions(parse_links(text, "d.jsonl"), reading)
    assert message in note.text
    assert (note.where, note.fault) == ("d.jsonl, line 1", True)


@pytest.mark.parametrize(
    ("target", "message", "fault"),
    [
        ({"speaker": "the mayor"}, "nobody called 'the mayor' speaks in these reports; the provincial governor", False),
        ({"document": "x"}, "no report has the id 'x', to which this ruling sends the provincial governor.", True),
        ({"document": "report-1"}, None, False),
    ],
)
def test_a_voice_that_a_ruling_leads_to_and_that_is_not_heard_is_told(
    reading: Reading, target: dict[str, str], message: str | None, fault: bool
) -> None:
    row = {"speaker": "the provincial governor", "goes_back_to": target, "by": "a", "on": "2016-06-20", "why": "b"}
    _, notes = apply_decisions(parse_links(json.dumps(row), "d.jsonl"), reading)
    assert [note.fault for note in notes] == [fault] * (message is not None)
    assert all(message is not None and message in note.text for note in notes)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ('speaker = "a"', "needs `goes_back_to`, or `independent = true`"),
        ('speaker = "a"\ngoes_back_to = { speaker = "a" }', "goes back to itself"),
        ("independent = true", "a voice is that of a speaker"),
        ('speaker = "a"\ngoes_back_to = { name = "a" }', r"field that is not known, `name` \(in `goes_back_to`\)"),
    ],
)
def test_a_ruling_that_is_none_is_refused(fields: str, message: str) -> None:
    with pytest.raises(LinksError, match=f"d.toml, line 1: .*{message}"):
        parse_links(f"[[origin]]\n{fields}\n{WHO}", "d.toml")
