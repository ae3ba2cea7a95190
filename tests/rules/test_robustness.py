"""A rule never crashes, whatever the answers are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.catalog.load import load_catalog
from wizard.model.answers import Answers, Given
from wizard.rules.example import example_answers
from wizard.rules.finding import SEVERITIES, Finding
from wizard.session import Session

CATALOG = load_catalog("1.24")
KEYS = sorted(key for key, setting in CATALOG.settings.items() if not setting.identity)
FLAGS = {
    s.flag: s.on_value for s in CATALOG.services.values() if s.flag and s.flag in CATALOG.settings
}
ODD: tuple[Any, ...] = (
    "", "-", "<todo>", "$(x)", "0", "-1", "999999999999999999999", "٣", "a" * 5000, "\x00",
    "ä ö\r\n'\"`$#", "{", "[]", '{"a":1}', '{"":""}', "null", "10.0.0.0/33", "XX/XX", "0.0.0.0/0",
    "::1/128", "/", ",", ",,a, b", "true", "None", "\ud800", "1e9", "...", "%", True, False, 0, -7,
    10**30, (), ("",), ("a", "a"), (" ", "<x>"), ("10.0.0.0/8", "x"),
)  # fmt: skip
MODES: tuple[dict[str, Any], ...] = (
    {},
    {"orchestrator": "azure-devops", "byo.subnets": True},
    {"orchestrator": "both", "networking.mode": "public"} | FLAGS,
    {"networking.mode": "hybrid", "dns.central_by_policy": True} | FLAGS,
)


def placed(key: str) -> str:
    return f"environments.stage.{key}" if CATALOG[key].scope == "environment" else key


def answers_with(values: dict[str, Any], mode: dict[str, Any]) -> Answers:
    """The example with raw values that no parser has seen."""
    from wizard.model.context import Context, full_key

    answers = example_answers(CATALOG, mode)
    for key, value in values.items():
        scope = CATALOG[key].scope
        full = full_key(key, scope, Context("001", "stage", "001"))
        answers.put(full, Given(value, "file", "answers.yaml", 3))
    return answers


def check(answers: Answers) -> list[Finding]:
    found = Session(CATALOG, answers).findings()
    for finding in found:
        assert finding.severity in SEVERITIES and finding.message and finding.remedy
        json.dumps([finding.keys, finding.message, finding.remedy])
    return found


@pytest.mark.parametrize("start", range(8))
def test_each_setting_survives_each_odd_value(start: int) -> None:
    """All odd values in turn, spread over all settings; each round sets one in eight of them."""
    chosen = KEYS[start::8]
    for turn, _ in enumerate(ODD):
        values = {key: ODD[(turn + place) % len(ODD)] for place, key in enumerate(chosen)}
        check(answers_with(values, MODES[turn % len(MODES)]))


@pytest.mark.parametrize("odd", ODD, ids=lambda value: repr(value)[:20])
def test_the_same_odd_value_everywhere(odd: Any) -> None:
    assert check(answers_with(dict.fromkeys(KEYS, odd), {}))


VALUES = st.one_of(
    st.sampled_from(ODD),
    st.text(max_size=40),
    st.integers(),
    st.booleans(),
    st.lists(st.text(max_size=20), max_size=4).map(tuple),
    st.ip_addresses().map(str),
    st.uuids().map(str),
    st.sampled_from([c.value for s in CATALOG.settings.values() for c in s.choices]),
)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=25), st.sampled_from(MODES))
def test_any_values_in_any_mode(values: dict[str, Any], mode: dict[str, Any]) -> None:
    check(answers_with(values, mode))


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(KEYS), st.none(), max_size=40))
def test_answers_may_be_missing(missing: dict[str, None]) -> None:
    answers = example_answers(CATALOG)
    for full, _ in list(answers.items()):
        if any(full.endswith(key) for key in missing):
            answers.drop(full)
    check(answers)


def test_no_answers_at_all() -> None:
    errors = [f for f in check(Answers()) if f.severity == "error"]
    assert any("Tenant" in f.message for f in errors)


def test_strange_owners() -> None:
    answers = example_answers(CATALOG)
    answers.add_project("999")
    answers.add_scale_set("002")
    answers.put("projects.999.scale_set", Given("005"))
    answers.put("projects.abc.title", Given("odd id"))
    answers.put("scale_sets.x.region.name", Given("nowhere"))
    answers.put("no.such.key", Given("x"))
    answers.put("scale_sets.001.environments.test.subscription_id", Given("x"))
    check(answers)
