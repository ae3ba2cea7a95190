"""Who is signed in with the Azure CLI, and the subscriptions and tenants that it remembers.

Read from the files of the Azure CLI as they are: no network, no lock, nothing written, a
millisecond. What it remembers may be old, and proves no access.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from wizard.azure.cli_folder import active_cloud, cli_folder, read_profile
from wizard.catalog.catalog import Catalog
from wizard.session.directory import UNKNOWN, Directory, Subscription, Tenant

Account = dict[str, Any]


def sign_in_directory(
    catalog: Catalog, *, folder: Path | None = None, environ: Mapping[str, str] | None = None
) -> Directory:
    """What the sign-in of the Azure CLI knows; ``UNKNOWN`` when nobody is signed in."""
    folder = folder or cli_folder(environ)
    accounts = list(_accounts(read_profile(folder)))
    if not accounts:
        return UNKNOWN
    known = frozenset(str(row["name"]) for row in catalog.tables["clouds"]["clouds"])
    cloud = active_cloud(folder, known, environ)
    signed_in = _signed_in(accounts, cloud)
    return Directory(
        cloud=cloud,
        user=_text(signed_in, "name"),
        is_person=_text(signed_in, "type") != "servicePrincipal",
        subscriptions=tuple(_subscriptions(accounts)),
        tenants=tuple(_tenants(accounts)),
    )


def _accounts(profile: Account) -> Iterator[Account]:
    entries = profile.get("subscriptions")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and _text(entry, "id"):
            yield entry


def _subscriptions(accounts: list[Account]) -> Iterator[Subscription]:
    for account in accounts:
        id, tenant = _id(account, "id"), _id(account, "tenantId")
        if id == tenant:
            continue  # somebody signed in to a tenant without subscriptions
        yield Subscription(
            id=id,
            name=_text(account, "name"),
            tenant=tenant,
            home=_id(account, "homeTenantId"),
            cloud=_text(account, "environmentName"),
            state=_text(account, "state") or "Enabled",
            user=_text(_user(account), "name"),
        )


def _tenants(accounts: list[Account]) -> Iterator[Tenant]:
    """The tenants through which subscriptions are reached, then those that only own some."""
    found: dict[str, Tenant] = {}
    for account in accounts:
        id = _id(account, "tenantId")
        known = found.get(id, Tenant(id))
        name, domain = _text(account, "tenantDisplayName"), _text(account, "tenantDefaultDomain")
        found[id] = Tenant(id, known.name or name, known.domain or domain)
    for account in accounts:
        id = _id(account, "homeTenantId")
        found.setdefault(id, Tenant(id))
    found.pop("", None)
    yield from found.values()


def _signed_in(accounts: list[Account], cloud: str) -> Account:
    """Who is signed in where the Azure CLI stands: the user of the subscription it has chosen."""
    here = [one for one in accounts if one.get("environmentName") == cloud] or accounts
    chosen = next((one for one in here if one.get("isDefault") is True), here[0])
    return _user(chosen)


def _user(account: Account) -> Account:
    found = account.get("user")
    return found if isinstance(found, dict) else {}


def _id(entry: Account, name: str) -> str:
    return _text(entry, name).lower()


def _text(entry: Account, name: str) -> str:
    """A text on one line that no terminal takes for a command."""
    found = entry.get(name)
    if not isinstance(found, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in found).strip()
