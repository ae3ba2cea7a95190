"""What the tests of the formats share."""

from __future__ import annotations

import pytest

from tests.formats.judges import Bash, find_bash


@pytest.fixture(scope="session")
def bash() -> Bash:
    return find_bash()
