from __future__ import annotations

import pytest

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The newest catalogue, since answers documents are about its real keys."""
    return load_catalog()
