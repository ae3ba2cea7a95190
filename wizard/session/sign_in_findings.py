"""Findings about subscriptions and tenants, by what the sign-in knows of them.

They are for people at a screen or a log. Reports and files are made without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wizard.model.answers import Given
from wizard.model.view import View
from wizard.naming.guid import is_guid
from wizard.rules import sign_in
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding, Fix
from wizard.rules.wording import listed
from wizard.session.directory import Subscription, identified_by
from wizard.session.draft import Session

_TENANT = "tenant_id"


class _Use(NamedTuple):
    """Where a subscription is named: its id, the full keys, and the places in words."""

    id: str
    keys: list[str]
    places: list[str]
    has_own: bool
    """Whether an environment is deployed with it: others may be somebody else's."""


def sign_in_findings(session: Session, scale_sets: Iterable[str]) -> Iterator[Finding]:
    """What the sign-in says about the factory and some of its scale sets."""
    if session.directory.is_known:
        yield from _factory(session)
        for scale_set in scale_sets:
            yield from _scale_set(session, scale_set)


def _factory(session: Session) -> Iterator[Finding]:
    """Whether the factory's tenant is one of the sign-in's, and which one it might be."""
    directory = session.directory
    tenant = session.view().text(_TENANT)
    homes = _homes(session)
    if not tenant and len(homes) == 1:
        (home,) = homes
        yield _finding(
            session,
            sign_in.TENANT_FOLLOWS,
            [_TENANT],
            f"The subscriptions belong to the tenant {directory.tenant_name(home)}.",
            f"Set the tenant to {home}.",
            home,
        )
    if not is_guid(tenant) or directory.tenant(tenant) or homes:
        return  # where a subscription is known, what is wrong is said of it
    known = [f"{one.title} ({one.id})" if one.title else one.id for one in directory.tenants]
    yield _finding(
        session,
        sign_in.UNKNOWN_TENANT,
        [_TENANT],
        "The sign-in of the Azure CLI has no subscription of the factory's tenant "
        f"{tenant}; it knows {listed(known[:3])}{' and others' if len(known) > 3 else ''}.",
        f"Compare the id, or sign in there: az login --tenant {tenant}",
    )


def _homes(session: Session) -> set[str]:
    """The tenants of the subscriptions that are named for environments and known."""
    uses = (use for name in session.answers.scale_sets for use in _uses(session, name))
    known = (session.directory.subscription(use.id) for use in uses if use.has_own)
    return {one.home or one.tenant for one in known if one is not None} - {""}


def _scale_set(session: Session, scale_set: str) -> Iterator[Finding]:
    """What the sign-in says about the subscriptions and the region of a scale set."""
    directory = session.directory
    view = session.view(scale_set=scale_set)
    cloud = _cloud_of_region(view)
    if cloud and directory.cloud and cloud != directory.cloud:
        yield _finding(
            session,
            sign_in.OTHER_CLOUD,
            [view.full_key("region.name")],
            f"The region {view.text('region.name')} lies in {_cloud(view, cloud)}, but the Azure "
            f"CLI is set to {_cloud(view, directory.cloud)}.",
            f"Before any command: az cloud set --name {cloud}, then az login.",
        )
    unlisted = []
    for use in _uses(session, scale_set):
        known = directory.subscription(use.id)
        if known is None:
            unlisted.append(use)
        else:
            yield from _about(session, use, known, cloud)
    yield from _unlisted(session, [use for use in unlisted if use.has_own])


