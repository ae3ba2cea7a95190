"""Findings about files: described once, made by whoever reads a file."""

from __future__ import annotations

import pytest

from wizard.rules import files
from wizard.rules.registry import load_rules


def test_a_finding_about_a_file_knows_place_and_severity() -> None:
    found = files.file_finding(
        files.NAME_TWICE, "A stands in lines 3 and 9; line 9 counts.", "Remove line 3.",
        path=".env", line=3, keys=("naming.prefix",),
    )  # fmt: skip
    assert (found.code, found.severity, found.file, found.line) == ("FIL101", "warning", ".env", 3)


@pytest.mark.parametrize("code", ["FIL999", "VAL101"])
def test_only_described_findings_about_files_can_be_made(code: str) -> None:
    load_rules()
    with pytest.raises(KeyError):
        files.file_finding(code, "message", "remedy", path=None)


def test_every_finding_about_files_has_a_name_in_the_module() -> None:
    named = {value for value in vars(files).values() if str(value).startswith("FIL")}
    described = {rule.code for rule in load_rules().values() if rule.scope == "file"}
    assert named == {code for code in described if code.startswith("FIL")}
