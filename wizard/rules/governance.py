"""Governance: what project members may do on their own."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule


@rule(
    "GOV101",
    "factory",
    "note",
    "Project members may assign roles",
    explain=(
        "Members then may give roles in their project's resource group to others, within the "
        "limits that upstream sets, without asking the core team. Upstream recommends to keep "
        "that with the core team; the vendor's two templates differ in it."
    ),
    sources=("R-155", "demand 62"),
    bad={"governance.no_rbac_admin_for_users": False},
)
def _members_assign_roles(view: View) -> Iterator[Problem]:
    key = "governance.no_rbac_admin_for_users"
    if not view.is_on(key):
        yield Problem(
            (key,),
            "Project members may assign roles in their resource group themselves.",
            "Keep it so only if teams are meant to manage access on their own.",
            set={key: True},
        )
