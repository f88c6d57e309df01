import gc

import pytest

from cenotaph.workflow.garbage import postponed_collection


def fail_inside() -> None:
    with postponed_collection():
        assert not gc.isenabled()
        raise ValueError("no")


@pytest.mark.parametrize("runs", [True, False])
def test_the_collector_runs_afterwards_as_it_did_before(runs: bool) -> None:
    was_running = gc.isenabled()
    try:
        gc.enable() if runs else gc.disable()
        with pytest.raises(ValueError, match="no"):
            fail_inside()
        assert gc.isenabled() is runs
    finally:
        gc.enable() if was_running else gc.disable()
