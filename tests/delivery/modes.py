"""What the networking modes mean for the three flags of the templates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pytest

from wizard.catalog.setting import Value

FLAGS = (
    "allowPublicAccessWhenBehindVnet",
    "enablePublicGenAIAccess",
    "enablePublicAccessWithPerimeter",
)
each_mode = pytest.mark.parametrize(
    ("mode", "flags"),
    [
        ("private", (False, False, False)),
        ("hybrid", (True, True, False)),
        ("public", (True, True, True)),
    ],
)


class Arrived(Protocol):
    """A parameter of a deployment and the value with which it gets there."""

    @property
    def parameter(self) -> str: ...
    @property
    def value(self) -> object: ...


def assert_flags(found: Iterable[Arrived], flags: tuple[Value, ...]) -> None:
    """Every step that takes a flag gets the value that the mode means."""
    arrived = list(found)
    for name, wanted in zip(FLAGS, flags, strict=True):
        reached = [arrival.value for arrival in arrived if arrival.parameter == name]
        assert reached, name
        assert set(reached) == {wanted}, name
