"""Policy assignments at a subscription, and what in them stands against the factory's plans."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wizard.azure.noted import Gap, Notes, environment_of, found, subscription_of
from wizard.azure.policy_rules import Forbids, forbids
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_id, of_subscription
from wizard.azure.shapes import part, rows, same_region, text
from wizard.azure.unknown import Unknown
from wizard.model.view import View
from wizard.rules.finding import Finding

_ASSIGNMENTS = "2022-06-01"
_DEFINITIONS = "2021-06-01"
_FLAGS = (
    "networking.public_access_behind_vnet",
    "networking.public_genai_access",
    "networking.public_access_with_perimeter",
)


class Policy(NamedTuple):
    """One rule in force: the assignment's title, and what it forbids."""

    title: str
    forbids: Forbids


def policy_notes(reader: Reader, view: View) -> Notes:
    """What policies at an environment's subscription, or above it, forbid.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    path = "/providers/Microsoft.Authorization/policyAssignments"
    subscription = subscription_of(view)
    listed = reader.items(
        of_subscription(subscription, path, _ASSIGNMENTS, filter="atScope()")
    )  # fmt: skip
    for assignment in listed:
        if text(assignment, "properties", "enforcementMode").lower() == "donotenforce":
            continue
        title = text(assignment, "properties", "displayName") or text(assignment, "name")
        try:
            for policy in policies_of(reader, assignment, title):
                yield from _against(view, policy)
        except Unknown as unknown:
            keys = (view.full_key("subscription_id"),)
            yield Gap(f"policy {title!r} of {environment_of(view)}", unknown, keys)


def policies_of(reader: Reader, assignment: Mapping[str, Any], title: str) -> Iterator[Policy]:
    """The rules of an assignment: of one definition, or of every one in a set.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    definition_id = text(assignment, "properties", "policyDefinitionId")
    given = _values(part(assignment, "properties", "parameters"))
    if not _is_of_policy(definition_id):
        raise Unknown("odd answer", "The assignment names no definition.")
    definition = reader.one(of_id(definition_id, _DEFINITIONS))
    if "/policysetdefinitions/" not in definition_id.lower():
        yield Policy(title, forbids(definition, given))
        return
    declared = part(definition, "properties", "parameters")
    defaults = {
        name: part(one, "defaultValue")
        for name, one in (declared.items() if isinstance(declared, Mapping) else ())
    }
    for member in rows(definition, "properties", "policyDefinitions"):
        inner_id = text(member, "policyDefinitionId")
        if _is_of_policy(inner_id):
            inner = reader.one(of_id(inner_id, _DEFINITIONS))
            values = _passed(_values(member.get("parameters")), {**defaults, **given})
            yield Policy(title, forbids(inner, values))


def _is_of_policy(resource_id: str) -> bool:
    """Whether an id is one of a definition; nothing else that an answer names is followed."""
    lowered = resource_id.lower()
    kinds = ("/policydefinitions/", "/policysetdefinitions/")
    return (
        lowered.startswith("/")
        and any(f"/providers/microsoft.authorization{kind}" in lowered for kind in kinds)
        and not {"?", "#", "\\"} & set(lowered)
        and ".." not in lowered
    )


def _values(parameters: object) -> dict[str, Any]:
    if not isinstance(parameters, Mapping):
        return {}
    return {str(name): part(one, "value") for name, one in parameters.items()}


def _passed(values: Mapping[str, Any], outer: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a member of a set, with those of the set filled in."""
    lowered = {name.lower(): value for name, value in outer.items()}

    def filled(value: object) -> object:
        if isinstance(value, str) and value.lower().startswith("[parameters('"):
            return lowered.get(value[len("[parameters('") :].partition("'")[0].lower())
        return value

    return {name: filled(value) for name, value in values.items()}


def _against(view: View, policy: Policy) -> Iterator[Finding]:
    what, where = policy.forbids, environment_of(view)
    if what.public and any(view.is_on(flag) for flag in _open_flags(view)):
        kinds = ", ".join(sorted({kind.rpartition(".")[2] for kind in what.public})[:4])
        yield found(
            view, "AZR141", ("networking.mode", *_open_flags(view)),
            f"In {where} the policy {policy.title!r} denies public network access ({kinds}); the "
            f"networking mode is {view.text('networking.mode')}.",
            "Choose the private mode, or have the project's groups exempted.",
        )  # fmt: skip
    region = view.text("region.name")
    if what.locations and region and not any(same_region(one, region) for one in what.locations):
        yield found(
            view, "AZR142", ("region.name",),
            f"In {where} the policy {policy.title!r} allows {', '.join(what.locations[:6])} only, "
            f"not {region}.",
            "Choose an allowed region, or have the policy changed.",
        )  # fmt: skip
    yield from _tags(view, policy)
    yield from _kinds(view, policy)


def _open_flags(view: View) -> tuple[str, ...]:
    return tuple(flag for flag in _FLAGS if view.is_on(flag))


def _tags(view: View, policy: Policy) -> Iterator[Finding]:
    for tag in policy.forbids.tags:
        keys = [view.full_key("tags.common")] * (not _has_tag(view.text("tags.common"), tag))
        for project in view.projects:
            there = view.at(project=project)
            if not _has_tag(there.text("tags.project"), tag):
                keys.append(there.full_key("tags.project"))
        if keys:
            yield found(
                view, "AZR143", tuple(keys),
                f"In {environment_of(view)} the policy {policy.title!r} demands the tag {tag}.",
                "Add it to the tags of the shared part and of every project.",
            )  # fmt: skip


def _has_tag(tags: str, name: str) -> bool:
    try:
        known = json.loads(tags)
    except ValueError:
        return True
    return not isinstance(known, dict) or name.lower() in {str(key).lower() for key in known}


def _kinds(view: View, policy: Policy) -> Iterator[Finding]:
    """Kinds that may not be made, as far as a service that is on needs their provider."""
    denied: dict[str, str] = {kind.partition("/")[0].lower(): kind for kind in policy.forbids.kinds}
    for service in view.catalog.services.values() if denied else ():
        for project in view.projects:
            there = view.at(project=project)
            hit = next((p for p in service.providers if p.lower() in denied), None)
            if hit and service.flag and service.scope == "project" and there.holds(service.on):
                yield found(
                    view, "AZR144", (there.full_key(service.flag),),
                    f"In {environment_of(view)} the policy {policy.title!r} denies "
                    f"{denied[hit.lower()]}, which {service.title} may need.",
                    "Switch the service off, or have its group exempted.",
                )  # fmt: skip
