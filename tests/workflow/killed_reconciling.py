"""A program that is there to be killed: it adds invented reports to a record one by one, and reconciles each.

python -m tests.workflow.killed_reconciling PLACE SEED
"""

import sys

from cenotaph.store.address import parse_address
from cenotaph.store.record import open_record
from cenotaph.workflow import touched
from cenotaph.workflow.touched import WholeError, reconcile_touched, settle_in_pages
from tests.workflow.test_resident import make_reports, write_report


def main(place: str, seed: str) -> None:
    """Add what is not there yet."""
    touched._MOST_NEWS = 1.0
    record = open_record(parse_address(place))
    with record.look() as view:
        held = {kept.body["id"] for kept in view.list_documents()}
    print("begun", flush=True)
    for document, claims in make_reports(250, 50, int(seed)):
        if document.id not in held:
            write_report(record, document, claims)
        try:
            reconcile_touched(record)
        except WholeError:
            settle_in_pages(record, least=0)
        print("reconciled", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
