from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.context import Context
from wizard.model.view import View
from wizard.rules.example import example_answers

At = Callable[..., View]


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return load_catalog("1.24")


@pytest.fixture
def at(catalog: Catalog) -> At:
    """The example factory, changed, seen from an environment and perhaps a project."""

    def view(
        changes: dict[str, Any] | None = None,
        environment: str | None = "dev",
        project: str | None = "001",
        scale_set: str = "001",
    ) -> View:
        answers = example_answers(catalog, changes)
        return View(catalog, answers, Context(scale_set, environment, project))

    return view
