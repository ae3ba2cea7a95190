"""Rules on the VNet as a whole: its size, one range for several environments, fixed names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wizard.catalog.setting import Value
from wizard.model.view import View
from wizard.network.build import table_of, vnet_reading
from wizard.network.octets import templates_inside
from wizard.network.ranges import PLACEHOLDER, read_template
from wizard.rules.defects import stands
from wizard.rules.finding import Problem
from wizard.rules.network import made_by_factory
from wizard.rules.registry import rule


@rule(
    "NET108", "scale_set", "warning", "Size of the VNet",
    explain="Every project takes eight subnets of fixed sizes, and the pipelines leave gaps. A "
    "small VNet is full after a few projects, and its range can hardly be changed.",
    sources=("R-054", "R-055", "network 3", "network 4"),
    bad={"address.vnet": "172.16.0.0/21", "environments.dev.address.octet": 0,
         "environments.stage.address.octet": 1, "environments.prod.address.octet": 2},
    good={"address.vnet": "172.16.0.0/16"},
)  # fmt: skip
def _vnet_is_large_enough(view: View) -> Iterator[Problem]:
    space = read_template(view.text("address.vnet"), 0).range
    if not made_by_factory(view) or space is None:
        return
    facts = table_of(view).allocation
    least, advised = facts["vnet_minimum_prefix"], facts["vnet_advised_prefix"]
    if space.prefix <= advised:
        return
    yield Problem(
        ("address.vnet",),
        f"The VNet is a /{space.prefix} with {space.size} addresses; a project with all subnets "
        f"takes {facts['addresses_per_project']}.",
        f"Use a /{advised} where you can, a /{least} at least.",
        severity="warning" if space.prefix > least else "note",
    )


@rule(
    "NET109", "scale_set", "note", "One range for several environments",
    explain="Without XX in its range the VNet is the same in every environment. That is harmless "
    "while they stand alone. Peered VNets, with each other or with one hub, must not overlap.",
    sources=("R-059", "network 3", "network 7.6", "demand 7", "demand 17"),
    bad={"networking.peered": True},
    good={"networking.peered": True, "address.vnet": "10.XX.0.0/16"},
)  # fmt: skip
def _environments_have_their_own_range(view: View) -> Iterator[Problem]:
    names = "" if _must_be_apart(view) else _overlapping(view)
    if not names:
        return
    linked = [key for key in ("networking.peered", "dns.central_by_policy") if view.is_on(key)]
    offers = _own_ranges(view)
    yield Problem(
        ("address.vnet", *linked),
        f"The VNets of several environments overlap: {names}. They can never be peered with each "
        "other or with the same hub.",
        f"Put {PLACEHOLDER} into the range, such as {offers['address.vnet']}, with the common "
        "subnets to match." if linked else "Fine while they stand alone; decide before the first "
        f"run. {offers['address.vnet']} would keep peering possible.",
        severity="error" if linked else "note",
        set=offers if linked else {},
    )  # fmt: skip


@rule(
    "NET141", "scale_set", "error", "The networks of the environments overlap",
    explain="From release 1.25 on the check before a run refuses networks that overlap, of dev, "
    "stage and prod among themselves. A range without XX is the same for all of them. Ranges of "
    "a factory that stands cannot be changed: switch environments off that have no network yet.",
    sources=("v1.25 2",),
    bad={"address.scaling_mode": "shared-subscriptions", "address.vnet": "172.16.0.0/16"},
    good={"address.scaling_mode": "shared-subscriptions", "address.vnet": "172.16.XX.0/18"},
)  # fmt: skip
def _environments_are_apart(view: View) -> Iterator[Problem]:
    names = _overlapping(view) if _must_be_apart(view) else ""
    if names:
        yield Problem(
            ("address.vnet",),
            f"These networks overlap, and the check before a run stops: {names}.",
            f"For a new factory write {PLACEHOLDER} as the third part, such as 172.16.XX.0/18.",
        )


@rule(
    "NET142", "scale_set", "error", "XX stands in another part than the check before a run takes",
    explain="From release 1.25 on the check before a run takes XX as the third part of an address "
    "only, in the VNet and in the common subnets. Ranges such as 10.XX.0.0/16 worked before.",
    sources=("v1.25 2",),
    bad={"address.scaling_mode": "shared-subscriptions", "address.vnet": "10.XX.0.0/16"},
    good={"address.scaling_mode": "shared-subscriptions", "address.vnet": "10.0.XX.0/18"},
)  # fmt: skip
def _placeholder_is_the_third_part(view: View) -> Iterator[Problem]:
    part = view.catalog.tables["subnets"].get("preflight", {}).get("placeholder_part")
    if not part or not made_by_factory(view):
        return
    for key in ("address.vnet", *(kind.cidr_setting for kind in table_of(view).common)):
        parts = view.text(key).partition("/")[0].split(".")
        if PLACEHOLDER in parts and parts.index(PLACEHOLDER) != part - 1:
            yield Problem(
                (key,),
                f"The check before a run stops at {view.text(key)}: {PLACEHOLDER} has to be part "
                f"{part} of the address.",
                f"For a new factory write it there, such as 172.16.{PLACEHOLDER}.0/18; for one "
                "that stands, write a range without it, with one environment in use.",
            )


def _must_be_apart(view: View) -> bool:
    return bool(view.catalog.tables["subnets"].get("preflight", {}).get("vnets_apart"))


def _overlapping(view: View) -> str:
    """The VNets of environments that share an address, in words; nothing where all are apart."""
    if not made_by_factory(view) or not view.is_blank("byo.vnet_name"):
        return ""
    spaces = {name: vnet_reading(view.at(environment=name)).range for name in view.environments}
    known = [(name, space) for name, space in spaces.items() if space is not None]
    pairs = [(a, b) for a, b in combinations(known, 2) if a[1].overlaps(b[1])]
    return "; ".join(f"{a[0]} {a[1]} and {b[0]} {b[1]}" for a, b in pairs)


def _own_ranges(view: View) -> dict[str, Value | None]:
    vnet = f"10.{PLACEHOLDER}.0.0/16"
    kinds = table_of(view).common
    templates = templates_inside(vnet, (kind.default_prefix for kind in kinds))
    offers = {kind.cidr_setting: text for kind, text in zip(kinds, templates, strict=True)}
    return {"address.vnet": vnet, **offers}


@rule(
    "NET110", "scale_set", "note", "Upstream's check and XX in the VNet",
    explain="Upstream's preflight script does not replace XX in the range of the VNet and reports "
    "CIDR_VNET_BAD for it. The deployment itself replaces it, and the script stops no run.",
    sources=("bicep-defects 4.15", "network 3", "D60"),
    bad={"address.vnet": "10.XX.0.0/16"},
    good={"address.vnet": "10.61.0.0/16"},
)  # fmt: skip
def _preflight_does_not_know_the_placeholder(view: View) -> Iterator[Problem]:
    stands_here = stands(view, "bicep-defects 4.15")
    if stands_here and made_by_factory(view) and PLACEHOLDER in view.text("address.vnet"):
        yield Problem(
            ("address.vnet",),
            f"The preflight step will report the range {view.text('address.vnet')} as wrong, "
            f"because it does not replace {PLACEHOLDER} there; the deployment does.",
            "Nothing to do; expect CIDR_VNET_BAD in its log.",
        )


@rule(
    "NET111", "scale_set", "warning", "Subnet names that cannot be chosen",
    explain="A later step looks the Power BI subnet up under a fixed name, and Azure accepts one "
    "name only for the subnet of Bastion.",
    sources=("R-030", "R-034", "D93", "network 7.4", "network 7.31"),
    bad={"address.power_bi_subnet_name": "snet-powerbi"},
    good={"address.power_bi_subnet_name": "snet-esml-cmn-pbi-001"},
)  # fmt: skip
def _fixed_names_are_kept(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    for kind in table_of(view).common:
        key = f"{kind.cidr_setting}_name"
        if not kind.fixed_name or view.text(key) == kind.fixed_name:
            continue
        yield Problem(
            (key,),
            f"The subnet {kind.title} is called {view.text(key)!r}; it is looked up as "
            f"{kind.fixed_name}.",
            f"Set the name to {kind.fixed_name}.",
            severity="error" if kind.id == "bastion" else "warning",
            set={key: kind.fixed_name},
        )
