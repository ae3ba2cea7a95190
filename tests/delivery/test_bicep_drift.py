"""A template that no longer declares what the release's table says is told apart, by severity."""

from __future__ import annotations

import pytest

from wizard.catalog.bicep import Parameter
from wizard.delivery.bicep_drift import drift_of
from wizard.formats.bicep_params_source import read_template

TABLE = (
    Parameter("env", "string", required=True, allowed=("dev", "test")),
    Parameter("count", "int", default=1),
    Parameter("on", "bool", computed=True),
    Parameter("ids", "array", default=[]),
    Parameter("secret", "string", required=True, secure=True),
)
TEMPLATE = """\
@allowed(['dev', 'test'])
param env string
param count int = 1
param on bool = env == 'dev'
param ids string[] = []
@secure()
param secret string
"""


def drift(old: str, new: str) -> list[tuple[str, str, str, int | None]]:
    assert old in TEMPLATE
    found = drift_of(TABLE, read_template(TEMPLATE.replace(old, new, 1)).declarations)
    return [(one.kind, one.parameter, one.severity, one.line) for one in found]


def test_a_template_of_the_release_does_not_drift() -> None:
    assert drift("env", "env") == []
    assert drift_of((), ()) == ()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("param count int = 1\n", "", ("gone", "count", "warning", None)),
        ("param count int", "param count string", ("type", "count", "warning", 3)),
        ("int = 1", "int = 2", ("default", "count", "note", 3)),
        ("env == 'dev'", "env == 'prod'", None),
        ("env == 'dev'", "empty('')", None),
        ("env == 'dev'", "true", ("default", "on", "note", 4)),
        ("'dev', 'test'", "'dev', 'prod'", ("allowed", "env", "warning", 2)),
        ("@secure()\n", "", ("secure", "secret", "warning", 6)),
        ("param on", "param more string\nparam on", ("new", "more", "warning", 4)),
        ("param on", "param more string = ''\nparam on", ("new", "more", "note", 4)),
        ("param on", "param more string?\nparam on", ("new", "more", "note", 4)),
    ],
)
def test_each_kind_of_drift(
    old: str, new: str, wanted: tuple[str, str, str, int | None] | None
) -> None:
    assert drift(old, new) == ([] if wanted is None else [wanted])


def test_a_default_that_goes_makes_a_parameter_required() -> None:
    kinds = [kind for kind, *_ in drift("count int = 1", "count int")]
    assert kinds == ["required", "default"]
