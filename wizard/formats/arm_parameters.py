"""ARM deployment parameter files: ``*.parameters.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wizard.formats.errors import FormatError

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#"
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_REMEDY = "Write an ARM deployment parameter file"


@dataclass(frozen=True, slots=True)
class SecretReference:
    """A secret of a key vault; ``vault`` is the vault's full resource id."""

    vault: str
    secret: str


def arm_parameters_text(values: Mapping[str, Any]) -> str:
    """The text of a file with these values; a ``SecretReference`` becomes a reference.

    Raises:
        FormatError: half a character, a number that JSON lacks, a value of another type.
    """
    parameters = {name: _entry(value) for name, value in values.items()}
    document = {"$schema": SCHEMA, "contentVersion": "1.0.0.0", "parameters": parameters}
    try:
        text = _text(document, "\n")
        text.encode("utf-8")
    except (TypeError, ValueError) as error:
        raise FormatError(f"a value cannot be written as JSON ({error})", "Change it") from error
    return text + "\n"


def _text(value: Any, line: str) -> str:
    """JSON with an indent of two; ``json`` has that in Python only, and leaves cycles behind.

    ``line`` is a line end with the present indent.
    """
    inner = f"{line}  "
    if isinstance(value, dict) and value:
        entries = [f"{_JSON.encode(name)}: {_text(item, inner)}" for name, item in value.items()]
        return f"{{{inner}{f',{inner}'.join(entries)}{line}}}"
    if isinstance(value, list) and value:
        entries = [_text(item, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(entries)}{line}]"
    return _JSON.encode(value)


def read_arm_parameters(text: str, path: str | None = None) -> dict[str, Any]:
    """The values of a file by parameter.

    Raises:
        FormatError: no JSON, a key twice, or not the shape of a parameter file.
    """
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except ValueError as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else None
        raise FormatError(f"no JSON: {error}", _REMEDY, path=path, line=line) from error
    parameters = document.get("parameters") if isinstance(document, dict) else None
    if not isinstance(parameters, dict) or "deploymentParameters" not in str(
        document.get("$schema")
    ):
        raise FormatError("no deployment parameters", _REMEDY, path=path)
    return {name: _read_entry(name, entry, path) for name, entry in parameters.items()}


def _entry(value: Any) -> dict[str, Any]:
    if isinstance(value, SecretReference):
        return {"reference": {"keyVault": {"id": value.vault}, "secretName": value.secret}}
    return {"value": value}


def _read_entry(name: str, entry: Any, path: str | None) -> Any:
    if isinstance(entry, dict) and set(entry) <= {"value", "metadata"} and "value" in entry:
        return entry["value"]
    try:
        reference = entry["reference"]
        return SecretReference(reference["keyVault"]["id"], reference["secretName"])
    except (KeyError, TypeError) as error:
        raise FormatError(f"{name} has neither value nor reference", _REMEDY, path=path) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(name for name, _ in pairs if sum(n == name for n, _ in pairs) > 1)
        raise ValueError(f"{twice!r} stands twice")
    return made
