"""The main job: from documents to their claims, incidents and tolls, in memory."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cenotaph.archive.document import Document
from cenotaph.archive.published import read_day
from cenotaph.archive.text import count_words, recognise_language
from cenotaph.claims.extract import extract_claims
from cenotaph.claims.lexicon import LexiconError, available_languages
from cenotaph.gazetteer.index import Gazetteer, open_gazetteer
from cenotaph.incidents.decisions import Link
from cenotaph.incidents.reconcile import reconcile
from cenotaph.workflow.reading import DocumentNote, Reading
