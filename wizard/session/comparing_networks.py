"""What becomes of the address plan between two states of the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wizard.model.view import View
from wizard.network.build import build_plan
from wizard.network.listing import rows, vnet_text
from wizard.network.plan import AddressPlan
from wizard.session.compared import Data, Part, Told

_LISTED = 40


def compare_networks(then: View | None, now: View) -> Iterator[Told]:
    """What is told of the VNets and subnets of one scale set; both views stand on it."""
    used = then.environments if then is not None else ()
    for environment in now.environments:
        after = build_plan(now.at(environment=environment))
        before = None
        if then is not None and environment in used:
            before = build_plan(then.at(environment=environment))
        yield from _environment(environment, before, after, now)


def _environment(
    environment: str, before: AddressPlan | None, after: AddressPlan, now: View
) -> Iterator[Told]:
    keys = (now.at(environment=environment).full_key("address.vnet"),)
    if before is None:
        parts: tuple[Part, ...] = (f"{environment}: new VNet ", Data(vnet_text(after)), ".")
        yield Told("addresses", parts, keys)
        return
    if vnet_text(before) != vnet_text(after):
        yield Told(
            "addresses",
            (f"{environment}: the VNet's range goes from ", Data(vnet_text(before)), " to ",
             Data(vnet_text(after)), "."),
            keys, "care" if before.demand.vnet else "plain",
            (("A VNet that is deployed keeps its range while subnets stand in it.",),),
        )  # fmt: skip
    yield from _subnets(environment, _ranges(before), _ranges(after), keys)


def _ranges(plan: AddressPlan) -> dict[str, str]:
    return {row.name: row.cidr for row in rows(plan)}


def _subnets(
    environment: str, old: Mapping[str, str], new: Mapping[str, str], keys: tuple[str, ...]
) -> Iterator[Told]:
    added = [name for name in new if name not in old]
    gone = [name for name in old if name not in new]
    moved = [name for name in new if name in old and new[name] != old[name]]
    counts = [
        f"{len(names)} {word}"
        for names, word in ((added, "new"), (gone, "no longer planned"), (moved, "moved"))
        if names
    ]
    if not counts:
        return
    number = len(added) + len(gone) + len(moved)
    parts = (f"{environment}: {'subnet' if number == 1 else 'subnets'}: {', '.join(counts)}.",)
    lines: list[tuple[Part, ...]] = [(Data(name), " gets ", Data(new[name])) for name in added]
    lines += [(Data(name), " had ", Data(old[name])) for name in gone]
    lines += [
        (Data(name), " goes from ", Data(old[name]), " to ", Data(new[name])) for name in moved
    ]
    if len(lines) > _LISTED:
        lines = [*lines[:_LISTED], (f"and {len(lines) - _LISTED} more",)]
    if moved:
        lines.insert(0, ("A subnet that is deployed cannot move while something stands in it.",))
    yield Told("addresses", parts, keys, "care" if moved else "plain", tuple(lines))
