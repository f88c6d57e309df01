"""How fast reports are read, where the time goes, how much memory it takes, and what other libraries take.

    python benchmark/reading.py                 # everything; `make bench` installs what it compares with
    python benchmark/reading.py --alone         # Cenotaph alone
    python benchmark/reading.py --data FOLDER   # with the texts of JSON Lines files as well ("text" of each row)

The texts are the reports of examples/, the golden sentences joined to reports of some 300 words, and, where the
development sets are beside the project, theirs: one core, one process, the best of three rounds.
"""

import argparse
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from cenotaph.archive.document import Document
from cenotaph.archive.readers.intake import NO_INSTRUCTIONS
from cenotaph.archive.readers.registry import READERS
from cenotaph.archive.text import count_words
from cenotaph.gazetteer.index import Gazetteer, open_gazetteer
from cenotaph.workflow.read import read_documents

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "eval" / "data"
PUBLISHED = date(2016, 6, 18)
ROUNDS = 3
WORDS_A_REPORT = 300
# Reports of each source at most, spread evenly: enough for figures that repeat within some hundredths.
MOST = 200
# dateparser needs seconds for what the rest does in hundredths.
MOST_COMPARED = 40

# What is timed, as (stage, module, name). The time of a stage within another counts for the inner one alone.
STAGES = (
    ("language and words", "cenotaph.workflow.read", "recognise_language"),
    ("language and words", "cenotaph.workflow.read", "note_document"),
    ("sentences and tokens", "cenotaph.claims.extract", "split_sentences"),
    ("words and phrases", "cenotaph.claims.units", "Tagger.tag"),
    ("numbers", "cenotaph.claims.units", "read_count"),
    ("periods", "cenotaph.claims.analysis", "find_periods"),
    ("places: names", "cenotaph.claims.analysis", "find_mentions"),
    ("places: which they are", "cenotaph.claims.extract", "place_document"),
    ("people", "cenotaph.claims.analysis", "group_victims"),
    ("people", "cenotaph.claims.analysis", "join_lists"),
    ("rules", "cenotaph.claims.analysis", "find_harm"),
    ("speakers", "cenotaph.claims.english", "find_speeches"),
    ("events", "cenotaph.claims.extract", "find_events"),
    ("slots of a sentence", "cenotaph.claims.extract", "draft_claims"),
    ("scope and relations", "cenotaph.claims.extract", "fill_places"),
    ("scope and relations", "cenotaph.claims.extract", "mark_background"),
    ("scope and relations", "cenotaph.claims.extract", "fill_periods"),
    ("scope and relations", "cenotaph.claims.extract", "fill_causes"),
    ("scope and relations", "cenotaph.claims.extract", "follow_persons"),
    ("scope and relations", "cenotaph.claims.extract", "relate_drafts"),
    ("scope and relations", "cenotaph.claims.extract", "keep_sound"),
    ("incidents and tolls", "cenotaph.workflow.read", "reconcile_reading"),
)


class Source(NamedTuple):
    """A name for some reports, and the reports."""

    name: str
    documents: list[Document]


