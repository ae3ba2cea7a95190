"""Services that go on or off between two states of the answers, and what that brings along."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.tables import Service
from wizard.model.view import View
from wizard.rules.wording import counted
from wizard.session.compared import Part, Told, Weight, listed
from wizard.session.draft import Session
from wizard.session.services import ServiceState, service_state


def compare_services(
    session: Session, then: View | None, now: View, scope: str
) -> tuple[list[Told], set[str]]:
    """What is told of the services of one scope, and the short keys which that covers.

    ``then`` is None where there was nothing before; ``session`` stands on the place of ``now``.
    """
    told: list[Told] = []
    covered: set[str] = set()
    for service in now.catalog.services.values():
        if service.scope != scope:
            continue
        was = then is not None and _was_on(then, service)
        is_on = now.holds(service.on)
        if was == is_on:
            continue
        keys = _keys(now, service)
        covered.update((service.flag,) if service.flag else ())
        told.append(_on(session, service, keys) if is_on else _off(now, service, keys))
    return told, covered


def services_on(view: View, scope: str) -> list[str]:
    """The titles of the services that are on."""
    return [
        service.title for service in view.catalog.services.values()
        if service.scope == scope and service.flag
        and not service.flag.startswith(("deprecated.", "debug.")) and view.holds(service.on)
    ]  # fmt: skip


def _was_on(then: View, service: Service) -> bool:
    known = then.catalog.services.get(service.id)
    return known is not None and then.holds(known.on)


def _keys(view: View, service: Service) -> tuple[str, ...]:
    return (view.full_key(service.flag),) if service.flag else ()


def _on(session: Session, service: Service, keys: tuple[str, ...]) -> Told:
    state = service_state(session, service)
    parts = (f"{service.title} on: the next run will create it{_takes(state)}.",)
    return Told("service", parts, keys, more=tuple(_brings(state)))


def _takes(state: ServiceState) -> str:
    number = state.service.private_endpoints
    found = [counted(number, "private endpoint")] if number else []
    found += [f"the subnet{'' if len(state.subnets) == 1 else 's'} " + ", ".join(state.subnets)] * (
        bool(state.subnets)
    )
    return f", with {' and '.join(found)}" if found else ""


def _brings(state: ServiceState) -> Iterator[tuple[Part, ...]]:
    for lack in state.lacks:
        word = "Clashes" if lack.excluded else "Needs"
        yield (f"{word} ({lack.severity}): {lack.because}",)
    if state.service.costs:
        yield (f"Costs: {state.service.costs}",)
    for limit in state.limits:
        yield (f"Upstream: {limit}",)


def _off(now: View, service: Service, keys: tuple[str, ...]) -> Told:
    weight: Weight = "plain"
    deletes = now.is_on("lifecycle.delete_disabled_services")
    nothing = service.deletes.startswith("Nothing") or not service.deletes
    if deletes and not nothing:
        weight = "care"
        parts = (f"{service.title} off: the next run will delete it. {service.deletes}",)
        return Told("service", parts, keys, weight)
    more = (f"A run that deletes what is off removes: {service.deletes}",)
    return Told(
        "service", (f"{service.title} off: what is deployed stays, and costs go on.",), keys,
        more=() if nothing else (more,),
    )  # fmt: skip


def has_services(titles: list[str]) -> tuple[Part, ...]:
    """ "AI Foundry, AI Search and Cosmos DB", or "no service"."""
    return listed(titles) or ("no service",)
