"""The notation of formulas: tokens, modifiers, and what nobody knows before the run."""

from __future__ import annotations

import pytest

from tests.naming.conftest import At
from wizard.naming.formula import UNKNOWN, Fields, compiled, modified, random_salt


@pytest.mark.parametrize(
    ("text", "modifier", "expected"),
    [
        ("-001", "undash", "001"),
        ("-001", "next", "-002"),
        ("-009", "next", "-010"),
        ("-999", "next", "-1000"),
        ("odd", "next", "odd"),
        ("", "next", ""),
        ("-001", "2:4", "01"),
        ("-1", "2:4", ""),
        ("abcdefgh", "0:3", "abc"),
    ],
)
def test_modifiers(text: str, modifier: str, expected: str) -> None:
    assert modified(text, modifier) == expected


def test_a_formula_takes_settings_and_places(at: At) -> None:
    fields = Fields(at(environment="stage"))
    text = "kv-p{project}-{region.code}-{upstream_environment}{naming.project_resource_suffix|2:4}"
    assert compiled(text).fill(fields) == "kv-p001-sdc-test01"
    assert compiled(text).names == (
        "project", "region.code", "upstream_environment", "naming.project_resource_suffix",
    )  # fmt: skip


def test_computed_characters_are_unknown(at: At) -> None:
    filled = compiled("nsg-depl##########").fill(Fields(at()))
    assert filled == "nsg-depl" + UNKNOWN * 10


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("a1b2c3d4e5", "a1b2c3d4e5"),
        ("<10>", None),
        ("abcde", None),
        ("", None),
        ("a1b2c3d4e5f", None),
    ],
)
def test_only_ten_characters_make_a_random_salt(at: At, given: str, known: str | None) -> None:
    assert random_salt(at({"naming.random_salt": given})) == known
