"""Every row of the facts is covered by a finding, or has a reason why none is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import wizard.session  # noqa: F401  (registers the rules about delivery)
from wizard.rules.registry import load_rules

TABLE: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("coverage.yaml").read_text(encoding="utf-8")
)
ROWS = {
    "rules.md": [f"R-{number:03}" for number in range(1, 185)],
    "network.md 5": ["modes"],
    "network.md 7 rule": [str(number) for number in range(1, 32)],
    "azure-facts": [
        "1.1", "1.2", "2.1", "2.2", "2.3", "3", "4.1", "4.2", "5", "6", "7", "8", "9", "10",
        "appendix",
    ],
    "bicep-steps": ["4"],
    "bicep-defects": [
        *(f"2.{number}" for number in range(1, 18)), "2b", "2c",
        *(f"3.{number}" for number in range(1, 7)),
        *(f"4.{number}" for number in range(1, 19)),
    ],
    "upstream-defects": [f"D{number:02}" for number in range(1, 105)],
    "demand": [str(number) for number in range(1, 41)],
}  # fmt: skip
"""The rows of each document, as its own numbering has them."""

ENTRIES = [(document, row) for document, rows in ROWS.items() for row in rows]


def test_the_table_has_these_rows_and_no_others() -> None:
    assert {document: list(rows) for document, rows in TABLE.items()} == ROWS


@pytest.mark.parametrize(("document", "row"), ENTRIES, ids=[f"{d} {r}" for d, r in ENTRIES])
def test_a_row_leads_to_findings_or_has_a_reason(document: str, row: str) -> None:
    entry = TABLE[document][row]
    if isinstance(entry, list):
        assert entry and len(entry) == len(set(entry))
        assert [code for code in entry if code not in load_rules()] == []
    else:
        assert isinstance(entry, str) and len(entry) >= 20


def test_every_rule_covers_a_row_or_names_another_fact() -> None:
    covering = {code for rows in TABLE.values() for entry in rows.values()
                if isinstance(entry, list) for code in entry}  # fmt: skip
    elsewhere = {
        code for code, rule in load_rules().items()
        if any(not source.startswith(("R-", "demand ")) for source in rule.sources)
        or any(source.removeprefix("demand ") in map(str, range(41, 64)) for source in rule.sources)
    }  # fmt: skip
    assert set(load_rules()) - covering - elsewhere == set()


def test_most_rows_are_covered_by_findings() -> None:
    """The table cannot decay into reasons."""
    entries = [entry for rows in TABLE.values() for entry in rows.values()]
    with_codes = sum(isinstance(entry, list) for entry in entries)
    assert with_codes / len(entries) > 0.8
    rules = TABLE["rules.md"].values()
    assert sum(isinstance(entry, list) for entry in rules) > 165
