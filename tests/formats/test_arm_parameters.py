"""ARM parameter files: the shape that Azure Resource Manager takes, and the same values back."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.arm_parameters import (
    SecretReference,
    arm_parameters_text,
    read_arm_parameters,
)
from wizard.formats.errors import FormatError

SHAPE: dict[str, Any] = {
    "type": "object",
    "required": ["$schema", "contentVersion", "parameters"],
    "additionalProperties": False,
    "properties": {
        "$schema": {
            "const": "https://schema.management.azure.com/schemas/2019-04-01/"
            "deploymentParameters.json#"
        },
        "contentVersion": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+){3}$"},
        "parameters": {
            "type": "object",
            "additionalProperties": {
                "oneOf": [
                    {"required": ["value"], "properties": {"value": {}},
                     "additionalProperties": False},
                    {"required": ["reference"], "additionalProperties": False,
                     "properties": {"reference": {
                         "type": "object", "required": ["keyVault", "secretName"],
                         "properties": {
                             "keyVault": {"required": ["id"],
                                          "properties": {"id": {"type": "string"}}},
                             "secretName": {"type": "string"}},
                     }}},
                ]
            },
        },
    },
}  # fmt: skip
LEAVES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])), st.booleans(), st.none(), st.integers()
)
VALUES = st.recursive(
    LEAVES, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text("ab'\"\\"), inner))
)


@given(st.dictionaries(st.from_regex(r"[a-zA-Z_]{1,12}", fullmatch=True), VALUES, max_size=5))
def test_values_come_back_in_azures_shape(values: dict[str, Any]) -> None:
    text = arm_parameters_text(values)
    jsonschema.validate(json.loads(text), SHAPE)
    read = read_arm_parameters(text)
    assert repr(read) == repr(values)
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_a_secret_is_a_reference_and_no_value() -> None:
    secret = SecretReference("/subscriptions/s/.../vaults/kv", "aif-admin-password")
    text = arm_parameters_text({"adminPassword": secret, "env": "dev"})
    jsonschema.validate(json.loads(text), SHAPE)
    assert "value" not in json.loads(text)["parameters"]["adminPassword"]
    assert read_arm_parameters(text) == {"adminPassword": secret, "env": "dev"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON"),
        ("[]", "no deployment parameters"),
        ('{"parameters": {}}', "no deployment parameters"),
        ('{"$schema": "x/deploymentParameters.json#", "parameters": {"a": {}}}', "a has neither"),
        ('{"$schema": "x/deploymentParameters.json#", "parameters": {"a": 1}}', "a has neither"),
        ('{"parameters": 1, "parameters": 2}', "'parameters' stands twice"),
    ],
)
def test_what_is_no_parameter_file_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        read_arm_parameters(text, "61.parameters.json")
    assert caught.value.path == "61.parameters.json"


@pytest.mark.parametrize("value", [float("nan"), "\ud800", object()])
def test_what_json_cannot_carry_is_refused(value: object) -> None:
    with pytest.raises(FormatError):
        arm_parameters_text({"a": value})