def load_sources(folder: Path) -> list[Source]:
    """The reports there are."""
    sources = [Source("examples", load_examples()), Source("golden sentences", join_golden())]
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        texts = [row["text"] for row in rows if isinstance(row.get("text"), str)]
        if texts:
            sources.append(Source(path.stem, make_documents(texts[:: len(texts) // MOST + 1])))
    return sources


def load_examples() -> list[Document]:
    """The reports of examples/, again and again."""
    found: list[Document] = []
    for path in sorted((ROOT / "examples").iterdir()):
        if path.suffix in READERS and path.stem != "README":
            with path.open("rb") as stream:
                found += READERS[path.suffix](stream, path.name, NO_INSTRUCTIONS).documents
    return make_documents([each.text for each in found] * (MOST // len(found)))


def join_golden() -> list[Document]:
    """The golden sentences, in reports of some 300 words."""
    texts = [
        case["text"]
        for path in sorted((ROOT / "benchmark" / "golden").glob("*.toml"))
        for case in tomli.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    reports: list[list[str]] = [[]]
    for text in texts:
        if sum(map(count_words, reports[-1])) > WORDS_A_REPORT:
            reports.append([])
        reports[-1].append(text)
    return make_documents(["\n\n".join(report) for report in reports])


def make_documents(texts: Sequence[str]) -> list[Document]:
    """A document of each text."""
    return [Document(f"{number}", text, published=PUBLISHED) for number, text in enumerate(texts)]


class Clock:
    """Seconds for each stage, without what stages within it took."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._inner: list[float] = []

    def wrap(self, stage: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed; an iterator is run to its end."""

        def timed(*given: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            start = time.perf_counter()
            found = run(*given, **named)
            found = list(found) if isinstance(found, Iterator) else found
            spent = time.perf_counter() - start
            self.spent[stage] = self.spent.get(stage, 0.0) + spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent
            return found

        return timed


def find_stage(module: str, name: str) -> tuple[Any, str, Callable[..., Any]]:
    """Where a function is kept, under which name, and the function. Raises AttributeError if it is no more there."""
    *path, last = name.split(".")
    holder = importlib.import_module(module)
    for part in path:
        holder = getattr(holder, part)
    return holder, last, getattr(holder, last)


@contextmanager
def timed_stages(clock: Clock) -> Iterator[None]:
    """Every function of STAGES timed, and as it was afterwards."""
    found = [(stage, *find_stage(module, name)) for stage, module, name in STAGES]
    for stage, holder, name, run in found:
        setattr(holder, name, clock.wrap(stage, run))
    try:
        yield
    finally:
        for _, holder, name, run in found:
            setattr(holder, name, run)


def read_all(documents: Sequence[Document], gazetteer: Gazetteer) -> float:
    """Seconds to read every report by itself."""
    start = time.perf_counter()
    for document in documents:
        read_documents([document], gazetteer=gazetteer)
    return time.perf_counter() - start


def measure_stages(documents: Sequence[Document], gazetteer: Gazetteer) -> dict[str, float]:
    """The share of each stage in the whole, from 0 to 1, in their order."""
    clock = Clock()
    with timed_stages(clock):
        whole = read_all(documents, gazetteer)
    shares = {stage: clock.spent.get(stage, 0.0) / whole for stage in dict.fromkeys(stage for stage, *_ in STAGES)}
    return {**shares, "everything else": 1 - sum(shares.values())}


def measure_others(documents: Sequence[Document]) -> list[tuple[str, float | None]]:
    """What others take for a part of the work: seconds, or None if the library is not installed."""
    compared: list[tuple[str, float | None]] = []
    for name, prepare in (
        ("spaCy, blank English: tokens alone", prepare_spacy),
        ("dateparser.search: dates alone", prepare_dateparser),
    ):
        try:
            run = prepare()
        except ImportError:
            compared.append((name, None))
            continue
        run(documents[0].text)
        start = time.perf_counter()
        for document in documents:
            run(document.text)
        compared.append((name, time.perf_counter() - start))
    return compared


def prepare_spacy() -> Callable[[str], Any]:
    """spaCy's tokeniser for English, without a model."""
    return importlib.import_module("spacy").blank("en")


def prepare_dateparser() -> Callable[[str], Any]:
    """dateparser's search of dates, told the language."""
    search = importlib.import_module("dateparser.search").search_dates
    return lambda text: search(text, languages=["en"])


def measure_memory() -> float:
    """The most memory the process has taken so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def print_row(name: str, documents: Sequence[Document], seconds: float | None) -> None:
    """A line of figures for some documents."""
    words = sum(count_words(document.text) for document in documents)
    figures = "not installed"
    if seconds is not None:
        rates = f"{len(documents) / seconds:>10,.0f} {words / seconds:>10,.0f}"
        figures = f"{len(documents):>8,} {words:>9,} {rates} {1e3 * seconds / len(documents):>9.2f}"
    print(f"{name:<36} {figures}")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of JSON Lines files with a text in each row")
    parser.add_argument("--alone", action="store_true", help="do not compare with other libraries")
    options = parser.parse_args()
    start = time.perf_counter()
    with open_gazetteer() as gazetteer:
        read_documents(make_documents(["Two people were killed in the town, officials said."]), gazetteer=gazetteer)
        print(f"First report, the lexicon and the index opened: {time.perf_counter() - start:.2f} s\n")
        sources = load_sources(options.data)
        texts_in_memory = measure_memory()
        print(f"{'Texts':<36} {'reports':>8} {'words':>9} {'reports/s':>10} {'words/s':>10} {'ms each':>9}")
        for source in sources:
            seconds = min(read_all(source.documents, gazetteer) for _ in range(ROUNDS))
            print_row(source.name, source.documents, seconds)
        everything = [document for source in sources for document in source.documents]
        print(f"\nMemory: {texts_in_memory:,.0f} MB before, {measure_memory():,.0f} MB at most while reading\n")
        print("Where the time goes")
        for stage, share in measure_stages(everything, gazetteer).items():
            print(f"  {stage:<34} {share:>8.1%}")
        if options.alone:
            return
        part = everything[:: len(everything) // MOST_COMPARED + 1]
        print(
            f"\n{'The same reports':<36} {'reports':>8} {'words':>9} {'reports/s':>10} {'words/s':>10} {'ms each':>9}"
        )
        print_row("Cenotaph: the whole reading", part, min(read_all(part, gazetteer) for _ in range(ROUNDS)))
        for name, seconds in measure_others(part):
            print_row(name, part, seconds)


if __name__ == "__main__":
    main()