def _about(session: Session, use: _Use, known: Subscription, cloud: str) -> Iterator[Finding]:
    """What is odd about a subscription that is known."""
    directory = session.directory
    # A row has room for the first words alone, and people know names rather than ids.
    called = f'"{known.name}"' if known.name else "The subscription"
    which = f"It is {use.id}, named for {listed(use.places)}"
    tenant = session.view().text(_TENANT)
    home = known.home or known.tenant
    if is_guid(tenant) and known.tenant and tenant.lower() not in (known.tenant, known.home):
        yield _finding(
            session,
            sign_in.OTHER_TENANT,
            [*use.keys, _TENANT],
            f"{called} belongs to the tenant {directory.tenant_name(home)}, the factory to "
            f"{directory.tenant_name(tenant)}. {which}; the tenants are {home} and {tenant}.",
            "Put in a subscription of the factory's tenant, or correct the tenant.",
            home if _homes(session) == {home} else "",
        )
    if not known.is_usable:
        yield _finding(
            session,
            sign_in.NOT_USABLE,
            use.keys,
            f"{called} was {known.state.lower()} when the Azure CLI last signed in. {which}.",
            "Have it switched on, or put in another one; az account list --refresh asks again.",
        )
    if cloud and known.cloud and known.cloud != cloud:
        view = session.view()
        yield _finding(
            session,
            sign_in.SUBSCRIPTION_CLOUD,
            use.keys,
            f"{called} lies in {_cloud(view, known.cloud)}, but the region in "
            f"{_cloud(view, cloud)}. {which}.",
            "Put in a subscription of the region's cloud, or choose another region.",
        )


def _unlisted(session: Session, uses: list[_Use]) -> Iterator[Finding]:
    """The subscriptions that a person does not see, although the tenant is that person's."""
    directory = session.directory
    if not uses or not directory.is_person:
        return
    if directory.tenant(session.view().text(_TENANT)) is None:
        return
    told = [f"{use.id} ({listed(use.places)})" for use in uses]
    yield _finding(
        session,
        sign_in.NOT_LISTED,
        [key for use in uses for key in use.keys],
        f"The sign-in of the Azure CLI does not list {listed(told)}.",
        "Compare the id. If it is right, the list may be old: az account list --refresh",
    )


def _uses(session: Session, scale_set: str) -> list[_Use]:
    """The subscriptions that a scale set and its environments in use name."""
    view = session.view(scale_set=scale_set)
    found: dict[str, _Use] = {}
    settings = sorted(
        (one for one in view.catalog.settings.values() if identified_by(one) == "subscription"),
        key=lambda one: one.scope != "environment",
    )
    places = [view.at(scale_set=scale_set, environment=name) for name in view.environments]
    for setting in settings:
        own = setting.scope == "environment"
        for there in places if own else places[:1]:
            id = there.text(setting.key).lower()
            if not is_guid(id) or not there.applies(setting.key):
                continue
            use = found.setdefault(id, _Use(id, [], [], own))
            use.keys.append(there.full_key(setting.key))
            use.places.append(_place(there, setting.key, setting.title))
    return list(found.values())


def _place(view: View, key: str, title: str) -> str:
    if view.catalog[key].scope != "environment":
        return f'"{title}"'
    environment = view.context.environment or ""
    return environment if key == "subscription_id" else f"the seeding vault of {environment}"


def _cloud_of_region(view: View) -> str:
    """The cloud in which the region lies, "" for a region that is not known."""
    name = view.text("region.name")
    rows = view.catalog.tables["regions"]["regions"]
    return next((str(row["cloud"]) for row in rows if row["name"] == name), "")


def _cloud(view: View, name: str) -> str:
    rows = view.catalog.tables["clouds"]["clouds"]
    return next((str(row["title"]) for row in rows if row["name"] == name), name)


def _finding(
    session: Session,
    code: str,
    keys: Iterable[str],
    message: str,
    remedy: str,
    tenant: str = "",
) -> Finding:
    """A finding; ``tenant`` is the answer that would mend it, if there is one."""
    wanted = tuple(dict.fromkeys(keys))
    origins: Iterator[Given | None] = (session.answers.get(key) for key in wanted)
    given = next((one for one in origins if one is not None), None)
    return file_finding(
        code,
        message,
        remedy,
        path=given.path if given else None,
        line=given.line if given else None,
        keys=wanted,
        fixes=(Fix(_TENANT, tenant),) if tenant else (),
    )
