"""The ground in a subscription: resource groups, providers, regions and role assignments."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.azure.noted import Notes, environment_of, found, subscription_of
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription
from wizard.azure.shapes import rows, same_region, text, texts
from wizard.model.view import View
from wizard.naming.names import Name, names_of
from wizard.output.handover_platform import joined_needs, needs_of
from wizard.rules.finding import Finding


def groups_of(reader: Reader, subscription: str) -> dict[str, str]:
    """The resource groups of a subscription: name in lower case -> region.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    groups = reader.items(of_subscription(subscription, "/resourcegroups", "2021-04-01"))
    return {text(row, "name").lower(): text(row, "location") for row in groups}


def subscription_notes(reader: Reader, view: View) -> Notes:
    """Whether the subscription is there, in use, and in the tenant of the factory.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    answer = reader.one(of_subscription(subscription_of(view), "", "2022-12-01"))
    tenant, state = text(answer, "tenantId"), text(answer, "state")
    name = text(answer, "displayName") or subscription_of(view)
    if (
        tenant
        and not view.is_blank("tenant_id")
        and tenant.lower() != view.text("tenant_id").lower()
    ):
        yield found(
            view, "AZR120", ("subscription_id", "tenant_id"),
            f"The subscription {name} ({environment_of(view)}) belongs to the tenant {tenant}, "
            f"the factory to {view.text('tenant_id')}.",
            "Correct the tenant or the subscription.",
        )  # fmt: skip
    if state and state not in ("Enabled", "PastDue"):
        yield found(
            view, "AZR120", ("subscription_id",),
            f"The subscription {name} ({environment_of(view)}) is {state.lower()}.",
            "Nothing can be deployed there until it is enabled again.",
        )  # fmt: skip


def provider_notes(reader: Reader, view: View) -> Notes:
    """Resource providers that are not registered, and services that the region does not offer.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    path = "/providers"
    answers = reader.items(of_subscription(subscription_of(view), path, "2021-04-01"))
    known = {text(row, "namespace").lower(): row for row in answers}
    needs = joined_needs([needs_of(view), *(needs_of(view.at(project=p)) for p in view.projects)])
    lacking = [
        name
        for name in sorted(needs.providers)
        if text(known.get(name.lower()), "registrationState").lower() != "registered"
    ]
    if lacking:
        loop = f"for p in {' '.join(lacking)}; do az provider register --namespace $p; done"
        yield found(
            view, "AZR121", ("subscription_id",),
            f"Not registered in the subscription of {environment_of(view)}: {', '.join(lacking)}.",
            f"Once: {loop}",
        )  # fmt: skip
    region = view.text("region.name")
    for name, because in sorted(needs.providers.items()):
        kind = view.catalog.tables["providers"]["offered_as"].get(name, "")
        offered = _regions(known.get(name.lower()), kind)
        if offered and region and not any(same_region(one, region) for one in offered):
            yield found(
                view, "AZR123", ("region.name",),
                f"{name}/{kind} is not offered in {region} ({', '.join(because[:3])}).",
                "Choose another region, or switch off what needs it.",
            )  # fmt: skip


def _regions(provider: object, kind: str) -> tuple[str, ...]:
    for row in rows(provider, "resourceTypes"):
        if text(row, "resourceType").lower() == kind.lower():
            return texts(row, "locations")
    return ()


def group_notes(reader: Reader, view: View) -> Notes:
    """Resource groups of the factory that exist in another region; groups brought along.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    groups = groups_of(reader, subscription_of(view))
    region = view.text("region.name")
    seen: set[str] = set()
    for name in _group_names(view):
        there = groups.get(name.name.lower())
        if name.name.lower() in seen:
            continue
        seen.add(name.name.lower())
        if there is None:
            yield from _group_missing(view, name)
        elif region and there and not same_region(there, region):
            yield found(
                view, "AZR173", ("region.name", *name.keys[:1]),
                f"The group {name.name} ({environment_of(view)}) exists in {there}, the factory "
                f"is planned for {region}.",
                "Choose that region, or another name: a group keeps its region.",
            )  # fmt: skip


def _group_names(view: View) -> Iterator[Name]:
    for project in (None, *view.projects):
        there = view.at(project=project) if project else view
        for name in names_of(there):
            if (
                name.kind == "resource group"
                and name.known == "now"
                and name.id != "aks_node_group"
            ):
                yield name


def _group_missing(view: View, name: Name) -> Iterator[Finding]:
    key = name.row.override
    if key and not view.is_blank(key):
        yield found(
            view, "AZR111", (key,),
            f"The resource group {name.name}, brought along for {environment_of(view)}, does not "
            "exist.",
            "Correct the name, or have it made.",
        )  # fmt: skip


def role_notes(reader: Reader, view: View) -> Notes:
    """How many role assignments the subscription still takes.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view)
    path = "/providers/Microsoft.Authorization/roleAssignments"
    assignments = reader.items(of_subscription(subscription, path, "2022-04-01"))
    start = f"/subscriptions/{subscription}"
    count = sum(text(row, "properties", "scope").lower().startswith(start) for row in assignments)
    most, per_project = _assignments(view)
    left = most - count
    groups = groups_of(reader, subscription)
    new = [name.project for name in _group_names(view)
           if name.id == "project_group" and name.name.lower() not in groups]  # fmt: skip
    if left < per_project * max(1, len(new)):
        yield found(
            view, "AZR151", ("subscription_id",),
            f"The subscription of {environment_of(view)} has {count} of {most} role "
            f"assignments; a project takes about {per_project}, and {len(new)} are still to come.",
            "Remove what is not needed, use groups, or put new projects into another "
            "subscription with a scale set of their own.",
            severity="error" if left <= 0 else "warning",
        )  # fmt: skip


def _assignments(view: View) -> tuple[int, int]:
    """How many role assignments a subscription takes, and about how many a project needs."""
    tables = view.catalog.tables
    known = {row["id"]: row for row in tables["limits"]["azure"]}
    most = int(known["role_assignments"]["limit"])
    return most, most // int(tables["subnets"]["allocation"]["projects_limit_per_scale_set"])
