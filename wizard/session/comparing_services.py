"""Services that go on or off between two states of the answers, and what that brings along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wizard.catalog.setting import Scope
from wizard.catalog.tables import Service
from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.in_use import services_of_project
from wizard.model.view import View
from wizard.rules.wording import counted
from wizard.session.compared import Part, Told, listed
from wizard.session.draft import Session
from wizard.session.services import ServiceState, service_state

_DELETION = "lifecycle.delete_disabled_services"


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


def went_off(then: View, now: View, scope: Scope) -> list[Told]:
    """What becomes of the services of one scope that were on and no longer are."""
    return [
        _off(now, service, _keys(now, service)) for service in now.catalog.services.values()
        if service.scope == scope and _was_on(then, service) and not now.holds(service.on)
    ]  # fmt: skip


def switched_off(session: Session, before: Answers, fulls: Iterable[str]) -> list[Told]:
    """What becomes of the services that went off with the answers under some full keys.

    Looked at are the projects and scale sets that the keys name, and the current ones for the
    keys that name none. A sentence on another project than the current one begins with its number.
    """
    here = session.current
    places = [split_key(full) for full in fulls]
    told: list[Told] = []
    for number in dict.fromkeys(place.project or here.project or "" for place in places):
        if number not in before.projects:
            continue
        now = session.view(project=number)
        lead = f"project {number}: " if number != here.project else ""
        for one in went_off(_before(before, now), now, "project"):
            told.append(replace(one, parts=(lead, *one.parts)) if lead else one)
    for name in dict.fromkeys(place.scale_set or here.scale_set for place in places):
        told += shared_off(before, session.view(scale_set=name))
    return list(dict.fromkeys(told))


def shared_off(before: Answers, now: View) -> list[Told]:
    """What becomes of the services that went off for the whole factory or a scale set."""
    if now.context.scale_set not in before.scale_sets:
        return []
    then = _before(before, now)
    return [*went_off(then, now, "factory"), *went_off(then, now, "scale_set")]


def _before(before: Answers, now: View) -> View:
    return View(now.catalog, before, now.context)


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
    nothing = service.deletes.startswith("Nothing") or not service.deletes
    if now.is_on(_DELETION) and not nothing:
        parts = (f"{service.title} off, and the next run removes: {service.deletes}",)
        return Told("service", parts, keys, "care")
    more = (f"A run that deletes what is off removes: {service.deletes}",)
    return Told(
        "service", (f"{service.title} off: what is deployed stays, and costs go on.",), keys,
        more=() if nothing else (more,),
    )  # fmt: skip


def has_services(view: View) -> tuple[Part, ...]:
    """ "AI Foundry, AI Search and Cosmos DB", or "no service", of a project."""
    return listed(service.title for service in services_of_project(view)) or ("no service",)
