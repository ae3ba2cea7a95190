"""Single answers: kind, form, limits, characters, placeholders, secrets."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.conftest import Findings
from wizard.catalog.load import load_catalog
from wizard.model.values import parse_value
from wizard.rules.placeholder_styles import is_made_up_guid, placeholder_in
from wizard.rules.secrets import secret_in

CATALOG = load_catalog("1.24")
SUBSCRIPTION = "environments.dev.subscription_id"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("services.cosmos_db", "maybe"),
        ("models.gpt_capacity", "many"),
        ("models.gpt_capacity", "3.5"),
        ("models.gpt_capacity", "²"),
        ("models.gpt_capacity", "٣"),
        ("networking.mode", "open"),
        ("governance.diagnostics", "platinum"),
    ],
)
def test_a_value_of_another_kind(findings: Findings, key: str, value: str) -> None:
    (found,) = findings({key: value}, "VAL101")
    assert found.severity == "error"
    assert value in found.message and found.keys[0].endswith(key)


@pytest.mark.parametrize(
    ("key", "value", "better"),
    [
        ("naming.common_resource_suffix", "001", "-001"),
        ("naming.common_resource_suffix", "-1", "-001"),
        ("naming.project_resource_suffix", "2", "-002"),
        ("naming.lake_prefix", "Lake", "lake"),
        ("naming.lake_prefix", "my-lake", "mylake"),
        ("team.member_emails", "a@contoso.example, b@contoso.example",
         "a@contoso.example,b@contoso.example"),
    ],
)  # fmt: skip
def test_a_form_that_can_be_mended(findings: Findings, key: str, value: str, better: str) -> None:
    (found,) = findings({key: value}, "VAL102")
    assert [fix.value for fix in found.fixes] == [better]


def test_each_mistake_is_reported_once(findings: Findings) -> None:
    """A more telling finding takes the place of the one about the form."""
    for value in ("lake\u200b", "la'ke", "<todo>lake", "acmelakes9"):
        found = [f for f in findings({"naming.lake_prefix": value})
                 if "naming.lake_prefix" in f.keys and f.code[:3] in ("VAL", "PHD")]  # fmt: skip
        assert len(found) == 1, [(f.code, f.message) for f in found]


@pytest.mark.parametrize("value", ["a\r", "a\nb", "a\tb", "a\u00a0b", "\ufeffa", "a\x00"])
def test_line_ends_and_invisible_characters(findings: Findings, value: str) -> None:
    found = findings({"tags.cost_center": f"x{value}x"}, "VAL107")
    assert found and "U+" in found[0].message


@pytest.mark.parametrize("sign", ["'", '"', "`", "$", "\\"])
def test_characters_of_scripts(findings: Findings, sign: str) -> None:
    (found,) = findings({"tags.repository": f"a{sign}b"}, "VAL108")
    assert found.severity == "error"
    assert findings({"title": f"a{sign}b"}, "VAL108") == []  # stays in the wizard


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("tenant_id", "<todo>", "<todo>"),
        ("tenant_id", "<todo>_ObjectID", "<todo>"),
        ("tenant_id", "TODO_id", "TODO"),
        ("tenant_id", "todo_x", "todo"),
        ("naming.prefix", "x<todo>", "<todo>"),
        ("seeding.key_vault", "kv-seeding-sdc-001<todo>", "<todo>"),
        ("seeding.key_vault", "<optional>kv", "<optional>"),
        ("github.owner", "-", "-"),
        ("app_service_environment.resource_id", "/subscriptions/.../x", "..."),
        ("app_service_environment.resource_id", "subscriptions/a/yourASEnameS2", "yourASEnameS"),
        ("naming.lake_prefix", "changeme", "changeme"),
        ("secrets.core_team_app_id", "<optional>esml-sp", "<optional>"),
        ("personas.esml_groups", "<aif001_prj001_team_lead>", "<aif001_prj001_team_lead>"),
        ("databases.postgresql_admin_emails", "email_adress_only", "email_adress_only"),
        ("subnets.genai", "snt-<todo>", "<todo>"),
        # what is meant to stay
        ("subnets.genai", "snt-<network_env>prj<xxx>-genai", None),
        ("byo.vnet_name", "vnt-<network_env>x", None),
        ("naming.salt", "<5>", None),
        ("naming.random_salt", "<10>", None),
        ("secrets.core_team_app_id", "<optional>", None),
        ("team.allowed_ips", "-", None),
        ("foundry.policy_exemptions", "[]", None),
        # ordinary values
        ("naming.prefix", "acme-", None),
        ("naming.prefix", "todos-app", None),
        ("tags.repository", "custodians", None),
        ("tags.common", '{"CostCenter":"$(tag_costceter_common)"}', None),
        ("tenant_id", "11111111-2222-4333-8444-555555555501", None),
        ("github.owner", "yourco", None),
    ],
)  # fmt: skip
def test_placeholders_of_every_style(key: str, text: str, found: str | None) -> None:
    assert placeholder_in(CATALOG[key], text) == found


def test_a_placeholder_that_is_needed_is_an_error(findings: Findings) -> None:
    assert [f.severity for f in findings({"tenant_id": "<todo>"}, "PHD101")] == ["error"]
    assert [f.severity for f in findings({"github.owner": "<todo>"}, "PHD101")] == ["warning"]


@pytest.mark.parametrize(
    ("text", "made_up"),
    [
        ("00000000-0000-0000-0000-000000000000", True),
        ("11111111-2222-3333-4444-555555555555", True),
        ("AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", True),
        ("12345678-1234-1234-1234-123456789012", True),
        ("11111111-2222-4333-8444-555555555501", False),
        ("b24988ac-6180-42a0-ab88-20f7382dd24c", False),
    ],
)
def test_ids_from_documentation(text: str, made_up: bool) -> None:
    assert is_made_up_guid(text) is made_up


@pytest.mark.parametrize(
    "text",
    [
        "abc" + "8Q~" + "a" * 34,
        "ghp_" + "A1b2" * 9,
        "github_pat_" + "A1b2" * 12,
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=" + "abcd" * 5,
        "Server=tcp:x;Password=hunter22;",
        "https://x.example/c?sv=1&sig=" + "A1b2" * 6,
        "eyJ" + "a" * 20 + ".eyJ" + "b" * 20,
        "-----BEGIN " + "PRIVATE KEY-----",
        '{"clientId":"x","client' + 'Secret":"abcdefgh12345"}',
        "a2b3" * 13,
        "A" * 86 + "==",
    ],
)
def test_secrets_are_recognised_and_not_repeated(findings: Findings, text: str) -> None:
    assert secret_in(text)
    (found,) = findings({"tags.repository": text}, "SEC101")
    assert text not in found.message + found.remedy


@pytest.mark.parametrize(
    "text",
    [
        "esml-common-bicep-sp-secret",
        "11111111-2222-4333-8444-555555555501",
        "mcr.microsoft.com/azuredocs/containerapps-helloworld:latest",
        "/subscriptions/11111111-2222-4333-8444-555555555501/resourceGroups/rg/providers/x/y",
        "p001_esml_team_lead,p002_esml_team_member_datascientist,p003_esml_team_member_ops",
        '{"CostCenter":"4711","Description":"Invoice assistant"}',
    ],
)
def test_ordinary_values_are_no_secrets(text: str) -> None:
    assert secret_in(text) is None


def test_no_default_or_example_is_a_secret_or_placeholder() -> None:
    for setting in CATALOG.settings.values():
        values = [default.value for default in setting.default] + [setting.example]
        for text in (value for value in values if isinstance(value, str)):
            assert secret_in(text) is None, setting.key
            assert placeholder_in(setting, text) is None or "{" in text, (setting.key, text)


def test_a_secret_under_an_unknown_name(findings: Findings) -> None:
    from wizard.model.answers import Given
    from wizard.rules.example import example_answers
    from wizard.session import Session

    answers = example_answers(CATALOG)
    answers.unknown["projects.001.my_token"] = Given("ghp_" + "A1b2" * 9)
    answers.unknown["projects.001.note"] = Given("nothing special in here")
    found = [f for f in Session(CATALOG, answers).findings() if f.code == "SEC102"]
    assert [f.keys for f in found] == [("projects.001.my_token",)]


def test_an_answer_that_does_not_apply_is_left_alone(findings: Findings) -> None:
    changes = {"dns.hub_resource_group": "rg.", "dns.hub_subscription_id": "no guid"}
    assert not [f for f in findings(changes) if f.code in ("VAL102", "IDN101")]
    changes["dns.central_by_policy"] = True  # type: ignore[assignment]
    assert {f.code for f in findings(changes)} >= {"VAL102", "IDN101"}


@given(st.data())
def test_what_the_parser_takes_is_of_the_right_kind(data: st.DataObject) -> None:
    """Choices, switches and numbers that can be typed are never of another kind."""
    from wizard.rules.example import example_answers
    from wizard.session import Session

    setting = data.draw(
        st.sampled_from([s for s in CATALOG.settings.values()
                         if s.kind in ("bool", "enum", "int") and not s.identity])
    )  # fmt: skip
    raw: Any
    if setting.kind == "bool":
        raw = data.draw(st.booleans())
    elif setting.kind == "int":
        low = setting.minimum if setting.minimum is not None else 0
        raw = data.draw(st.integers(low, setting.maximum if setting.maximum is not None else 999))
    else:
        raw = data.draw(st.sampled_from([choice.value for choice in setting.choices]))
    key = f"environments.dev.{setting.key}" if setting.scope == "environment" else setting.key
    answers = example_answers(CATALOG, {key: parse_value(setting, raw)})
    wrong = {f.code for f in Session(CATALOG, answers).findings() if key in "".join(f.keys)}
    assert not wrong & {"VAL101", "VAL102", "VAL103"}
