"""What every test stands on: an environment that does not depend on where the tests run."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

_IN_CI = "CI" in os.environ

# Set outside, these would change exit codes, colours or sizes that a test looks at.
for _name in ("CI", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES"):
    os.environ.pop(_name, None)

# Whoever runs the tests may be signed in with the Azure CLI.
os.environ["AZURE_CONFIG_DIR"] = os.devnull
os.environ.pop("AZURE_CLOUD_NAME", None)

settings.register_profile(
    "wizard",
    deadline=None,
    derandomize=_IN_CI,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("wizard")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what compares a picture of a screen, so that `make snapshots` finds it."""
    for item in items:
        if "snap_compare" in getattr(item, "fixturenames", ()):
            item.add_marker("snapshot")
