"""Attempts that failed: what was to be fetched and was not, when and why, as entries of the log."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cenotaph.store.additions import write_moment
from cenotaph.store.record import Record
from cenotaph.workflow.items import Custody
from cenotaph.workflow.keeping import RESTRICTED
from cenotaph.workflow.receipts import Outcome, Receipt
from cenotaph.workflow.records import SOFTWARE


@dataclass(frozen=True, slots=True)
class Failed:
    """An attempt that failed: the address that was asked for, why, when it began and ended (UTC), and how far it came,
    as the custody of a page is written; None where nothing answered. `is_attempt` is False where it was not tried."""

    address: str
    reason: str
    started_at: dt.datetime
    ended_at: dt.datetime
    fetched: Mapping[str, Any] | None = None
    is_attempt: bool = True

    @property
    def receipt(self) -> Receipt:
        """What is said of it."""
        return Receipt(self.address, Outcome.FAILED, reason=self.reason)


def log_failure(record: Record, failed: Failed, custody: Custody) -> Receipt:
    """Write to the log that an attempt was made and failed, if one was; gives what is said of it. Of what would have
    been restricted only when: an address may tell of a person, and this entry belongs to no file that could be
    destroyed. Raises RecordError."""
    if not failed.is_attempt:
        return failed.receipt
    is_open = custody.sensitivity != RESTRICTED
    with record.add() as addition:
        addition.append("failure", {
            "name": failed.address if is_open else None, "reason": failed.reason if is_open else None,
            "started_at": write_moment(failed.started_at), "ended_at": write_moment(failed.ended_at),
            "fetched": failed.fetched if is_open else None, "tool": SOFTWARE,
            "collector": custody.collector if is_open else None, "sensitivity": custody.sensitivity,
        })  # fmt: skip
    return failed.receipt
