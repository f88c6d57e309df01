"""The index of places: opened read-only, asked by name, by id, by country."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from cenotaph.gazetteer.abbreviations import bare_abbreviation
from cenotaph.gazetteer.build import build_with_progress
from cenotaph.gazetteer.kept import KeptError, kept_revision
from cenotaph.gazetteer.location import CACHE_VARIABLE, imports_path, index_path
from cenotaph.gazetteer.schema import expected_version
from cenotaph.values.names import NameForm, fold_name, form_of, similarity
from cenotaph.values.place import Candidate, Level

_REMEMBERED = 50_000
# Rows looked at for one name: enough for every bearer in one country, the largest where there are hundreds.
_MOST_ROWS = 60

# Scores. The name a place goes by is 1; any other name of it a little less, since old and foreign names stand among
# them. A match by sound stays below both: its score is _BY_SOUND times how alike the two sound, and what is less alike
# than _LEAST_ALIKE is no match. A key of fewer than _SHORT_KEY consonants is shared by names that have nothing to do
# with each other: it counts in full only if the vowels are the same too. A place has a Latin name here nearly always,
# so that a Latin name which matches only the Arabic one counts for less. Set on the open half of the development set
# of places.
_MAIN_NAME = 1.0
_OTHER_NAME = 0.97
_BY_SOUND = 0.95
_LEAST_ALIKE = 0.7
_SHORT_KEY = 3
_SHORT_FACTOR = 0.85
_LATIN_TO_ARABIC = 0.95

# GeoNames gives five decimals, which is a metre. Imports may give more; a reading that is kept holds as many as these.
_DEGREE_DECIMALS = 5

_COLUMNS = "p.id, p.name, p.country, p.lat, p.lon, p.level, p.admin1, p.population, p.within, p.area"


class GazetteerError(ValueError):
    """The index cannot be opened, built or added to; the message says why and what to do."""


class Gazetteer:
    """An open index. Answers are remembered; the index does not change while it is open. `state` is what it said of
    itself when it was opened."""

    def __init__(self, path: Path) -> None:
        """Open the index file at `path`. Raises GazetteerError if it is absent or not an index of this version."""
        self.path = path
        self.state = read_state(path)
        self._connection = _connect(path)
        self._ask = self._connection.execute
        self._found = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        self._spelled = lru_cache(maxsize=_REMEMBERED)(self._look_up_spelled)
        self._got = lru_cache(maxsize=_REMEMBERED)(self._look_up_id)
        self._known = lru_cache(maxsize=_REMEMBERED)(self._look_up_exactly)
        self._abbreviated = lru_cache(maxsize=_REMEMBERED)(self._look_up_abbreviation)
        self._codes = cache(self._read_codes)
        self._named = lru_cache(maxsize=_REMEMBERED)(self._look_up_country)
        self._of_people = lru_cache(maxsize=_REMEMBERED)(self._look_up_demonym)

    def find(self, name: str, countries: Sequence[str] = (), limit: int = 10) -> tuple[Candidate, ...]:
        """Places the name may mean, best first: by score, then population. `countries` (codes) leaves out all others.

        Spelled alike, ignoring case, marks and punctuation: at least 0.97. Else by sound, below 0.95. The name is taken
        whole; `cenotaph.gazetteer.locate` takes names apart ("Bab Amr neighbourhood, Homs").
        """
        return self._found(name, tuple(countries), limit)

    def find_spelled(self, name: str, countries: Sequence[str] = (), limit: int = 10) -> tuple[Candidate, ...]:
        """The same, but by spelling alone: quicker where a likeness would not do."""
        return self._spelled(name, tuple(countries), limit)

    def knows(self, folded_name: str) -> bool:
        """True if a place goes by exactly this name, folded or not. For asking about every run of words of a text."""
        return self._known(folded_name)

    def get(self, id: str) -> Candidate | None:
        """The place of this id ("gn:170794", "SY.07", "SY"), None if there is none; its score is 1."""
        return self._got(id)

    def area_abbreviated(self, text: str) -> Candidate | None:
        """The first-level area of this abbreviation ("Ill.", "N.C.", "OH"), None if none or several.

        Many are common words, so ask only about what another place is said to lie in ("Springfield, Ill.").
        """
        return self._abbreviated(text)

    def area_around(self, area: str) -> Candidate | None:
        """The area that lies around an area which is a city (for that of Damascus its countryside), else None."""
        rows = self._ask("SELECT ring FROM ring WHERE area = ?", (area,)).fetchall()
        return self.get(str(rows[0][0])) if rows else None

    def country_named(self, text: str) -> str | None:
        """The code of the country of this name, None if none or several; an abbreviation ("US") only in capitals."""
        return self._named(text)

    def country_of_demonym(self, text: str) -> str | None:
        """The code of the country whose people or things are so called ("Syrians"), None if none or several."""
        return self._of_people(text)

    def country_coded(self, code: str) -> str | None:
        """The two-letter code for an ISO 3166-1 code of two or three letters, in any case. None if there is none."""
        return self._codes("country").get(f"iso:{code.strip().upper()}")

    def _look_up(self, name: str, countries: tuple[str, ...], limit: int) -> tuple[Candidate, ...]:
        found = self._spelled_alike(name, countries) or self._sounding_alike(form_of(name), countries)
        return tuple(sorted(found, key=_rank)[:limit])

    def _look_up_spelled(self, name: str, countries: tuple[str, ...], limit: int) -> tuple[Candidate, ...]:
        return tuple(sorted(self._spelled_alike(name, countries), key=_rank)[:limit])

    def _spelled_alike(self, name: str, countries: tuple[str, ...]) -> list[Candidate]:
        folded = fold_name(name)
        if not folded:
            return []
        within = f" AND n.country IN ({','.join('?' * len(countries))})" if countries else ""
        rows = self._ask(
            f"SELECT {_COLUMNS}, n.main FROM name n JOIN place p ON p.rank = n.place WHERE n.folded = ?{within}"
            " ORDER BY n.weight LIMIT ?",
            (folded, *countries, _MOST_ROWS),
        )
        return [_candidate(row, _MAIN_NAME if row[10] else _OTHER_NAME) for row in rows]

    def _sounding_alike(self, form: NameForm, countries: tuple[str, ...]) -> list[Candidate]:
        if len(form.key) < 2:
            return []
        within = f" AND country IN ({','.join('?' * len(countries))})" if countries else ""
        rows = self._ask(
            f"SELECT place, light, scripted FROM sound WHERE key = ?{within} ORDER BY weight LIMIT ?",
            (form.key, *countries, _MOST_ROWS * 4),
        )
        short = len(form.key) < _SHORT_KEY
        best: dict[int, float] = {}
        known: dict[tuple[str, int], float] = {}
        for place, light, scripted in rows:
            if (alike := known.get((light, scripted), -1.0)) < 0:
                alike = similarity(form, NameForm(form.key, light, bool(scripted)))
                if short and light != form.light:
                    alike *= _SHORT_FACTOR
                if scripted and not form.scripted:
                    alike *= _LATIN_TO_ARABIC
                known[light, scripted] = alike
            if alike >= _LEAST_ALIKE and alike > best.get(place, 0.0):
                best[place] = alike
        found = []
        for place, alike in sorted(best.items(), key=lambda item: -item[1])[:_MOST_ROWS]:
            row = self._ask(f"SELECT {_COLUMNS} FROM place p WHERE p.rank = ?", (place,)).fetchone()
            found.append(_candidate(row, round(_BY_SOUND * alike, 3)))
        return found

    def _look_up_exactly(self, name: str) -> bool:
        found = self._ask("SELECT 1 FROM name WHERE folded = ? LIMIT 1", (fold_name(name),)).fetchone()
        return found is not None

    def _look_up_abbreviation(self, text: str) -> Candidate | None:
        bare = bare_abbreviation(text)
        ids = self._ask("SELECT id FROM abbreviation WHERE text = ? LIMIT 2", (bare,)).fetchall()
        return self.get(str(ids[0][0])) if len(ids) == 1 else None

    def _look_up_id(self, id: str) -> Candidate | None:
        row = self._ask(f"SELECT {_COLUMNS} FROM place p WHERE p.id = ?", (id,)).fetchone()
        return _candidate(row, 1.0) if row else None

    def _look_up_country(self, text: str) -> str | None:
        codes = self._codes("country")
        return codes.get(fold_name(text)) or (codes.get(text) if text.isupper() else None)

    def _look_up_demonym(self, text: str) -> str | None:
        return self._codes("demonym").get(fold_name(text))

    def _read_codes(self, table: str) -> dict[str, str]:
        """Every name of a table that has one code: a few thousand rows, asked for every name of every text."""
        return {
            str(folded): str(code)
            for folded, code in self._ask(f"SELECT folded, min(code) FROM {table} GROUP BY folded HAVING count(*) = 1")
        }

    def count(self) -> dict[str, int]:
        """How many places of each level, and names, the index holds."""
        counted = {
            str(level): int(number) for level, number in self._ask("SELECT level, count(*) FROM place GROUP BY level")
        }
        return {**counted, "names": int(self._ask("SELECT count(*) FROM name").fetchone()[0])}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Asking a closed index raises sqlite3.ProgrammingError."""
        self._connection.close()


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return -candidate.score, -candidate.population, candidate.id


