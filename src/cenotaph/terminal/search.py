"""The command `cenotaph search`: the documents of a record that hold some words."""

import click

from cenotaph.terminal.faults import BadInput
from cenotaph.terminal.records import explained_record
from cenotaph.terminal.screen import print_json
from cenotaph.terminal.wording import clean
from cenotaph.workflow.search import search_record, write_found


@click.command(short_help="Find the documents of a record that hold some words.")
@click.argument("record", metavar="RECORD")
@click.argument("words", nargs=-1, required=True, metavar="WORD...")
@click.option(
    "--most", type=click.IntRange(1), default=20, show_default=True, metavar="NUMBER", help="How many to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, and nothing else.")
def search(record: str, words: tuple[str, ...], most: int, as_json: bool) -> None:
    """Find the documents of a record that hold all of these words, those that were taken in last first.

    Case, accents, vowel signs and the spellings of Arabic letters do not matter, and the last word may be the beginning
    of one.
    """
    with explained_record():
        try:
            found, number = search_record(record, " ".join(words), most)
        except ValueError as error:
            raise BadInput(str(error)) from None
    if as_json:
        print_json({"found": number, "documents": [write_found(each) for each in found]})
        return
    for each in found:
        day = f", {each.published}" if each.published else ""
        title = f": {clean(each.title)}" if each.title else ""
        click.echo(f"{clean(each.document)}{day}{title}")
        click.echo(f"    {clean(each.words)}")
    more = f", of which {len(found):,} are shown" if number > len(found) else ""
    click.echo(f"Found: {number:,}{more}.")
