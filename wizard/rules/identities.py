"""Tenants, subscriptions, object ids: their form, and ids of the wrong kind in a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.naming.guid import is_guid
from wizard.rules.finding import Problem
from wizard.rules.placeholder_styles import placeholder_in
from wizard.rules.registry import answer_rule, rule
from wizard.rules.values import means_nothing
from wizard.rules.wording import named, shown

_HEX32 = re.compile(r"[0-9a-fA-F]{32}", re.ASCII)
_SHAPE = (8, 4, 4, 4, 12)
_FACTORY_IDS = (
    "tenant_id",
    "identities.azure_ml_object_id",
    "identities.databricks_object_id",
    "governance.contributor_role_id",
)
_OTHER_IDS = (*_FACTORY_IDS, "identities.azure_devops_tenant_id")
"""Ids that no subscription has; the organisation's tenant may well be the factory's own."""


@answer_rule(
    "IDN101",
    "error",
    "Not a GUID",
    explain=(
        "Ids of tenants, subscriptions, users, groups and applications are GUIDs: 8, 4, 4, 4 and "
        "12 hexadecimal digits with dashes. Nothing checks them before Azure does, which then "
        "says that the subscription or principal does not exist. Braces, blanks and a missing "
        "digit are the usual causes; a domain name is not taken for a tenant either."
    ),
    sources=("R-008", "R-012", "R-015", "azure-facts 3", "demand 25"),
    bad={"environments.dev.subscription_id": "1111111-2222-4333-8444-5555555555d1"},
    good={"environments.dev.subscription_id": "11111111-2222-4333-8444-5555555555D1"},
)
def _not_a_guid(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind not in ("guid", "guid-list"):
        return
    single = not isinstance(given.value, tuple)
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    for text in items:
        if means_nothing(setting, text) or is_guid(text) or placeholder_in(setting, text):
            continue
        if not single and text.split() != [text]:
            continue  # a blank in a list is reported as such
        better = repaired_guid(text)
        yield Problem(
            (setting.key,),
            f"{named(view, setting)}: {shown(text)} is no GUID{_what_is_off(text)}.",
            f"Use {better}." if better
            else "Copy the id again; it looks like 11111111-2222-4333-8444-555555555501.",
            set={setting.key: better} if better and single else {},
        )  # fmt: skip


def repaired_guid(text: str) -> str | None:
    """The GUID that a text with braces, blanks, ``urn:uuid:`` or without dashes means."""
    bare = re.sub(r"[\s{}()\[\]\"']", "", text).lower().removeprefix("urn:uuid:")
    if _HEX32.fullmatch(bare.replace("-", "")) is None:
        return None
    digits = bare.replace("-", "")
    if "-" in bare and not is_guid(bare):
        return None
    starts = (0, 8, 12, 16, 20)
    return "-".join(digits[at : at + size] for at, size in zip(starts, _SHAPE, strict=True))


def _what_is_off(text: str) -> str:
    if "@" in text:
        return ", it looks like an e-mail address"
    if "." in text:
        return ", it looks like a domain name"
    groups = text.split("-")
    if len(groups) == len(_SHAPE):
        for place, (group, size) in enumerate(zip(groups, _SHAPE, strict=True), start=1):
            if len(group) != size:
                return f": group {place} has {len(group)} digits instead of {size}"
    return ""


@answer_rule(
    "IDN102",
    "error",
    "An id that is the same in every tenant",
    explain=(
        "Azure Machine Learning and Databricks have one application id worldwide, and built-in "
        "roles have one id. A role assignment needs the object id of the service principal in "
        "your own tenant: az ad sp show --id <application id> --query id. The object id of an "
        "app registration is not it either; Azure then speaks of principals of type Application."
    ),
    sources=("R-009", "azure-facts 3", "demand 23", "demand 24"),
    bad={"identities.azure_ml_object_id": "0736f41a-0425-4b46-bdb5-1563eff02385"},
    good={"identities.azure_ml_object_id": "11111111-2222-4333-8444-555555555502"},
)
def _well_known(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind not in ("guid", "guid-list"):
        return
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    folded = {item.lower() for item in items}
    for row in view.catalog.tables["well_known_ids"]["ids"]:
        if row["id"] not in folded or (row["kind"] == "role" and row["id_of"] == setting.key):
            continue
        what = "the application id of" if row["kind"] == "application" else "the role"
        help_ = (
            f"Use the object id that this prints: az ad sp show --id {row['id']} --query id -o tsv"
            if row["kind"] == "application"
            else "Use the id of a user, group or subscription, as the field asks."
        )
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {what} {row['title']}, which is the same in every tenant "
            "and names nobody in yours.",
            help_,
        )


def _same(view: View, wanted: dict[str, str], others: dict[str, str]) -> Iterator[Problem]:
    """Ids that also stand in a field of another kind; both map a title to a key."""
    taken: dict[str, tuple[str, str]] = {}
    for title, key in others.items():
        for text in view.items(key):
            if is_guid(text):
                taken.setdefault(text.lower(), (title, key))
    for title, key in wanted.items():
        for text in view.items(key):
            other = taken.get(text.lower())
            if other is not None and other[1] != key:
                yield Problem(
                    (key, other[1]),
                    f"{title} and {other[0]} are the same id, {text}: one of the two is wrong.",
                    f"Check {key} and {other[1]}.",
                )


def _titles(view: View, keys: tuple[str, ...]) -> dict[str, str]:
    return {named(view, view.catalog[key]): key for key in keys}


_SAME = (
    "A tenant, a subscription, an application's object id and a person's or group's object id "
    "never have the same value. When two fields do, one was copied into the wrong place, and "
    "the run fails at the first look-up or gives rights to the wrong principal."
)


@rule(
    "IDN103",
    "factory",
    "error",
    "One id stands in two fields of the factory",
    explain=_SAME,
    sources=("demand 23", "demand 25", "R-009"),
    bad={"identities.azure_ml_object_id": "11111111-2222-4333-8444-555555555501"},
)
def _same_in_factory(view: View) -> Iterator[Problem]:
    done: dict[str, str] = {}
    for key in _FACTORY_IDS:
        mine = _titles(view, (key,))
        yield from _same(view, mine, done)
        done |= mine


@rule(
    "IDN104",
    "environment",
    "error",
    "A subscription is an id of another kind",
    explain=_SAME,
    sources=("demand 25", "azure-facts 3"),
    bad={"environments.prod.subscription_id": "11111111-2222-4333-8444-555555555501"},
    good={"environments.prod.subscription_id": "11111111-2222-4333-8444-5555555555d3"},
)
def _subscription_is_other(view: View) -> Iterator[Problem]:
    subscriptions = _titles(view, ("subscription_id", "seeding.subscription_id"))
    known = tuple(key for key in _OTHER_IDS if key in view.catalog.settings)
    yield from _same(view, subscriptions, _titles(view, known))


@rule(
    "IDN105",
    "project",
    "error",
    "A member of the project is an id of another kind",
    explain=_SAME,
    sources=("demand 23", "demand 25", "R-013"),
    bad={"team.member_object_ids": ("11111111-2222-4333-8444-5555555555d1",)},
)
def _member_is_other(view: View) -> Iterator[Problem]:
    members = _titles(view, ("team.member_object_ids",))
    yield from _same(view, members, _titles(view, _FACTORY_IDS))
    for environment in view.environments:
        there = view.at(environment=environment)
        yield from (
            Problem((problem.keys[0], there.full_key(problem.keys[1])), problem.message,
                    problem.remedy)
            for problem in _same(there, members, _titles(there, ("subscription_id",)))
        )  # fmt: skip


@rule(
    "IDN106",
    "project",
    "error",
    "Fewer names than member ids",
    explain=(
        "The templates walk through the ids and take the e-mail address or group name at the "
        "same position. With fewer names than ids they reach past the end of the list, and the "
        "deployment stops with an index error."
    ),
    sources=("R-014", "D90"),
    bad={
        "team.member_object_ids": (
            "11111111-2222-4333-8444-555555555510",
            "11111111-2222-4333-8444-555555555511",
        )
    },
    good={"team.member_emails": "team-001@contoso.example,second"},
)
def _fewer_names(view: View) -> Iterator[Problem]:
    ids = view.items("team.member_object_ids")
    names = view.items("team.member_emails")
    if names and len(names) < len(ids):
        yield Problem(
            ("team.member_emails", "team.member_object_ids"),
            f"Project {view.context.project} has {len(ids)} member ids but only {len(names)} "
            "names or e-mail addresses; the templates take them by position.",
            f"Add {len(ids) - len(names)} more, in the order of the ids.",
        )


@rule(
    "IDN107",
    "project",
    "note",
    "Several ids where one group is usual",
    explain=(
        "One security group per project keeps the file unchanged when people come and go, and "
        "costs one set of role assignments instead of one per person; a subscription holds 4,000 "
        "of them. With the switch for groups on, each id has to be a group, with it off a user: "
        "the type of principal follows the switch for all of them."
    ),
    sources=("R-013", "R-017", "R-042"),
    bad={
        "team.member_object_ids": (
            "11111111-2222-4333-8444-555555555510",
            "11111111-2222-4333-8444-555555555511",
        )
    },
)
def _several(view: View) -> Iterator[Problem]:
    ids = view.items("team.member_object_ids")
    if len(ids) > 1:
        kind = "groups" if view.is_on("team.use_groups") else "users"
        yield Problem(
            ("team.member_object_ids", "team.use_groups"),
            f"Project {view.context.project} names {len(ids)} ids, all of which have to be "
            f"{kind}; usual is one security group.",
            "Put the people into one security group and give its object id.",
        )