def _candidate(row: Sequence[object], score: float) -> Candidate:
    id, name, country, lat, lon, level, admin1, population, within, area = row[:10]
    return Candidate(
        id=str(id),
        name=str(name),
        country=str(country),
        lat=round(float(str(lat)), _DEGREE_DECIMALS),
        lon=round(float(str(lon)), _DEGREE_DECIMALS),
        level=Level(str(level)),
        admin1=str(admin1) if admin1 else None,
        population=int(str(population)),
        within=tuple(str(within).split()),
        area=str(area) if area else None,
        score=score,
    )


def _connect(path: Path) -> sqlite3.Connection:
    try:
        # The file never changes in place (a new one is moved over it), which is what `immutable` promises.
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("PRAGMA mmap_size=0")
        version = connection.execute("SELECT value FROM fact WHERE name = 'version'").fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(
            f"{path} is no index of places ({error}); build it with: cenotaph gazetteer build"
        ) from error
    if version is None or version[0] != expected_version():
        connection.close()
        raise GazetteerError(f"{path} was built by another version; build it anew with: cenotaph gazetteer build")
    return connection


class IndexState(NamedTuple):
    """What an index file says of itself: the version it was built by, and the revision of the imports in it."""

    version: str
    imports: int


def read_state(path: Path) -> IndexState | None:
    """What the index file at `path` says of itself, None if there is no such file or it is no index."""
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            facts = dict(connection.execute("SELECT name, value FROM fact"))
    except sqlite3.Error:
        return None
    return IndexState(str(facts.get("version", "")), int(facts.get("imports", 0)))


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open the index at `path`, the user's own if None; if it is absent or outdated it is built first (half a minute).

    Raises GazetteerError if it can be neither opened nor built.
    """
    chosen, imports = (index_path() if path is None else path), imports_path(path)
    try:
        if read_state(chosen) != IndexState(expected_version(), kept_revision(imports)):
            build_with_progress(chosen, imports)
    except KeptError as error:
        raise GazetteerError(str(error)) from error
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"the index of places cannot be written to {chosen} ({error});"
            f" set {CACHE_VARIABLE} to a folder that can be written to"
        ) from error
    return Gazetteer(chosen)
