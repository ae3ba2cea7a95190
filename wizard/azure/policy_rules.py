"""What a policy definition forbids, read from its rule as far as that is plain to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.azure.shapes import part, plain, rows, text, texts

_PARAMETER = re.compile(r"\[parameters\('([^']+)'\)\]", re.IGNORECASE)
_TAG_PARAMETER = re.compile(
    r"\[concat\('tags\[', *parameters\('([^']+)'\), *'\]'\)\]", re.IGNORECASE
)
_TAG = re.compile(r"tags\[['\"]?([^'\"\]]+)['\"]?\]|tags\.(.+)", re.IGNORECASE)
_NEGATIVE = ("notIn", "notEquals")


class Forbids(NamedTuple):
    """What one policy forbids: at most one of these is not empty.

    ``public`` are kinds of resources that may not be reached from public networks; ``locations``
    the only regions allowed; ``tags`` names without which nothing is made; ``kinds`` kinds of
    resources that may not be made.
    """

    public: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


NOTHING = Forbids()


def forbids(definition: Mapping[str, Any], given: Mapping[str, Any]) -> Forbids:
    """What a definition forbids with the parameters of its assignment (name -> value).

    Only rules that deny count; a definition that cannot be read so forbids nothing here.
    """
    properties = part(definition, "properties")
    defaults = part(properties, "parameters")
    values = _Values(given, defaults if isinstance(defaults, Mapping) else {})
    if str(values.of(part(properties, "policyRule", "then", "effect"))).lower() != "deny":
        return NOTHING
    condition = part(properties, "policyRule", "if")
    tests = list(_tests(condition))
    kinds = tuple(
        name for test in tests if text(test, "field").lower() == "type"
        for name in _names(values, test, ("equals", "in"))
    )  # fmt: skip
    for test in tests:
        field = text(test, "field")
        if field.lower().endswith("/publicnetworkaccess"):
            return Forbids(public=kinds or (field.rpartition("/")[0],))
        if field.lower() == "location" and "notIn" in test:
            return Forbids(locations=_names(values, test, ("notIn",)))
        tag = _tag(values, field)
        if tag and _means_absent(test):
            return Forbids(tags=(tag,))
    only_kinds = tests and all(text(test, "field").lower() in ("type", "") for test in tests)
    return Forbids(kinds=kinds) if only_kinds and not _is_negated(condition) else NOTHING


class _Values:
    """Texts of a rule with its parameters filled in."""

    def __init__(self, given: Mapping[str, Any], declared: Mapping[str, Any]) -> None:
        self._given = {name.lower(): value for name, value in given.items()}
        self._declared = {name.lower(): value for name, value in declared.items()}

    def named(self, name: str) -> object:
        """The value of a parameter, by the assignment or else by the definition."""
        if name.lower() in self._given:
            return self._given[name.lower()]
        return part(self._declared.get(name.lower()), "defaultValue")

    def of(self, value: object) -> object:
        """A value; one that is a parameter as a whole is looked up."""
        match = _PARAMETER.fullmatch(value) if isinstance(value, str) else None
        return self.named(match[1]) if match else value


def _tests(condition: object) -> Iterator[Mapping[str, Any]]:
    """The single comparisons of a condition, however deep they stand."""
    if not isinstance(condition, Mapping):
        return
    if "field" in condition:
        yield condition
    for name in ("allOf", "anyOf"):
        for inner in rows(condition, name):
            yield from _tests(inner)
    yield from _tests(condition.get("not"))


def _is_negated(condition: object) -> bool:
    return isinstance(condition, Mapping) and (
        "not" in condition or any(_is_negated(inner) for inner in rows(condition, "allOf"))
    )


def _names(values: _Values, test: Mapping[str, Any], operators: tuple[str, ...]) -> tuple[str, ...]:
    for operator in operators:
        found = values.of(test.get(operator))
        if isinstance(found, str):
            return (plain(found),)
        if isinstance(found, list):
            return texts(found)
    return ()


def _tag(values: _Values, field: str) -> str:
    match = _TAG_PARAMETER.fullmatch(field)
    if match:
        name = values.named(match[1])
        return plain(name) if isinstance(name, str) else ""
    match = _TAG.fullmatch(field)
    return (match[1] or match[2]) if match else ""


def _means_absent(test: Mapping[str, Any]) -> bool:
    """Whether a comparison of a tag is true where the tag is missing."""
    exists = str(test.get("exists", "")).lower()
    return exists == "false" or any(name in test for name in _NEGATIVE)
