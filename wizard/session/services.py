"""Services as a person switches them: state, why not, what follows, what it costs in addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.catalog.conditions import condition_keys
from wizard.catalog.setting import Orchestrator
from wizard.catalog.tables import Service
from wizard.model.context import full_key, split_key
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Severity
from wizard.session.draft import Session

GROUP_TITLES = {
    "ai": "AI",
    "data": "Data",
    "hosting": "Hosting",
    "integration": "Integration",
    "access": "Access",
    "governance": "Security",
}


@dataclass(frozen=True, slots=True)
class Lack:
    """A need that is not met, or (``excluded``) something beside which it cannot stand.

    ``helps`` are answers that give it what it needs, ``keys`` the full keys concerned.
    """

    because: str
    severity: Severity
    helps: tuple[tuple[str, object], ...] = ()
    keys: tuple[str, ...] = ()
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class ServiceState:
    """One service in the current project.

    ``lacks`` is what is missing while it is on, or would be missing if it were switched on.
    ``blocked`` says why it cannot be switched at all ("" where it can); ``limits`` is where
    upstream falls short on the orchestrators in use; ``settings`` are the full keys of its own
    questions that apply now.
    """

    service: Service
    is_on: bool
    flag: str
    lacks: tuple[Lack, ...]
    needed_by: tuple[str, ...]
    blocked: str
    limits: tuple[str, ...]
    subnets: tuple[str, ...]
    settings: tuple[str, ...]

    @property
    def worst(self) -> Severity | None:
        """The worst severity among what it lacks."""
        found = {lack.severity for lack in self.lacks}
        return next((s for s in ("error", "warning", "note") if s in found), None)


def services_by_group(session: Session) -> dict[str, list[Service]]:
    """The services that can be switched, under their group's title, in catalogue order."""
    groups: dict[str, list[Service]] = {title: [] for title in GROUP_TITLES.values()}
    for service in session.catalog.services.values():
        if service.flag and not service.flag.startswith(("deprecated.", "debug.")):
            groups.setdefault(GROUP_TITLES.get(service.group, service.group), []).append(service)
    return {title: found for title, found in groups.items() if found}


def service_state(session: Session, service: Service) -> ServiceState:
    """The state of one service in the current project."""
    view = session.view()
    return ServiceState(
        service=service,
        is_on=view.holds(service.on),
        flag=view.full_key(service.flag) if service.flag else "",
        lacks=tuple(_lacks(session, service, view)),
        needed_by=tuple(needed_by(session, service)),
        blocked=_blocked(service, view),
        limits=tuple(limits_of(session, service)),
        subnets=tuple(_subnets(session, service, view)),
        settings=tuple(
            view.full_key(key) for key in service.settings
            if key in session.catalog.settings and key != service.flag
            and session.catalog.settings[key].scope != "environment" and view.applies(key)
        ),
    )  # fmt: skip


def asked_services(session: Session, page: str) -> dict[str, list[Service]]:
    """The yes/no services whose flag stands on a page, under their group's title."""
    settings = session.catalog.settings
    found = {
        title: [
            service for service in group
            if service.flag in settings and settings[service.flag].section == page
            and settings[service.flag].kind == "bool"
        ]
        for title, group in services_by_group(session).items()
    }  # fmt: skip
    return {title: group for title, group in found.items() if group}


def state_in_words(session: Session, state: ServiceState) -> str:
    """What a list says beside a service, in a few words."""
    if state.blocked and not state.is_on:
        return state.blocked
    wants = _titles_of(session, state, excluded=False)
    if wants:
        more = f" and {len(wants) - 2} more" if len(wants) > 2 else ""
        return ("needs " if state.is_on else "would need ") + " and ".join(wants[:2]) + more
    against = _titles_of(session, state, excluded=True)
    if against:
        return ("clashes with " if state.is_on else "not with ") + " and ".join(against)
    if state.needed_by:
        return "needed by " + " and ".join(state.needed_by)
    return ""


def services_in_words(session: Session, page: str) -> str:
    """How many services are on and how many private endpoints they take."""
    states = [
        service_state(session, service)
        for group in asked_services(session, page).values()
        for service in group
    ]
    on = [state for state in states if state.is_on]
    endpoints = sum(state.service.private_endpoints for state in on)
    told = f"{len(on)} of {len(states)} on"
    if session.view().text("networking.mode") == "public":
        return told
    return f"{told} · about {endpoints} private endpoints"


