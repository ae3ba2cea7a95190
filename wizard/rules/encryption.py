"""Customer Managed Keys and how long deleted secrets are kept."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.conditions import is_truthy
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule
from wizard.rules.service_rows import row_rule
from wizard.rules.where import arrives, chosen

_DAYS = "governance.key_vault_soft_delete_days"
_OPT_OUTS = {
    "cmk.not_for_ai_search": "services.ai_search",
    "cmk.not_for_foundry": "services.ai_foundry",
}


@rule(
    "CMK101",
    "factory",
    "warning",
    "Deleted keys are kept too short for Customer Managed Keys",
    explain=(
        "Whoever encrypts with a key of their own has to be able to bring it back. The templates' "
        "notes and tests ask for more than 7 days of soft delete, while the vendor's default is "
        "exactly 7. Take 90, the longest."
    ),
    sources=("R-150", "R-149", "D65", "demand 27"),
    bad={"cmk.enabled": True, _DAYS: 7},
    good={"cmk.enabled": True},
)
def _kept_too_short(view: View) -> Iterator[Problem]:
    allowed = view.catalog.limit("azure", "key_vault_soft_delete_with_cmk")
    days, least, most = view.number(_DAYS), allowed["minimum"], allowed["limit"]
    if view.is_on("cmk.enabled") and days is not None and days < least:
        yield Problem(
            (_DAYS, "cmk.enabled"),
            f"Key vaults keep deleted keys for {days} days, but Customer Managed Keys ask for at "
            f"least {least}.",
            f"Set it to {most} before the vaults are made; it cannot be changed later.",
            set={_DAYS: most},
        )


@rule(
    "CMK102",
    "factory",
    "note",
    "What the seeding key vault needs for Customer Managed Keys",
    explain=(
        "The key, RSA or RSA-HSM with 2048 bits or more, lies in the seeding key vault. That "
        "vault needs soft delete, purge protection and the bypass for trusted services before "
        "the first run. Purge protection can never be switched off again, and who loses the key "
        "loses the data. What exists already is not encrypted anew."
    ),
    sources=("R-147", "R-148", "demand 27"),
    bad={"cmk.enabled": True},
)
def _seeding_vault(view: View) -> Iterator[Problem]:
    if view.is_on("cmk.enabled"):
        name = view.text("cmk.key_name") or "the key"
        yield Problem(
            ("cmk.enabled", "cmk.key_name"),
            f"Before the first run the seeding key vault must hold {name} (RSA, 2048 bits or "
            "more) and have soft delete, purge protection and the bypass for trusted services.",
            "Purge protection is for ever: az keyvault update --name VAULT "
            "--enable-purge-protection true --bypass AzureServices",
        )


row_rule(
    "CMK104",
    "factory",
    "warning",
    "GitHub does not tell steps 63 and 64 where the key lies",
    explain=(
        "Azure DevOps passes the vault of the key to the steps of AI services and databases, "
        "GitHub does not. Those services are deployed with keys of Microsoft although Customer "
        "Managed Keys are on."
    ),
    sources=("D42",),
    bad={"cmk.enabled": True},
    good={"cmk.enabled": True, "orchestrator": "azure-devops"},
)


@rule(
    "CMK105",
    "factory",
    "warning",
    "The opt-outs for AI Search and Foundry have no effect",
    explain=(
        "No pipeline passes the two opt-outs (release 1.25 passes that of AI Search), and the "
        "templates' default is to encrypt. With Customer Managed Keys on, AI Search and Foundry "
        "get the key although their runtimes do not work with it reliably."
    ),
    sources=("bicep-defects 2.3", "R-152", "D17", "D42", "D45"),
    bad={"cmk.enabled": True},
    good={"cmk.enabled": True, "services.ai_foundry": False, "services.ai_search": False},
)
def _no_opt_out(view: View) -> Iterator[Problem]:
    if not view.is_on("cmk.enabled"):
        return
    keys = tuple(
        opt_out
        for opt_out, service in _OPT_OUTS.items()
        if view.is_on(opt_out)
        and not arrives(view, opt_out)
        and any(map(is_truthy, view.lookup(service)))
    )
    if keys:
        names = " and ".join(view.catalog[_OPT_OUTS[key]].title for key in keys)
        yield Problem(
            (*keys, "cmk.enabled"),
            f"{names}: encrypted with your key in spite of the opt-out, which reaches no template.",
            "Use Customer Managed Keys only if that is acceptable, or test these services with "
            "the key in dev first.",
        )


row_rule(
    "CMK106",
    "factory",
    "warning",
    "AI Search or Foundry with your own key",
    explain=(
        "Upstream keeps AI Search and Foundry out of Customer Managed Keys, because parts of "
        "their runtimes do not honour the key. Leave the opt-outs on."
    ),
    sources=("R-152",),
    bad={"cmk.enabled": True, "cmk.not_for_foundry": False},
    good={"cmk.enabled": True},
)


@rule(
    "CMK107",
    "factory",
    "note",
    "The days of soft delete are fixed when a vault is made",
    explain=(
        "Azure takes the number of days once, when a key vault is created. A later change makes "
        "the step fail or has no effect on vaults that exist."
    ),
    sources=("R-151",),
    bad={_DAYS: 30},
    good={_DAYS: 90},
)
def _fixed_days(view: View) -> Iterator[Problem]:
    if chosen(view, _DAYS):
        yield Problem(
            (_DAYS,),
            f"Key vaults are made with {view.text(_DAYS)} days of soft delete; for a vault that "
            "exists this cannot be changed.",
            "Decide before the first run, and keep the value afterwards.",
        )
