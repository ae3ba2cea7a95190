from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.context import split_key
from wizard.rules.example import example_answers
from wizard.rules.finding import Finding
from wizard.rules.registry import Rule
from wizard.session import Session

Findings = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog("1.24")


def catalog_of(rule: Rule) -> Catalog:
    """A release that has what the examples of a rule answer: the one that most rules are for."""
    answered = {split_key(key).key for key in (*rule.bad, *rule.good)}
    known = (load_catalog(release) for release in ("1.24", "1.25"))
    return next(there for there in known if answered <= set(there.settings))


def found_in(catalog: Catalog, changes: Any, code: str) -> list[Finding]:
    """The findings of one code in a release's example answers with some changes."""
    everything = Session(catalog, example_answers(catalog, changes)).findings()
    return [finding for finding in everything if finding.code == code]


@pytest.fixture
def findings(catalog: Catalog) -> Findings:
    """What is found in the example answers with some changes; a code asks for that one only."""

    def found(changes: dict[str, Any] | None = None, code: str | None = None) -> list[Finding]:
        everything = Session(catalog, example_answers(catalog, changes)).findings()
        return [finding for finding in everything if code in (None, finding.code)]

    return found
