"""Folders such as the Azure CLI leaves behind; every identifier in them is made up."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

ID = "11111111-2222-4333-8444-5555555555"
CONTOSO, FABRIKAM, PARTNER = ID + "01", ID + "f1", ID + "e1"
DEV, STAGE, PROD, PLATFORM, GOVERNMENT = ID + "d1", ID + "d2", ID + "d3", ID + "d0", ID + "c1"
ADA = {"name": "ada@contoso.example", "type": "user"}
PIPELINE = {"name": ID + "b1", "type": "servicePrincipal"}
MACHINE = {
    "name": "systemAssignedIdentity", "type": "servicePrincipal", "assignedIdentityInfo": "MSI",
}  # fmt: skip

_TENANTS = {
    CONTOSO: ("Contoso", "contoso.example"),
    FABRIKAM: ("Fabrikam", "fabrikam.example"),
}


def account(id: str, name: str, tenant: str = CONTOSO, **more: Any) -> dict[str, Any]:
    """One entry of ``azureProfile.json``."""
    title, domain = _TENANTS.get(tenant, (None, None))
    entry: dict[str, Any] = {
        "id": id,
        "name": name,
        "state": "Enabled",
        "tenantId": tenant,
        "homeTenantId": tenant,
        "tenantDefaultDomain": domain,
        "tenantDisplayName": title,
        "environmentName": "AzureCloud",
        "isDefault": False,
        "managedByTenants": [],
        "user": ADA,
    }
    return {**entry, **more}


USUAL = (
    account(DEV, "Contoso AI Dev", isDefault=True),
    account(STAGE, "Contoso AI Stage", state="Disabled"),
    account(PROD, "Fabrikam Prod", FABRIKAM),
    account(PLATFORM, "Contoso Platform"),
    account(GOVERNMENT, "Contoso Gov", environmentName="AzureUSGovernment", isDefault=True,
            user={"name": "grace@contoso.example", "type": "user"}),
)  # fmt: skip
"""Two tenants, two clouds, one subscription that is switched off."""


def profile_text(*accounts: dict[str, Any]) -> str:
    """The text of ``azureProfile.json``."""
    return json.dumps({"installationId": ID + "a1", "subscriptions": list(accounts)})


def make_folder(
    folder: Path, *accounts: dict[str, Any], config: str = "", clouds: str = ""
) -> Path:
    """A folder of the Azure CLI, its profile with the mark that the Azure CLI puts in front."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "azureProfile.json").write_text(profile_text(*accounts), encoding="utf-8-sig")
    if config:
        (folder / "config").write_text(config, encoding="utf-8")
    if clouds:
        (folder / "clouds.config").write_text(clouds, encoding="utf-8")
    return folder


def picture(folder: Path) -> dict[str, tuple[bytes, int, int, int]]:
    """A folder as it stands: bytes, time of change, mode and inode of everything in it."""
    found = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        state = os.lstat(path)
        held = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (held, state.st_mtime_ns, state.st_mode, state.st_ino)
    return found
