"""Rules on lists of addresses that may come in."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Value
from wizard.model.view import View
from wizard.network.named_ranges import named_ranges
from wizard.network.ranges import PRIVATE_RANGES, Cidr, Reading, address_text, read_source
from wizard.rules.finding import Problem
from wizard.rules.networking import allowed_ips
from wizard.rules.registry import rule

TEAM, REGISTRY = "team.allowed_ips", "registry.allowed_ips"


def readings(view: View, key: str) -> list[Reading]:
    """The entries of a list, each as an address or range."""
    return [read_source(item) for item in allowed_ips(view, key)]


def _without(view: View, key: str, unwanted: str) -> dict[str, Value | None]:
    kept = tuple(item for item in allowed_ips(view, key) if item != unwanted)
    return {key: kept or None}


def _instead(view: View, key: str, old: str, new: str) -> dict[str, Value | None]:
    items = (new if item == old else item for item in allowed_ips(view, key))
    return {key: tuple(dict.fromkeys(items))}


def _malformed(view: View, key: str) -> Iterator[Problem]:
    for reading in readings(view, key):
        if not reading.flaw:
            continue
        repair = reading.repair
        yield Problem(
            (key,),
            f"The entry {reading.text!r} {reading.flaw}.",
            f"Write {repair}." if repair else "Give an IPv4 address or range, such as 20.30.40.50.",
            set=_instead(view, key, reading.text, repair) if repair else {},
        )


def _unrestricted(view: View, key: str) -> Iterator[Problem]:
    rows = [row for row in named_ranges(view.catalog.tables["ranges"]) if row.id == "everything"]
    for reading in readings(view, key):
        found = reading.range
        if found is None or not (found in rows[0].cidrs or found == Cidr(0, 32)):
            continue
        yield Problem(
            (key,),
            f"The entry {reading.text} restricts nothing.",
            "List the addresses of the team instead.",
            set=_without(view, key, reading.text),
        )


def _unroutable(view: View, key: str) -> Iterator[Problem]:
    rows = named_ranges(view.catalog.tables["ranges"])
    never = [row for row in rows if row.use == "never" or row.id == "carrier_grade_nat"]
    for reading in readings(view, key):
        found = reading.range
        if found is None or found.prefix == 0 or found == Cidr(0, 32):
            continue
        row = next((row for row in never if row.overlap(found)), None)
        if row or any(private.overlaps(found) for private in PRIVATE_RANGES):
            kind = f"belongs to {row.title}" if row else "is private"
            yield Problem(
                (key,),
                f"The entry {reading.text} {kind}; firewalls of storage and key vaults accept "
                "public addresses only, and would never see this one.",
                "Give the public address with which the team appears on the internet.",
                set=_without(view, key, reading.text),
            )


@rule(
    "ACC201", "project", "error", "Entries of the IP list",
    explain="The list holds IPv4 addresses and ranges. The templates hand it on as it is; an "
    "entry that is none makes the deployment of every service with a firewall fail.",
    sources=("R-066", "network 7.24", "bicep-defects 3.3"),
    bad={TEAM: ("20.30.40.500",)},
    good={TEAM: ("20.30.40.50", "20.30.41.0/24")},
)  # fmt: skip
def _entries_are_addresses(view: View) -> Iterator[Problem]:
    yield from _malformed(view, TEAM)


@rule(
    "ACC202", "project", "warning", "An IP list that lets everybody in",
    explain="With 0.0.0.0 or 0.0.0.0/0 in it, an allow list is no restriction.",
    sources=("R-067", "network 7.24"),
    bad={TEAM: ("0.0.0.0/0",)},
    good={TEAM: ("20.30.40.50",)},
)  # fmt: skip
def _the_list_restricts(view: View) -> Iterator[Problem]:
    yield from _unrestricted(view, TEAM)


@rule(
    "ACC203", "project", "error", "Private addresses in the IP list",
    explain="Firewalls of storage accounts and key vaults refuse private addresses: traffic from "
    "inside the VNet comes by private endpoint, and from outside with a public address.",
    sources=("R-068", "network 7.24"),
    bad={TEAM: ("10.1.2.3",)},
    good={TEAM: ("20.30.40.50",)},
)  # fmt: skip
def _entries_are_public(view: View) -> Iterator[Problem]:
    yield from _unroutable(view, TEAM)


@rule(
    "ACC204", "project", "error", "Smallest ranges in the IP list",
    explain="Storage accounts and key vaults take no range of /31 or /32. The templates strip /32; "
    "two addresses of a /31 have to be listed one by one.",
    sources=("R-068", "network 7.24"),
    bad={TEAM: ("20.30.40.50/31",)},
    good={TEAM: ("20.30.40.50", "20.30.40.51")},
)  # fmt: skip
def _ranges_are_not_tiny(view: View) -> Iterator[Problem]:
    for reading in readings(view, TEAM):
        found = reading.range
        if found is None or "/" not in reading.text or found.prefix < 31:
            continue
        singles = [address_text(address) for address in range(found.first, found.last + 1)]
        items = allowed_ips(view, TEAM)
        changed = [a for item in items for a in (singles if item == reading.text else [item])]
        yield Problem(
            (TEAM,),
            f"Storage and key vaults take no /{found.prefix}: {reading.text}.",
            f"List {' and '.join(singles)} without a prefix length.",
            severity="error" if found.prefix == 31 else "note",
            set={TEAM: tuple(dict.fromkeys(changed))},
        )


@rule(
    "ACC205", "project", "warning", "Addresses from documentation",
    explain="Some ranges exist for examples in documents only. Nobody's requests come from there.",
    sources=("network 7.24", "https://www.rfc-editor.org/rfc/rfc5737"),
    bad={TEAM: ("203.0.113.10",)},
    good={TEAM: ("20.30.40.50",)},
)  # fmt: skip
def _entries_are_real(view: View) -> Iterator[Problem]:
    rows = [row for row in named_ranges(view.catalog.tables["ranges"]) if row.id == "documentation"]
    for reading in readings(view, TEAM):
        if reading.range is not None and any(
            known.holds(reading.range) for row in rows for known in row.cidrs
        ):
            yield Problem(
                (TEAM,),
                f"The entry {reading.text} is an address from documentation.",
                "Give the public address with which the team appears on the internet.",
                set=_without(view, TEAM, reading.text),
            )


@rule(
    "ACC206", "project", "note", "Several addresses and Bastion",
    explain="Upstream's documentation says that the rules of the Bastion subnet take one address "
    "only.",
    sources=("R-069",),
    bad={TEAM: ("20.30.40.50", "20.30.40.51"), "access.bastion": True},
    good={TEAM: ("20.30.40.50",), "access.bastion": True},
)  # fmt: skip
def _bastion_takes_one_address(view: View) -> Iterator[Problem]:
    count = len(allowed_ips(view, TEAM))
    if view.is_on("access.bastion") and count > 1:
        yield Problem(
            (TEAM, "access.bastion"),
            f"Project {view.context.project} lists {count} addresses; the Bastion subnet may let "
            "only one of them in.",
            "Put a range or a single egress address first, and check the rules after the run.",
        )


@rule(
    "ACC207", "scale_set", "warning", "IP list of the registry",
    explain="Upstream's check looks at this list; no template applies it. It should still hold "
    "public IPv4 addresses and ranges, for the day it does.",
    sources=("R-066", "R-067", "R-068", "network 7.24"),
    bad={REGISTRY: ("10.1.2.3", "0.0.0.0/0", "20.30")},
    good={REGISTRY: ("20.30.40.50", "20.30.41.0/24")},
)  # fmt: skip
def _registry_list_is_right(view: View) -> Iterator[Problem]:
    yield from _malformed(view, REGISTRY)
    yield from _unrestricted(view, REGISTRY)
    yield from _unroutable(view, REGISTRY)
