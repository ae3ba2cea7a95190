"""Every rule of every chapter: what it says of itself, and that its examples are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.rules.conftest import Findings, catalog_of, found_in
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.model.context import split_key
from wizard.model.values import parse_value
from wizard.rules import book
from wizard.rules.example import BASE
from wizard.rules.finding import SEVERITIES, Finding
from wizard.rules.registry import RULES, Rule, load_rules
from wizard.session import Session

CODE = re.compile(r"[A-Z]{3}[0-9]{3}")
CHAPTER_FILES = Path(book.__file__).parent
WITHOUT_EXAMPLE = {"SEC102"}
"""Rules that no answer of any catalogue can wake; each has a test of its own."""

EVERY = sorted(load_rules().values(), key=lambda rule: rule.code)
DESCRIBED = ("file", "azure")
CHECKED = [rule for rule in EVERY if rule.scope not in DESCRIBED]


def ids(rule: Rule) -> str:
    return rule.code


def test_there_are_rules_of_every_chapter() -> None:
    assert len(EVERY) > 100
    assert Session is not None
    letters = {rule.code[:3] for rule in EVERY}
    assert {"VAL", "REQ", "PHD", "IDN", "NAM", "ENV", "TAG", "SEC", "DLV", "FIL"} <= letters


def test_every_module_with_rules_is_a_chapter() -> None:
    registering = re.compile(
        r"^(?:@(?:rule|answer_rule)\(|row_rule\(|\w+ = describe\(|_found\(|live_finding\()",
        re.MULTILINE,
    )
    found = {
        file.stem for file in CHAPTER_FILES.glob("*.py")
        if registering.search(file.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert found == set(book.CHAPTERS)


@pytest.mark.parametrize("rule", EVERY, ids=ids)
def test_a_rule_describes_itself(rule: Rule) -> None:
    assert CODE.fullmatch(rule.code)
    assert RULES[rule.code] is rule
    assert rule.severity in SEVERITIES
    assert 5 <= len(rule.title) <= 100 and not rule.title.endswith(".")
    assert len(rule.explain) >= 60 and rule.explain.rstrip().endswith((".", "…", "tsv"))
    assert "  " not in rule.explain and "\n" not in rule.explain
    assert rule.sources, "a rule rests on a fact"
    assert (rule.check is None and rule.check_answer is None) is (rule.scope in DESCRIBED)


@pytest.mark.parametrize("rule", CHECKED, ids=ids)
def test_a_rule_fires_on_its_bad_example(rule: Rule) -> None:
    if rule.code in WITHOUT_EXAMPLE:
        pytest.skip("no answer of a catalogue wakes it")
    catalog = catalog_of(rule)
    fired = found_in(catalog, rule.bad, rule.code)
    assert fired
    for finding in fired:
        check_words(finding, catalog)


def check_words(finding: Finding, catalog: Catalog) -> None:
    assert finding.keys, "a finding leads to a field"
    for key in finding.keys:
        place = split_key(key)
        assert place.key in catalog.settings, key
        assert place.scope == catalog[place.key].scope, key
    assert len(finding.message) >= 15 and finding.message.rstrip()[-1] in ".?!}"
    assert len(finding.remedy) >= 5
    assert "{" not in re.sub(r"'[^']*'|\"[^\"]*\"|\{\"[^}]*\}", "", finding.message)


@pytest.mark.parametrize("rule", CHECKED, ids=ids)
def test_a_rule_is_silent_on_its_good_example(rule: Rule) -> None:
    assert found_in(catalog_of(rule), rule.good, rule.code) == []


@pytest.mark.parametrize("rule", CHECKED, ids=ids)
def test_what_a_finding_offers_can_be_set(rule: Rule) -> None:
    catalog = catalog_of(rule)
    for finding in found_in(catalog, rule.bad, rule.code):
        for fix in finding.fixes:
            place = split_key(fix.key)
            assert place.key in catalog.settings, fix.key
            assert place.scope == catalog[place.key].scope, fix.key
            if fix.value is not None:
                parse_value(catalog[place.key], fix.value)


@pytest.mark.parametrize("rule", CHECKED, ids=ids)
def test_taking_what_is_offered_helps(rule: Rule) -> None:
    """Where a finding offers answers, setting them removes that finding."""
    from wizard.rules.example import example_answers

    catalog = catalog_of(rule)
    session = Session(catalog, example_answers(catalog, rule.bad))
    offers = [f for f in session.findings() if f.code == rule.code and f.fixes]
    for finding in offers[:1]:
        session.set_many([(fix.key, fix.value) for fix in finding.fixes])
        assert (finding.code, finding.keys, finding.message) not in {
            (f.code, f.keys, f.message) for f in session.findings()
        }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"orchestrator": "azure-devops", **{
            f"environments.{name}.{key}": f"contoso-{name}"
            for name in ("dev", "stage", "prod")
            for key in ("service_connection", "seeding.service_connection")
        }},
    ],
    ids=["github", "azure-devops"],
)  # fmt: skip
def test_the_example_is_free_of_errors(findings: Findings, changes: dict[str, str]) -> None:
    errors = [f for f in findings(changes) if f.severity == "error"]
    assert [(f.code, f.message) for f in errors] == []


def test_the_example_names_settings_of_the_catalogue() -> None:
    catalog = load_catalog("1.24")
    assert [key for key in BASE if split_key(key).key not in catalog.settings] == []
