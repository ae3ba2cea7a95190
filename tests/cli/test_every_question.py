"""Every question has a key, and every key can be set from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Setting

CATALOG = load_catalog()
SAMPLES = {
    "bool": "true", "int": "3", "guid": "11111111-2222-4333-8444-555555555577",
    "guid-list": "11111111-2222-4333-8444-555555555577", "email": "a@contoso.example",
    "email-list": "a@contoso.example", "ip": "10.0.0.4", "ip-list": "10.0.0.4",
    "cidr": "10.0.0.0/16", "cidr-template": "10.XX.0.0/16", "cidr-list": "10.0.0.0/16",
    "json": '{"a":"b"}', "version": "1.2.3", "resource-id": "/subscriptions/x",
}  # fmt: skip


def sample(setting: Setting) -> str:
    if setting.key == "scale_set":
        return "001"
    if setting.key == "active_project":
        return "001"
    if setting.choices:
        return next((c.value for c in setting.choices if c.value), setting.choices[0].value)
    return SAMPLES.get(setting.kind, "abc")


ASKED = [setting for setting in CATALOG.settings.values() if not setting.identity]


@pytest.mark.parametrize("scope", ["factory", "scale_set", "environment", "project"])
def test_each_key_can_be_set(run: Run, workspace: Path, scope: str) -> None:
    place = "environments.dev." if scope == "environment" else ""
    settings = [setting for setting in ASKED if setting.scope == scope]
    pairs = [f"{place}{setting.key}={sample(setting)}" for setting in settings]
    result = run("set", *pairs, "--json")
    assert result.code == 0, result.err
    shown = {str(row["key"]) for row in _answers(run)}
    missing = [s.key for s in settings if not any(key.endswith(s.key) for key in shown)]
    # What equals a default that always holds is not written, whoever says it.
    assert [key for key in missing if len(CATALOG[key].default) > 1] == []


def _answers(run: Run) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    rows += run("project", "show", "001", "--json").data["answers"]
    rows += run("scale-set", "show", "001", "--json").data["answers"]
    text = Path("aifactory/wizard/factory.yaml").read_text(encoding="utf-8")
    rows += [{"key": key} for key in CATALOG.settings if key.split(".")[-1] + ":" in text]
    return rows


@pytest.mark.parametrize("setting", [s for s in CATALOG.settings.values() if s.identity],
                         ids=lambda setting: setting.key)  # fmt: skip
def test_a_number_is_no_question(run: Run, workspace: Path, setting: Setting) -> None:
    result = run("set", f"{setting.key}=002")
    assert result.code == 2
    assert "new" in result.err


def test_a_wrong_value_is_judged_the_same_on_every_route(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    """--set, the workspace and an answers file lead to the same findings."""
    wrong = "naming.prefix=Not_A Prefix"
    by_option = run("check", "--set", wrong, "--json").data["findings"]
    assert run("set", wrong).code == 0
    by_file = run("check", "--json").data["findings"]
    codes = [
        sorted((f["code"], f["message"]) for f in found if f["keys"][:1] == ["naming.prefix"])
        for found in (by_option, by_file)
    ]
    assert codes[0] == codes[1] != []
