"""Look-ups in a session: findings while they hold, and VNets and subnets to pick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from wizard.model.context import split_key
from wizard.model.view import View
from wizard.network.build import expanded
from wizard.rules.finding import Finding
from wizard.session.directory import Entry
from wizard.session.live_ranges import LiveVnet, import_pairs, own_vnet
from wizard.session.questions import view_of

if TYPE_CHECKING:
    from wizard.session.draft import Session

VNET, GROUP = "byo.vnet_name", "byo.vnet_resource_group"


class LookedUp:
    """Findings and VNets of one look, with the answers that they are about.

    A finding holds as long as the answers under its keys are what they were; after that nobody
    knows until somebody looks again.
    """

    def __init__(
        self,
        session: Session,
        findings: list[Finding],
        vnets: Mapping[str, tuple[LiveVnet, ...]],
    ) -> None:
        self._vnets = dict(vnets)
        self._findings = [(finding, _texts(session, finding)) for finding in findings]

    def vnets(self, subscription: str) -> tuple[LiveVnet, ...] | None:
        """See ``Live``."""
        return self._vnets.get(subscription.strip().lower())

    def findings(self, session: Session) -> list[Finding]:
        """See ``Live``."""
        return [found for found, texts in self._findings if _texts(session, found) == texts]


def _texts(session: Session, finding: Finding) -> tuple[str, ...]:
    return tuple(_text(session, key) for key in finding.keys)


def _text(session: Session, full: str) -> str:
    """The effective text under a full key; "" when its owner is gone."""
    place = split_key(full)
    answers = session.answers
    if place.project and place.project not in answers.projects:
        return ""
    if place.scale_set and place.scale_set not in answers.scale_sets:
        return ""
    if place.key not in session.catalog.settings:
        return ""
    return view_of(session, full).text(place.key)


def picks_live(key: str) -> bool:
    """Whether a short key names a VNet, its group, or a subnet that exists already."""
    return key in (VNET, GROUP) or key.startswith("subnets.") or (
        key.startswith("byo.") and key.endswith("_subnet")
    )  # fmt: skip


def live_entries(session: Session, full: str) -> tuple[Entry, ...]:
    """VNets, groups or subnets that a question can be answered with; none when nobody looked."""
    key = split_key(full).key
    if session.live is None or not picks_live(key):
        return ()
    found: dict[str, Entry] = {}
    home = view_of(session, full)
    for environment in home.environments:
        view = home.at(environment=environment)
        vnets = session.live.vnets(view.text("subscription_id")) or ()
        for entry in _entries(view, key, vnets):
            known = found.get(entry.id)
            words = f"{known.words}; {environment}" if known else f"{entry.words}, {environment}"
            found[entry.id] = entry._replace(words=words)
    return tuple(found[name] for name in sorted(found, key=str.lower))


def _entries(view: View, key: str, vnets: tuple[LiveVnet, ...]) -> Iterator[Entry]:
    if key == VNET:
        for vnet in vnets:
            ranges = ", ".join(map(str, vnet.ranges))
            yield Entry(vnet.name, vnet.name, f"{ranges}, group {vnet.group}")
    elif key == GROUP:
        name = expanded(view, view.text(VNET)).lower()
        for vnet in vnets:
            if not name or vnet.name.lower() == name:
                yield Entry(vnet.group, vnet.group, f"VNet {vnet.name}")
    else:
        own = own_vnet(view, vnets)
        for subnet in own.subnets if own else ():
            delegated = f", {', '.join(subnet.delegations)}" if subnet.delegations else ""
            yield Entry(subnet.name, subnet.name, ", ".join(map(str, subnet.ranges)) + delegated)


def imports(session: Session) -> list[tuple[str, object]]:
    """Answers that take what exists into the plans of the current scale set, one per key."""
    pairs: dict[str, object] = {}
    home = session.view()
    reserved: list[str] = []
    for environment in home.environments:
        view = home.at(environment=environment)
        vnets = session.live.vnets(view.text("subscription_id")) if session.live else None
        for key, value in import_pairs(view, vnets or ()):
            if key.endswith("address.reserved_ranges"):
                reserved += [part for part in str(value).split(",") if part not in reserved]
                pairs[key] = ",".join(reserved)
            else:
                pairs[key] = value
    return list(pairs.items())


def is_looked_at(session: Session) -> bool:
    """Whether the VNets of some environment of the current scale set were seen."""
    home = session.view()
    live = session.live
    return live is not None and any(
        live.vnets(home.at(environment=environment).text("subscription_id")) is not None
        for environment in home.environments
    )
