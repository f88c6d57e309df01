"""Programs, and their database server, are killed at random moments: what is lost of what was acknowledged.

    .ci/postgres python -m benchmark.kills [--kills 200] [--restarts 40] [--database postgresql] [--seed 7]

Takes invented reports into a record and reads them, in a process that is killed (kill -9) at a random moment, again and
again; then lets the process live and ends the server at once instead (pg_ctl --mode immediate), which starts again.
After each the record is opened and checked: every entry against its commitment, every index against the log, all bytes,
each acknowledged item. On SQLite there is no server to end.
"""

import argparse
import os
import random
import tempfile
import uuid
from pathlib import Path

from cenotaph.store.address import RecordError, parse_address
from cenotaph.store.checking import AlteredError
from cenotaph.store.record import make_record, open_record
from tests.gazetteer.places import write_small_index
from tests.store.test_kills import check_whole, run_and_kill, write_reports

REPORTS = 10  # new ones for each run


class Trial:
    """A record, what was acknowledged of it, and how often something was wrong with it."""

    def __init__(self, place: str, folder: Path, seed: int) -> None:
        self.place, self.folder, self.chance = place, folder, random.Random(seed)
        self.acknowledged: set[str] = set()
        self.reports = self.faults = 0
        self.index = folder / "gazetteer.sqlite"
        write_small_index(self.index)
        address = parse_address(place)
        make_record(address, None if address.folder else str(folder / "blobs"), "benchmark").close()

    def run(self, restart: str | None) -> None:
        """Run the program on new reports, kill it or its server, and look at the record."""
        # Each run has a folder of its own, for the program looks at every report of it.
        reports = self.folder / f"reports-{self.reports}"
        write_reports(reports, self.reports, REPORTS)
        self.reports += REPORTS
        said = run_and_kill(self.place, reports, self.index, self.chance, restart)
        self.acknowledged |= {line.removeprefix("taken ") for line in said if line.startswith("taken ")}
        try:
            record = open_record(parse_address(self.place))
            check_whole(record)
            with record.look() as view:
                missing = self.acknowledged - {kept.body["id"] for kept in view.list_documents()}
            record.close()
        except (AlteredError, RecordError) as error:
            missing, self.faults = set(), self.faults + 1
            print(f"  {error}", flush=True)
        if missing:
            self.faults += 1
            print(f"  acknowledged and lost: {sorted(missing)}", flush=True)


def main() -> None:
    """Kill, and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--restarts", type=int, default=40)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    restart = os.environ.get("CENOTAPH_TEST_RESTART")
    with tempfile.TemporaryDirectory(prefix="cenotaph-kills-") as name:
        folder = Path(name)
        place = str(folder / "record")
        if given.database == "postgresql":
            if "CENOTAPH_TEST_POSTGRES" not in os.environ:
                parser.error("there is no PostgreSQL server: run it with .ci/postgres, or give --database sqlite")
            place = f"{os.environ['CENOTAPH_TEST_POSTGRES']}&schema=kills_{uuid.uuid4().hex[:8]}"
        trial = Trial(place, folder, given.seed)
        for number in range(given.kills):
            trial.run(None)
            if number % 50 == 49:
                print(f"{number + 1} kills, {trial.faults} faults so far", flush=True)
        print(f"{given.kills} kills of the program: {trial.faults} faults", flush=True)
        if given.database == "postgresql" and restart is not None:
            for _ in range(given.restarts):
                trial.run(restart)
            print(f"{given.restarts} ends of the server: {trial.faults} faults in all", flush=True)
        print(f"{len(trial.acknowledged):,} items acknowledged, of {trial.reports:,} reports")


if __name__ == "__main__":
    main()
