"""Rules on the networking mode: the three flags behind it, what it opens, how people get in."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import rule

FLAGS = (
    "networking.public_access_behind_vnet",
    "networking.public_genai_access",
    "networking.public_access_with_perimeter",
)
MODES = {
    (False, False, False): "private",
    (True, True, False): "hybrid",
    (True, True, True): "public",
}
"""What the three flags mean together (R-063)."""


def mode_of_flags(view: View) -> str | None:
    """The mode that the three flags make, None for a combination that is none."""
    return MODES.get((view.is_on(FLAGS[0]), view.is_on(FLAGS[1]), view.is_on(FLAGS[2])))


def allowed_ips(view: View, key: str) -> tuple[str, ...]:
    """The entries of an IP list; a lone dash is upstream's empty list."""
    items = view.items(key)
    return () if items == ("-",) else items


@rule(
    "ACC101", "scale_set", "error", "Networking flags that contradict each other",
    explain="Three flags decide which services are public. They follow the networking mode; set "
    "one by one, only three combinations mean something: all off (private), the first two on "
    "(hybrid), all on (public).",
    sources=("R-063", "network 5"),
    bad={"networking.public_genai_access": True},
    good={"networking.mode": "hybrid"},
)  # fmt: skip
def _flags_make_a_mode(view: View) -> Iterator[Problem]:
    meant, chosen = mode_of_flags(view), view.text("networking.mode")
    if meant == chosen:
        return
    given = [key for key in FLAGS if view.given(key) is not None]
    state = ", ".join(f"{key.partition('.')[2]} {'on' if view.is_on(key) else 'off'}"
                      for key in FLAGS)  # fmt: skip
    if meant is None:
        yield Problem(
            (*(given or FLAGS), "networking.mode"),
            f"The networking flags make no mode together: {state}.",
            f"Let them follow the networking mode ({chosen}), or choose another mode.",
            set=dict.fromkeys(given),
        )
    else:
        yield Problem(
            ("networking.mode", *given),
            f"The networking mode says {chosen}, but the flags make it {meant}: {state}. The "
            "flags are what the pipelines receive.",
            f"Set the mode to {meant}, or let the flags follow it.",
            severity="warning",
            set={"networking.mode": meant},
        )


@rule(
    "ACC102", "scale_set", "warning", "Public mode",
    explain="The flag with 'perimeter' in its name adds no perimeter. It removes most private "
    "endpoints and the VNet integration of apps, and takes Container Apps out of the VNet. It is "
    "what the vendor's templates ship with; private is the recommended mode.",
    sources=("R-065", "network 5", "network 7.26"),
    bad={"networking.mode": "public"},
    good={"networking.mode": "private"},
)  # fmt: skip
def _public_is_meant(view: View) -> Iterator[Problem]:
    if not view.is_on("networking.public_access_with_perimeter"):
        return
    yield Problem(
        ("networking.mode", "networking.public_access_with_perimeter"),
        "Public mode: most services are reachable from the internet and have no private endpoint; "
        "a network security perimeter around them is not made.",
        "Choose private, or hybrid with a list of addresses, unless this is a sandbox.",
        set={"networking.mode": "private"} if view.text("networking.mode") == "public" else {},
    )


@rule(
    "ACC103", "scale_set", "warning", "How people reach a private factory",
    explain="The way in has to match what is built: Bastion needs its host and the admin machine, "
    "an allow list works in hybrid mode only, and a hub needs peered VNets.",
    sources=("network 5",),
    bad={"networking.access": "bastion"},
    good={"networking.access": "bastion", "access.bastion": True, "access.admin_vm": True},
)  # fmt: skip
def _the_way_in_exists(view: View) -> Iterator[Problem]:
    if not view.applies("networking.access"):
        return
    access = view.text("networking.access")
    wanted = {"bastion": ("access.bastion", "access.admin_vm"),
              "hub-peering": ("networking.peered",)}.get(access, ())  # fmt: skip
    missing = [key for key in wanted if not view.is_on(key)]
    if missing:
        titles = " and ".join(view.catalog[key].title for key in missing)
        yield Problem(
            (*missing, "networking.access"),
            f"People are to come in by {access}, but these are off: {titles}.",
            f"Switch on: {titles}.",
            set=dict.fromkeys(missing, True),
        )
    if access == "allow-list" and view.text("networking.mode") == "private":
        yield Problem(
            ("networking.access", "networking.mode"),
            "People are to come in by an allow list, but in private mode most services take none.",
            "Choose the hybrid mode, or another way in.",
            set={"networking.mode": "hybrid"},
        )


@rule(
    "ACC104", "scale_set", "note", "Ways in that are made by hand",
    explain="The templates make no peering, VPN gateway, DNS resolver or firewall. Those are made "
    "by hand after the common run.",
    sources=("network 5",),
    bad={"networking.access": "vpn"},
    good={"networking.access": "bastion"},
)  # fmt: skip
def _some_ways_in_are_manual(view: View) -> Iterator[Problem]:
    work = {
        "hub-peering": "the peering with the hub and the forwarding of DNS",
        "vpn": "the VPN gateway and a DNS resolver",
    }.get(view.text("networking.access"))
    if work and view.applies("networking.access"):
        yield Problem(
            ("networking.access",),
            f"The pipelines do not make {work}.",
            "Plan this work for the network team, between the common run and the first project.",
        )


@rule(
    "ACC105", "scale_set", "note", "Keys stay on",
    explain="With local authentication off, services accept identities only, no keys. That is the "
    "recommended state.",
    sources=("R-072",),
    bad={"networking.disable_local_auth": False},
    good={"networking.disable_local_auth": True},
)  # fmt: skip
def _keys_are_off(view: View) -> Iterator[Problem]:
    if not view.is_on("networking.disable_local_auth"):
        yield Problem(
            ("networking.disable_local_auth",),
            "Services of this scale set accept keys besides identities.",
            "Switch local authentication off unless an application cannot do without keys.",
            set={"networking.disable_local_auth": True},
        )
