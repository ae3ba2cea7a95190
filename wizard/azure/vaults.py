"""The seeding key vault: whether it is there, fit for its purpose, and holds the named secrets."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from wizard.azure.noted import Gap, Notes, environment_of, found, subscription_of
from wizard.azure.reader import Reader
from wizard.azure.requests_allowed import of_subscription, of_vault
from wizard.azure.shapes import flag, last_of, number, part, text
from wizard.azure.unknown import Unknown
from wizard.model.view import View
from wizard.rules.finding import Finding

_KEYS = ("seeding.key_vault", "seeding.resource_group", "seeding.subscription_id")


def vault_notes(reader: Reader, view: View) -> Notes:
    """The seeding key vault of an environment.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    subscription = subscription_of(view, "seeding.subscription_id")
    vault, group = view.text("seeding.key_vault"), view.text("seeding.resource_group")
    if not vault or not group or "<" in vault + group:
        return
    path = (
        f"/resourceGroups/{quote(group, safe='')}/providers/Microsoft.KeyVault/vaults/"
        f"{quote(vault, safe='')}"
    )
    try:
        answer = reader.one(of_subscription(subscription, path, "2023-07-01"))
    except Unknown as unknown:
        if unknown.reason != "not found":
            raise
        yield found(
            view, "AZR112", _KEYS,
            f"The seeding key vault {vault} of {environment_of(view)} is not in the group {group}.",
            "Make it before the first run, or correct name, group or subscription.",
        )  # fmt: skip
        return
    yield from _fit(view, vault, answer)
    yield from _secrets(reader, view, vault)


def _fit(view: View, vault: str, answer: object) -> Iterator[Finding]:
    if not flag(answer, "properties", "enabledForTemplateDeployment"):
        yield found(
            view, "AZR114", ("seeding.key_vault",),
            f"The seeding key vault {vault} may not be read by template deployments.",
            f"az keyvault update --name {vault} --enabled-for-template-deployment true",
        )  # fmt: skip
    if view.is_on("cmk.enabled"):
        days = number(answer, "properties", "softDeleteRetentionInDays") or 0
        if not flag(answer, "properties", "enablePurgeProtection") or days < 7:
            yield found(
                view, "AZR114", ("seeding.key_vault", "cmk.enabled"),
                f"The seeding key vault {vault} lacks purge protection, which Customer Managed "
                "Keys need.",
                f"az keyvault update --name {vault} --enable-purge-protection true (for good)",
                severity="error",
            )  # fmt: skip


def secret_names(reader: Reader, vault: str) -> set[str]:
    """The names of the secrets of a key vault, in lower case; no value is ever asked for.

    Raises:
        Unknown, Cancelled: see ``Reader``.
    """
    listed = reader.items(of_vault(vault, "/secrets"))
    enabled = (row for row in listed if part(row, "attributes", "enabled") is not False)
    return {last_of(text(row, "id")).lower() for row in enabled}


def _secrets(reader: Reader, view: View, vault: str) -> Notes:
    wanted = dict(_wanted(view))
    try:
        there = secret_names(reader, vault)
    except Unknown as unknown:
        yield Gap(f"names of secrets in {vault}", unknown, (view.full_key("seeding.key_vault"),))
        return
    for name, key in wanted.items():
        if name.lower() not in there:
            yield found(
                view, "AZR113", (key,),
                f"The seeding key vault {vault} has no enabled secret {name}.",
                "Put it there before the run, or correct the name.",
            )  # fmt: skip


def _wanted(view: View) -> Iterator[tuple[str, str]]:
    """The names that the runs read, each with a full key."""
    for setting in view.catalog.settings.values():
        if setting.kind != "secret-name":
            continue
        projects = view.projects if setting.scope == "project" else (None,)
        for project in projects:
            there = view.at(project=project) if project else view
            name = there.text(setting.key)
            if there.applies(setting.key) and name and not name.startswith("<"):
                yield name, there.full_key(setting.key)
