"""Services as boxes, one group at a time; what a switch brings along is said and asked."""

from __future__ import annotations

from wizard.catalog.tables import Service
from wizard.model.values import format_value
from wizard.prompts.asker import Asker, Command, Option
from wizard.prompts.wording import pairs_in_words, say_change
from wizard.rules.wording import counted
from wizard.session.services import (
    ServiceState,
    asked_services,
    consequences,
    help_for,
    service_state,
    state_in_words,
    toggled,
)
from wizard.session.walk import Walk

Pairs = list[tuple[str, object]]


def ask_services(walk: Walk, asker: Asker, page: str, group: str) -> Command | None:
    """Ask for the services of a group; None once they are answered, else the command given."""
    services = asked_services(walk.session, page).get(group, [])
    while True:
        states = [service_state(walk.session, service) for service in services]
        options = [_option(walk, state) for state in states]
        on = frozenset(state.service.id for state in states if state.is_on)
        if all(option.blocked for option in options):
            for option in options:
                asker.say(f"{option.title}: {option.blocked}", "muted", indent=2)
            return None
        given = asker.check(group, options, on)
        if given is Command.HELP:
            _say_help(asker, states)
        elif given is Command.DEFAULT:
            walk.answer_many([(state.flag, None) for state in states])
        elif isinstance(given, Command):
            return given
        else:
            _switch(walk, asker, [s for s in states if s.is_on != (s.service.id in given)])
            return None


def _option(walk: Walk, state: ServiceState) -> Option:
    """What stands in the way can be given along with the service, unless there is no help."""
    blocked = state.blocked if not state.is_on and not help_for(state) else ""
    words = "" if blocked else state_in_words(walk.session, state)
    return Option(state.service.id, state.service.title, words, blocked)


def _say_help(asker: Asker, states: list[ServiceState]) -> None:
    for state in states:
        service = state.service
        told = [lack.because for lack in state.lacks]
        told += [text for text in (service.costs, service.tiers) if text]
        told += [f"Falls short: {text}" for text in state.limits]
        if state.service.private_endpoints:
            told.append(f"Takes {counted(service.private_endpoints, 'private endpoint')}.")
        asker.say(service.title, "strong")
        for text in told or ["Needs nothing else."]:
            asker.say(f"- {text}", indent=2)


def _switch(walk: Walk, asker: Asker, changed: list[ServiceState]) -> None:
    """All switches are one step; then each that has consequences is asked about."""
    if not changed:
        return
    given = {state.flag: walk.session.answers.get(state.flag) for state in changed}
    before: Pairs = [(flag, found.value if found else None) for flag, found in given.items()]
    change = walk.answer_many([(s.flag, toggled(s.service, on=not s.is_on)) for s in changed])
    told = ", ".join(f"{s.service.title} {'off' if s.is_on else 'on'}" for s in changed)
    asker.say(told, "muted", indent=2)
    say_change(asker, walk.session, change)
    for state, pair in zip(changed, before, strict=True):
        stays = _is_lost if state.is_on else _is_given_its_needs
        if not stays(walk, asker, state.service):
            walk.answer_many([pair])


def _is_given_its_needs(walk: Walk, asker: Asker, service: Service) -> bool:
    """A service that came on says what follows and is offered what it lacks; whether it stays."""
    state = service_state(walk.session, service)
    title = service.title
    for sentence in consequences(walk.session, service, on=True):
        asker.say(f"{title}: {sentence}", indent=2)
    helps: Pairs = [pair for pair in help_for(state) if pair[0] != state.flag]
    if not helps:
        return True
    asker.say(f"{title} would be given:", indent=2)
    for line in pairs_in_words(walk.session, helps):
        asker.say(f"- {line}", indent=4)
    options = [
        Option("all", f"Switch on with {counted(len(helps), 'other setting')}"),
        Option("one", "Only this one"),
        Option("none", "Leave it off"),
    ]
    answer = asker.choose(f"Switch {title} on", options, "all")
    if answer == "all":
        walk.answer_many(helps)
    return answer in ("all", "one")


def _is_lost(walk: Walk, asker: Asker, service: Service) -> bool:
    """A service that others need, or that was written before, goes only after a second yes."""
    state = service_state(walk.session, service)
    given = walk.before.get(state.flag)
    was_on = given is not None and format_value(given.value) == format_value(service.on_value)
    if not state.needed_by and not was_on:
        return True
    for sentence in consequences(walk.session, service, on=False):
        asker.say(sentence, indent=2)
    options = [Option("keep", "Keep it on"), Option("off", "Switch it off")]
    return asker.choose(f"Switch {service.title} off", options, "keep") == "off"
