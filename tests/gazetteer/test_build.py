from pathlib import Path

import pytest

from cenotaph.gazetteer.assemble import Assembled
from cenotaph.gazetteer.build import write_index
from cenotaph.gazetteer.index import Gazetteer, read_state
from tests.gazetteer.places import TOWNS, write_small_index


def test_a_build_that_fails_leaves_the_old_index_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    write_small_index(path)
    before = path.read_bytes()

    def fail(done: int, total: int) -> None:
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        write_index(path, Assembled([*TOWNS], {}, {}), fail)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["gazetteer.sqlite"]


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_index(
        tmp_path / "gazetteer.sqlite", Assembled([*TOWNS], {}, {}), lambda done, total: seen.append((done, total))
    )
    assert seen[0] == (0, len(TOWNS))
    assert seen[-1] == (len(TOWNS), len(TOWNS))


def test_the_same_entries_give_the_same_index(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_small_index(tmp_path / name / "gazetteer.sqlite")
    assert (tmp_path / "one/gazetteer.sqlite").read_bytes() == (tmp_path / "two/gazetteer.sqlite").read_bytes()


def test_an_index_says_which_imports_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.sqlite"
    write_index(path, Assembled([*TOWNS], {}, {}), facts=[("imports", "3")])
    state = read_state(path)
    assert state is not None
    assert state.imports == 3
    with Gazetteer(path) as index:
        assert index.count()["settlement"] == len(TOWNS)
