"""The gateways in front of the models: API Management and Kong; silent in releases without."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.network.ranges import read_template
from wizard.rules.finding import Problem
from wizard.rules.json_values import array_in
from wizard.rules.registry import rule

_WITH_ALL = {
    "gateway.apim": True, "gateway.apim_group": "rg-gateway",
    "gateway.apim_service": "apim-gateway", "gateway.apim_total_tpm": 1000,
    "gateway.apim_backends": '[{"name":"dev"}]',
}  # fmt: skip


@rule(
    "GWY101", "scale_set", "error", "The API gateway has no backends",
    explain="The gateway's workflow stops when the gateway is on and the array of backends is "
    "empty or is no JSON array.",
    sources=("v1.25 6",),
    bad={**_WITH_ALL, "gateway.apim_backends": "[]"},
    good=_WITH_ALL,
)  # fmt: skip
def _has_backends(view: View) -> Iterator[Problem]:
    if _is_on(view) and not array_in(view.text("gateway.apim_backends")):
        yield Problem(
            ("gateway.apim_backends",),
            "The API gateway is on, and no backend is named.",
            "Name the model backends as a JSON array on one line.",
        )


@rule(
    "GWY102", "scale_set", "error", "More units than the tier of the API gateway has",
    explain="A tier of the second generation of API Management has a most of units that are "
    "allowed; the deployment fails with more.",
    sources=("v1.25 6",),
    bad={**_WITH_ALL, "gateway.apim_units": 11},
    good={**_WITH_ALL, "gateway.apim_units": 11, "gateway.apim_sku": "PremiumV2"},
)  # fmt: skip
def _units_fit(view: View) -> Iterator[Problem]:
    if not _is_on(view):
        return
    tier, units = view.text("gateway.apim_sku"), view.number("gateway.apim_units")
    most = view.catalog.tables["compatibility"].get("gateway_units", {}).get(tier)
    if most is not None and units is not None and units > most:
        yield Problem(
            ("gateway.apim_units",),
            f"{tier} has at most {most} units, not {units}.",
            "Take fewer units, or a larger tier.",
        )


@rule(
    "GWY103", "scale_set", "error", "The gateway's subnet is too small, or no range",
    explain="Kong needs a subnet of its own; Azure keeps five addresses of it.",
    sources=("v1.25 6",),
    bad={"gateway.kong": True, "gateway.kong_subnet": "10.1.0.0/29"},
    good={"gateway.kong": True, "gateway.kong_subnet": "10.1.0.0/28"},
)  # fmt: skip
def _has_room(view: View) -> Iterator[Problem]:
    smallest = view.catalog.tables["compatibility"].get("smallest_ranges", {})
    for key, prefix in smallest.items():
        text = view.text(key) if view.applies(key) else ""
        space = read_template(text, 0).range
        if text and space is None:
            yield Problem(
                (key,),
                f"{text} is no range of addresses.",
                "Write the first address of the subnet and its size, such as 10.20.30.0/27.",
            )
        if space is not None and space.prefix > prefix:
            yield Problem(
                (key,),
                f"{space} is smaller than a /{prefix}.",
                f"Give it a /{prefix} or larger that nothing else uses.",
            )


@rule(
    "GWY104", "scale_set", "error", "The gateway's principal is an id of another kind",
    explain="The principal is the managed identity that gets the role on the model accounts: an "
    "object id of its own, never that of the tenant or of a subscription.",
    sources=("v1.25 6",),
    bad={**_WITH_ALL, "gateway.apim_assign_role": True,
         "gateway.apim_principal": "11111111-2222-4333-8444-5555555555d2"},
    good={**_WITH_ALL, "gateway.apim_assign_role": True,
          "gateway.apim_principal": "11111111-2222-4333-8444-5555555555e2"},
)  # fmt: skip
def _principal_is_other(view: View) -> Iterator[Problem]:
    if not _is_on(view) or not view.applies("gateway.apim_principal"):
        return
    principal = view.text("gateway.apim_principal").lower()
    there = [view.at(environment=name).text("subscription_id") for name in view.environments]
    if principal and principal in {text.lower() for text in (view.text("tenant_id"), *there)}:
        yield Problem(
            ("gateway.apim_principal",),
            f"{principal} is the id of the tenant or of a subscription, not of an identity.",
            "Give the object id of the gateway's managed identity.",
        )


def _is_on(view: View) -> bool:
    return "gateway.apim" in view.catalog.settings and view.is_on("gateway.apim")
