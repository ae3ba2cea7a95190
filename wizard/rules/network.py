"""Rules on the ranges of VNets and common subnets: can they be read, and do they fit together."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Value
from wizard.model.view import View
from wizard.network.build import common_readings, octet_of, table_of, vnet_reading
from wizard.network.octets import (
    fitting_octets,
    free_octet,
    placeholder_flaws,
    repaired_template,
    templates_inside,
)
from wizard.network.ranges import (
    PLACEHOLDER,
    Cidr,
    Reading,
    overlapping_pairs,
)
from wizard.rules.finding import Problem
from wizard.rules.registry import rule


def made_by_factory(view: View) -> bool:
    """Whether the address settings mean anything: the factory makes the subnets itself."""
    return not view.is_on("byo.subnets")


def other_octets(view: View) -> list[int]:
    """The octets of the scale set's other environments in use."""
    others = (name for name in view.environments if name != view.context.environment)
    octets = (octet_of(view.at(environment=name)) for name in others)
    return [octet for octet in octets if octet is not None]


def _misread(template: str, reading: Reading) -> bool:
    # A missing range and a placeholder that is written wrongly have findings of their own.
    return bool(reading.flaw and template.strip()) and not any(placeholder_flaws(template))


def _in_environment(view: View, template: str) -> str:
    # A range without the placeholder is the same everywhere, and reported once.
    return f" in {view.context.environment}" if PLACEHOLDER in template else ""


