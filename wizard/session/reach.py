"""From where each service that is on can be reached, in every networking mode."""

from __future__ import annotations

from dataclasses import dataclass

from wizard.session.draft import Session

MODES = ("private", "hybrid", "public")
IN_WORDS = {"vnet": "VNet", "list": "listed", "any": "anyone"}


@dataclass(frozen=True, slots=True)
class Reach:
    """One service: the words "VNet", "listed" or "anyone" for each mode, in the order of MODES."""

    title: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModePicture:
    """A networking mode as a picture: who comes in, through what, to what."""

    mode: str
    people: str
    ways: tuple[str, ...]
    services: str
    sentence: str
    is_open: bool


PICTURES = (
    ModePicture(
        "private", "your team", ("VPN, peering", "or Bastion"), "inner endpoints",
        "Nothing answers from the internet.", is_open=False,
    ),
    ModePicture(
        "hybrid", "your team", ("listed", "addresses"), "endpoints + list",
        "Portals and AI services answer to the addresses you list.", is_open=False,
    ),
    ModePicture(
        "public", "anyone", ("the", "internet"), "public endpoints",
        "Sign-in is the only lock; most private endpoints are left out.", is_open=True,
    ),
)  # fmt: skip

ACCESS_NEEDS = {
    "hub-peering": "Needs a range of its own for each VNet; your network team makes the peering.",
    "vpn": "Needs a gateway subnet and a gateway in the VNet, which you make; no template does.",
    "bastion": "The template makes the host, and the VM if you want it; needs a /26 in the VNet.",
    "allow-list": "Needs the public addresses of everyone, with the team of each project.",
    "jump-host": "Needs a machine that is in the network, or peered with it, already.",
}
"""What each way to a private factory needs, by the value of ``networking.access``."""
DNS_NEEDS = (
    ("in the factory", "Zones for each environment, nothing to prepare; a peered network has to be "
     "linked to them."),
    ("in the hub", "Needs the zones, the policy that adds records, and read rights there before "
     "the first run."),
)  # fmt: skip
"""Where private DNS zones are, and what that needs: off, on."""


def reach_of_services(session: Session) -> list[Reach]:
    """The services of the current project that are on, and from where each is reached."""
    view = session.view()
    without_list = view.is_blank("team.allowed_ips")
    found = []
    for row in session.catalog.tables.get("reach", {}).get("reach", ()):
        for name in row["services"]:
            service = session.catalog.services.get(name)
            if service is None or not view.holds(service.on):
                continue
            places = [row[mode] for mode in MODES]
            if without_list and "without_list" in row:
                places[1] = row["without_list"]
            found.append(Reach(service.title, tuple(IN_WORDS[place] for place in places)))
    return found