def _titles_of(session: Session, state: ServiceState, *, excluded: bool) -> list[str]:
    found: list[str] = []
    for lack in state.lacks:
        if lack.severity != "note" and lack.excluded == excluded:
            keys = [key for key, _ in lack.helps] or list(lack.keys)
            found += [_short_title(session, key) for key in keys[:1]]
    return list(dict.fromkeys(found))


def _short_title(session: Session, full: str) -> str:
    key = split_key(full).key
    service = session.catalog.service_of_flag.get(key)
    return service.title if service else session.catalog.settings[key].title


def toggled(service: Service, *, on: bool) -> object:
    """The value of the service's flag that switches it on or off."""
    return service.on_value if on else service.off_value


def help_for(state: ServiceState) -> tuple[tuple[str, object], ...]:
    """The answers that give a service all that it lacks, as far as answers alone can."""
    return tuple(dict(pair for lack in state.lacks for pair in lack.helps).items())


def needed_by(session: Session, service: Service) -> Iterator[str]:
    """The titles of services that are on and need this one to be on."""
    view = session.view()
    if service.flag is None:
        return
    wanted = format_value(service.on_value)
    for other in session.catalog.services.values():
        if other.id == service.id or not view.holds(other.on):
            continue
        for need in other.needs:
            helps = {key: format_value(value) for key, value in need.set.items()}
            if helps.get(service.flag) == wanted and view.holds(need.when):
                yield other.title
                break


def limits_of(session: Session, service: Service) -> Iterator[str]:
    """Where upstream falls short of this service on the orchestrators in use."""
    chosen = session.view().text("orchestrator")
    for short in service.falls_short:
        if chosen == "both" or short.orchestrator in (chosen, "both"):
            place = {"github": "GitHub: ", "azure-devops": "Azure DevOps: "}
            yield place.get(short.orchestrator, "") * (chosen == "both") + short.text


def consequences(session: Session, service: Service, *, on: bool) -> list[str]:
    """What switching a service would bring along, in sentences, without doing it."""
    state = service_state(session, service)
    if not on:
        told = [f"{title} needs it." for title in state.needed_by]
        if service.deletes:
            told.append(f"Once deployed, a run that deletes what is off removes: {service.deletes}")
        return told
    told = [lack.because for lack in state.lacks]
    if service.costs:
        told.append(service.costs)
    return told


def _lacks(session: Session, service: Service, view: View) -> Iterator[Lack]:
    for need in service.needs:
        if view.holds(need.when) and not view.holds(need.condition):
            helps = tuple((_full(view, key), value) for key, value in need.set.items())
            keys = tuple(_full(view, key) for key in view.causes(need.condition))
            yield Lack(need.because, need.severity, helps, keys)
    for exclusion in service.excludes:
        if view.holds(exclusion.condition):
            keys = tuple(
                _full(view, key) for key in condition_keys(exclusion.condition)
                if key in session.catalog.settings
            )  # fmt: skip
            yield Lack(exclusion.because, exclusion.severity, (), keys, excluded=True)


def _blocked(service: Service, view: View) -> str:
    if service.flag is None:
        return "no flag switches it"
    if view.applies(service.flag):
        return ""
    return view.catalog.settings[service.flag].applies_because or "another answer rules it out"


def _subnets(session: Session, service: Service, view: View) -> Iterator[str]:
    from wizard.network.build import table_of

    table = table_of(view)
    names = {kind.id: kind.name for kind in (*table.common, *table.project, *table.reservations)}
    for use in service.subnets:
        if view.holds(use.when):
            name = str(names.get(use.id, use.id))
            yield name.replace("{project}", view.context.project or "")


def _full(view: View, key: str) -> str:
    place = split_key(key)
    setting = view.catalog.settings.get(place.key)
    if setting is None or place.scope != "factory":
        return key
    context = view.context
    if setting.scope == "environment" and context.environment is None:
        context = context.at(environment="dev")
    return full_key(key, setting.scope, context)


ORCHESTRATOR_WORDS: dict[Orchestrator | str, str] = {
    "github": "GitHub",
    "azure-devops": "Azure DevOps",
    "both": "GitHub and Azure DevOps",
}