@rule(
    "NET101", "scale_set", "error", "Equal octets",
    explain="Two environments with one octet get the same ranges for their common subnets. "
    "Upstream's own check reports it as a failure, and such VNets can never be peered.",
    sources=("R-046", "demand 7", "network 7.5"),
    bad={"environments.prod.address.octet": 61},
    good={"environments.prod.address.octet": 64},
)  # fmt: skip
def _octets_differ(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    known: dict[int, str] = {}
    views = {name: view.at(environment=name) for name in view.environments}
    octets = {name: octet_of(there) for name, there in views.items()}
    for name, octet in octets.items():
        if octet is None:
            continue
        if octet not in known:
            known[octet] = name
            continue
        key, first = (views[n].full_key("address.octet") for n in (name, known[octet]))
        offer = free_octet([o for o in octets.values() if o is not None], near=octet)
        yield Problem(
            (key, first),
            f"{known[octet].capitalize()} and {name} both have the octet {octet}, so their common "
            "subnets get the same ranges.",
            f"Give {name} an octet of its own, such as {offer}.",
            set={key: offer},
        )


@rule(
    "NET102", "environment", "error", "Range of the VNet",
    explain="The VNet needs an IPv4 range such as 172.16.0.0/16, or one with XX for the octet of "
    "the environment, that starts where a range of its size can start.",
    sources=("R-048", "network 7.2"),
    bad={"address.vnet": "172.16.5.0/16"},
    good={"address.vnet": "10.XX.0.0/16"},
)  # fmt: skip
def _vnet_is_a_range(view: View) -> Iterator[Problem]:
    octet, template = octet_of(view), view.text("address.vnet")
    reading = vnet_reading(view)
    if not made_by_factory(view) or octet is None or not _misread(template, reading):
        return
    offer = repaired_template(template, octet)
    where = _in_environment(view, template)
    yield Problem(
        ("address.vnet",),
        f"The range of the VNet, {reading.text!r}{where}, {reading.flaw}.",
        f"Set it to {offer}." if offer else "Give a range such as 172.16.0.0/16.",
        set={"address.vnet": offer} if offer else {},
    )


@rule(
    "NET103", "environment", "error", "Range of a common subnet",
    explain="Every common subnet needs an IPv4 range, once XX is replaced, in every environment. "
    "Upstream checks dev only.",
    sources=("R-049", "D60", "network 7.2"),
    bad={"address.scoring_subnet": "172.16.XX.70/26"},
    good={"address.scoring_subnet": "172.16.XX.64/26"},
)  # fmt: skip
def _common_subnets_are_ranges(view: View) -> Iterator[Problem]:
    octet = octet_of(view)
    if not made_by_factory(view) or octet is None:
        return
    for kind, reading in common_readings(view):
        template = view.text(kind.cidr_setting)
        if not _misread(template, reading):
            continue
        offer = repaired_template(template, octet)
        yield Problem(
            (kind.cidr_setting,),
            f"The range of the subnet {kind.title!r}, {reading.text!r}"
            f"{_in_environment(view, template)}, {reading.flaw}.",
            f"Set it to {offer}." if offer else "Give a range inside the VNet.",
            set={kind.cidr_setting: offer} if offer else {},
        )


@rule(
    "NET104", "scale_set", "error", "Placeholder XX",
    explain="XX is replaced by the octet as plain text, wherever it stands. It has to be written "
    "in capitals and be a whole part of the address.",
    sources=("R-047", "network 3"),
    bad={"address.common_subnet": "172.16.xx.0/26"},
    good={"address.common_subnet": "172.16.XX.0/26"},
)  # fmt: skip
def _placeholder_stands_right(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    for key in ("address.vnet", *(kind.cidr_setting for kind in table_of(view).common)):
        text = view.text(key)
        for flaw in placeholder_flaws(text):
            offer = text.upper() if text.upper() != text and "capitals" in flaw else None
            yield Problem(
                (key,),
                f"The range {text!r} {flaw}.",
                f"Write {PLACEHOLDER} where the octet of the environment belongs.",
                set={key: offer} if offer else {},
            )


@rule(
    "NET105", "environment", "error", "Common subnets inside the VNet",
    explain="A subnet outside its VNet passes upstream's check when dev alone is right, and fails "
    "in the deployment of the other environments.",
    sources=("R-050", "R-053", "D60", "demand 18", "network 7.4", "network 7.5"),
    bad={"address.vnet": "172.16.0.0/18", "environments.prod.address.octet": 64},
    good={"address.vnet": "172.16.0.0/18", "environments.prod.address.octet": 60},
)  # fmt: skip
def _common_subnets_lie_inside(view: View) -> Iterator[Problem]:
    space = vnet_reading(view).range
    if not made_by_factory(view) or space is None:
        return
    outside = [
        (kind, reading.range)
        for kind, reading in common_readings(view)
        if reading.range is not None and not space.holds(reading.range)
    ]
    if not outside:
        return
    names = ", ".join(f"{kind.title} {found}" for kind, found in outside)
    remedy, offers = _way_inside(view)
    yield Problem(
        (*(kind.cidr_setting for kind, _ in outside), "address.octet", "address.vnet"),
        f"In {view.context.environment} these subnets lie outside the VNet {space}: {names}.",
        remedy,
        set=offers,
    )


def _way_inside(view: View) -> tuple[str, dict[str, Value | None]]:
    vnet = view.text("address.vnet")
    kinds = table_of(view).common
    suiting = tuple(fitting_octets(vnet, (view.text(kind.cidr_setting) for kind in kinds)))
    octet = free_octet(other_octets(view), among=suiting)
    if octet is not None:
        spread = f"{suiting[0]} to {suiting[-1]}" if len(suiting) > 1 else str(suiting[0])
        return f"Octets that fit are {spread}; set {octet}.", {"address.octet": octet}
    templates = templates_inside(vnet, (kind.default_prefix for kind in kinds))
    if not templates:
        return f"Choose a larger VNet than {vnet}, or subnets inside it.", {}
    offers = {kind.cidr_setting: text for kind, text in zip(kinds, templates, strict=True)}
    return f"Use {', '.join(templates)}.", {**offers}


@rule(
    "NET106", "environment", "error", "Common subnets apart",
    explain="Azure refuses a subnet that shares an address with another one of the VNet.",
    sources=("R-051", "D60", "network 7.4"),
    bad={"address.scoring_subnet": "172.16.XX.32/27"},
    good={"address.scoring_subnet": "172.16.XX.64/27"},
)  # fmt: skip
def _common_subnets_are_apart(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    kinds = {kind.id: (kind, found.range) for kind, found in common_readings(view)}
    readable = [(name, found) for name, (_, found) in kinds.items() if found is not None]
    for one, other in overlapping_pairs(readable):
        (left, first), (right, second) = kinds[one], kinds[other]
        yield Problem(
            (right.cidr_setting, left.cidr_setting),
            f"In {view.context.environment} the subnets {left.title} {first} and {right.title} "
            f"{second} overlap.",
            f"Give {right.title} a range behind {first}.",
        )


@rule(
    "NET107", "environment", "error", "Size of a common subnet",
    explain="Azure keeps five addresses of each subnet, and some subnets have a smallest size of "
    "their own, above all the one for Bastion.",
    sources=("R-052", "network 7.4", "azure-facts 5"),
    bad={"address.bastion_subnet": "172.16.XX.192/27"},
    good={"address.bastion_subnet": "172.16.XX.192/26"},
)  # fmt: skip
def _common_subnets_are_large_enough(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    readings = common_readings(view)
    for kind, reading in readings:
        found = reading.range
        if found is None or found.prefix <= kind.minimum_prefix:
            continue
        grown = Cidr.around(found.first, kind.default_prefix)
        others = [other.range for k, other in readings if k is not kind and other.range]
        fits = grown.first == found.first and not any(grown.overlaps(o) for o in others)
        template = view.text(kind.cidr_setting).rpartition("/")[0] + f"/{kind.default_prefix}"
        yield Problem(
            (kind.cidr_setting,),
            f"The subnet {kind.title} {found} in {view.context.environment} has {found.usable} "
            f"usable addresses; it has to be a /{kind.minimum_prefix} or larger.",
            f"Set it to {template}." if fits else f"Use a /{kind.default_prefix}.",
            set={kind.cidr_setting: template} if fits else {},
        )
