from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.rules.finding import Finding
from wizard.session import Session

Findings = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog("1.24")


@pytest.fixture
def findings(catalog: Catalog) -> Findings:
    """What is found in the example answers with some changes; a code asks for that one only."""

    def found(changes: dict[str, Any] | None = None, code: str | None = None) -> list[Finding]:
        everything = Session(catalog, example_answers(catalog, changes)).findings()
        return [finding for finding in everything if code in (None, finding.code)]

    return found
