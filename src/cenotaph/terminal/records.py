"""Records on the command line: what goes wrong with one is told in a message."""

from collections.abc import Iterator
from contextlib import contextmanager

from cenotaph.terminal.faults import BadInput
from cenotaph.workflow.records import RecordError
from cenotaph.workflow.saved import SavedError


@contextmanager
def explained_record() -> Iterator[None]:
    """Ends the command with a message where a record cannot be used."""
    try:
        yield
    except RecordError as error:
        raise BadInput(str(error)) from None
    except SavedError as error:
        raise BadInput(f"the record {error}") from None
