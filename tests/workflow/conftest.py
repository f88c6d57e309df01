from collections.abc import Iterator

import pytest

from cenotaph.gazetteer.index import Gazetteer
from tests.gazetteer.places import open_small_index


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    with open_small_index(tmp_path_factory.mktemp("workflow-index")) as opened:
        yield opened
