"""The benchmark of the reading finds what it times, and times it without changing it."""

import datetime as dt

import pytest

from benchmark.reading import STAGES, Clock, find_stage, join_golden, load_examples, timed_stages
from cenotaph.archive.document import Document
from cenotaph.workflow.read import read_documents


@pytest.mark.parametrize(("stage", "module", "name"), STAGES)
def test_a_stage_is_where_the_benchmark_looks_for_it(stage: str, module: str, name: str) -> None:
    _, _, run = find_stage(module, name)
    assert callable(run)


def test_timing_changes_nothing_and_leaves_nothing_behind() -> None:
    document = Document("d", "Two men were killed in Mosul on Monday, police said.", published=dt.date(2016, 6, 18))
    before = [find_stage(module, name)[2] for _, module, name in STAGES]
    plain = read_documents([document])
    clock = Clock()
    with timed_stages(clock):
        timed = read_documents([document])
    assert timed == plain
    assert [find_stage(module, name)[2] for _, module, name in STAGES] == before
    assert set(clock.spent) == {stage for stage, *_ in STAGES}
    assert min(clock.spent.values()) >= 0


def test_there_are_reports_to_read() -> None:
    assert len(load_examples()) > 100
    assert len(join_golden()) > 10
