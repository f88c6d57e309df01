"""The command `cenotaph lexicon`: how the reader sees a sentence, and what its lexicon holds."""

import datetime as dt
import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cenotaph.claims.event_phrases import load_event_phrases
from cenotaph.claims.lexicon import Entry, available_languages, load_lexicon
from cenotaph.claims.phrases import Phrase
from cenotaph.claims.rules import Rule, load_rules
from cenotaph.claims.statements import load_statement_phrases
from cenotaph.claims.trace import SentenceTrace, Trace, trace_text
from cenotaph.terminal.days import Day
from cenotaph.terminal.gazetteer import open_index
from cenotaph.terminal.screen import print_table
from cenotaph.terminal.wording import clean

# Colours for what a unit is, the first class that fits; only where a terminal shows them.
_COLOURS = (
    ("who", "bold cyan"), ("harm", "bold red"), ("die", "bold red"), ("dead", "bold red"), ("hurt", "bold red"),
    ("toll", "bold red"), ("place", "green"), ("period", "magenta"), ("count", "cyan"), ("say", "yellow"),
    ("speaker", "yellow"), ("according", "yellow"),
)  # fmt: skip


@click.group(short_help="See how sentences are read, and what the lexicon says.")
def lexicon() -> None:
    """See how sentences are read, and what the lexicon's entries and rules are.

    For adding a word or a rule: write it, try a sentence, run `make test` and `python benchmark/gate.py`.
    """


@lexicon.command("try", short_help="Show how TEXT is read.")
@click.argument("text")
@click.option("--language", type=click.Choice(available_languages()), default="en", show_default=True, help="The pack.")
@click.option("--published", type=Day(), metavar="DATE", help="The day of publication, for words such as yesterday.")
def try_text(text: str, language: str, published: dt.date | None) -> None:
    """Show how TEXT is read: its units with their classes, the rules that fired, the claims, and the events."""
    with open_index() as gazetteer:
        trace = trace_text(text, language, gazetteer, published)
    plain = not sys.stdout.isatty()
    for sentence in trace.sentences:
        _print_sentence(sentence, plain)
    _print_claims(trace, plain)
    _print_events(trace, plain)


@lexicon.command("show", short_help="Show the entry, rule or phrase called ID.")
@click.argument("id")
@click.option("--language", type=click.Choice(available_languages()), default="en", show_default=True, help="The pack.")
def show_entry(id: str, language: str) -> None:
    """Show the entry, rule or phrase called ID: its words or pattern, and its examples."""
    entry = next((each for each in load_lexicon(language).entries if each.id == id), None)
    rule = next((each for each in load_rules(language).rules if each.id == id), None)
    phrases = (*load_statement_phrases(language), *load_event_phrases(language).phrases)
    phrase = next((each for each in phrases if each.id == id), None)
    if entry is not None:
        _print_entry(entry, language)
    elif rule is not None:
        _print_rule(rule)
    elif phrase is not None:
        _print_phrase(phrase)
    else:
        known = "`cenotaph lexicon try TEXT` names those that a text brings up"
        raise click.UsageError(f"No entry or rule of the pack {language!r} is called {id!r}; {known}.")


def _print_sentence(sentence: SentenceTrace, plain: bool) -> None:
    table = Table(box=None, pad_edge=False, show_edge=False)
    for heading in ("Words", "Classes", "Entries"):
        table.add_column(heading)
    for unit in sentence.units:
        table.add_row(
            Text(clean(unit.words), _colour(unit.classes)), Text(", ".join(unit.classes)), Text(", ".join(unit.entries))
        )
    print_table(table, plain)
    if sentence.frames:
        click.echo(f"Frames: {', '.join(sentence.frames)}")
    for finding in sentence.findings:
        denied = ", denied by its words" if finding.negated else ""
        _print(
            f"Rule {finding.rule}: {finding.outcome}, '{clean(finding.people)}' in '{clean(finding.words)}'{denied}",
            "bold",
            plain,
        )
    if not sentence.findings:
        click.echo("No rule fired.")
    click.echo()


def _print_claims(trace: Trace, plain: bool) -> None:
    if not trace.claims:
        click.echo("No claims.")
    for claim in trace.claims:
        count = claim.count
        number = f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"
        where = ", ".join(place.name for place in claim.places) or "no place"
        when = f"{claim.period.start} to {claim.period.end}" if claim.period else "no period"
        who = claim.source.name if claim.source else "the outlet's own voice"
        more = " or more" if count.open else ""
        _print(f"Claim: {number}{more} {claim.victims.group} {claim.outcome} ({claim.kind})", "bold green", plain)
        click.echo(f"  quote: '{clean(claim.passage.quote)}'")
        click.echo(
            f"  speaker: {clean(who)}; place: {clean(where)}; period: {when}; confidence: {claim.confidence:.2f}"
        )


def _print_events(trace: Trace, plain: bool) -> None:
    for claim in trace.claims:
        for said in claim.statements:
            what = said.denies or said.status or ""
            who = f"{clean(said.actor.name)}, {said.actor.attribution}" if said.actor else "all the dead"
            _print(f"Statement: {who} {what} [{said.rule}]", "bold", plain)
    for event in trace.events:
        where = ", ".join(clean(place.name) for place in event.places) or "no place"
        who = ", ".join(clean(actor.name) for actor in event.actors) or "nobody named"
        _print(f"Event: {event.type} [{event.rule}]", "bold", plain)
        click.echo(f"  place: {where}; actor: {who}")


def _print_phrase(phrase: Phrase) -> None:
    fields = ", ".join(f"{name} {value}" for name, value in phrase.fields.items())
    click.echo(f"{phrase.id}: {fields}")
    for example in phrase.must:
        click.echo(f"  must: {example}")
    for example in phrase.must_not:
        click.echo(f"  must not: {example}")


def _print_entry(entry: Entry, language: str) -> None:
    pack = load_lexicon(language)
    words = [word for word, tags in pack.words.items() if any(tag.entry is entry for tag in tags)]
    phrases = [
        " ".join(row[0]) for rows in pack.phrases.values() for row in rows if any(t.entry is entry for t in row[1])
    ]
    click.echo(f"{entry.id}: class {entry.cls}")
    for name, value in entry.fields.items():
        click.echo(f"  {name}: {value}")
    click.echo(f"  words: {', '.join(sorted(words + phrases)) or 'searched in whole sentences'}")
    click.echo(f"  must match: {entry.must}")
    click.echo(f"  must not match: {entry.must_not}")


def _print_rule(rule: Rule) -> None:
    click.echo(f"{rule.id}: outcome {rule.outcome}{f', kind {rule.kind}' if rule.kind else ''}")
    click.echo(f"  pattern: {rule.source}")
    for example in rule.must:
        click.echo(f"  must: {example}")
    for example in rule.must_not:
        click.echo(f"  must not: {example}")


def _colour(classes: tuple[str, ...]) -> str:
    return next((colour for cls, colour in _COLOURS if any(each.startswith(cls) for each in classes)), "")


def _print(line: str, style: str, plain: bool) -> None:
    if plain:
        click.echo(line)
    else:
        Console(highlight=False).print(Text(line, style))
