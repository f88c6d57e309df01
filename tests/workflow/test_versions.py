"""The digest of the code: the same for the same code, and another for another."""

import pytest

from cenotaph.workflow import versions
from cenotaph.workflow.versions import digest_code


def test_another_code_has_another_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    digest_code.cache_clear()
    found = digest_code()
    digest_code.cache_clear()
    assert digest_code() == found
    changes = {"_CODE": ("incidents", "values"), "_LIBRARIES": ("rapidfuzz",), "python_version": lambda: "4.0.0"}
    others = set()
    for name, other in changes.items():
        with monkeypatch.context() as patch:
            patch.setattr(versions, name, other)
            digest_code.cache_clear()
            others.add(digest_code())
    digest_code.cache_clear()
    assert len(others - {found}) == len(changes)
