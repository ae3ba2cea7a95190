"""What there is to say about one question: the text beside the focused field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.catalog.conditions import Condition
from wizard.catalog.setting import Orchestrator, Setting, Variable
from wizard.catalog.tables import Service
from wizard.delivery.encoding import delivered_text
from wizard.delivery.trace import effect_of, place_in_words
from wizard.model.answers import Answers
from wizard.model.context import split_key
from wizard.model.in_use import orchestrators_of
from wizard.model.values import example_for, in_environment
from wizard.model.view import View
from wizard.rules.wording import counted
from wizard.session.draft import Session
from wizard.session.questions import Question, view_of
from wizard.session.services import ServiceState, service_state


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph with a heading ("" for none); ``lines`` are plain text."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line that a change alters: whose file it is in, the variable's name, the texts."""

    orchestrator: Orchestrator
    name: str
    place: str
    before: str
    after: str


NOTHING = "(nothing)"


def about(session: Session, asked: Question) -> list[Part]:
    """Everything about a question, most useful first."""
    setting = asked.setting
    parts = [
        Part("", (setting.help,)),
        *(Part(finding.code, (finding.message, finding.remedy)) for finding in asked.findings),
        Part("Allowed", tuple(allowed(setting, split_key(asked.key).environment))),
        Part("Printed by", (setting.printed_by,) if setting.printed_by else ()),
        Part("Default", tuple(_defaults(session, asked))),
        Part("Value", (f"{value_in_words(setting, asked.text)}, {provenance(asked)}",)),
    ]
    if asked.name:
        parts.insert(1, Part("In your sign-in", (asked.name,)))
    if asked.reason:
        parts.insert(1, Part("Does not apply", (asked.reason,)))
    because = setting.required_because
    if because and asked.required and not any(because in part for part in _messages(asked)):
        parts.append(Part("Needed because", (because,)))
    if setting.applies_when is not None and asked.applies:
        parts.append(Part("Applies when", (condition_in_words(session, setting.applies_when),)))
    parts.append(Part("Lands in", tuple(_landings(session, setting))))
    service = session.catalog.service_of_flag.get(setting.key)
    if service is not None:
        parts[1:1] = service_parts(session, service)
    short = tuple(_shortfalls(session, setting))
    if short:
        parts.append(Part("Upstream falls short", short))
    parts += [Part(f"{found.code}, because of this", (found.message,)) for found in asked.related]
    parts.append(Part("Key", (asked.key,)))
    return [part for part in parts if part.lines]


def _messages(asked: Question) -> list[str]:
    return [finding.message for finding in asked.findings]


def service_parts(session: Session, service: Service) -> Iterator[Part]:
    """What switching a service brings along, costs and may break."""
    state = service_state(session, service)
    yield Part("Needs", tuple(lack.because for lack in state.lacks))
    yield Part("Needed by", state.needed_by)
    yield Part("Takes", tuple(_takes(state)))
    yield Part("Costs", tuple(text for text in (service.costs, service.tiers) if text))
    yield Part("Upstream falls short", state.limits)
    yield Part("Switching it off later", (service.deletes,) if service.deletes else ())


def _takes(state: ServiceState) -> Iterator[str]:
    if state.service.private_endpoints:
        yield counted(state.service.private_endpoints, "private endpoint")
    if state.subnets:
        yield f"subnets {', '.join(state.subnets)}"


def value_in_words(setting: Setting, text: str) -> str:
    """A value as it is told: yes and no for a switch, as its field has them."""
    if setting.kind == "bool" and text in ("true", "false"):
        return "yes" if text == "true" else "no"
    return text or NOTHING


def provenance(asked: Question) -> str:
    """Where the value comes from, in words."""
    return asked.where if asked.is_answered else "the default"


def allowed(setting: Setting, environment: str | None = None) -> Iterator[str]:
    """What can be answered, in words, with an example where the words hold none."""
    told = [in_environment(setting, line, environment) for line in _limits(setting)]
    yield from told
    example = example_for(setting, environment)
    if example and not any(" such as " in line for line in told):
        yield f"for example {example}"


def _limits(setting: Setting) -> Iterator[str]:
    if setting.kind == "bool":
        yield "yes or no"
    for choice in setting.choices:
        yield f"{choice.value}: {choice.title}" if choice.title else choice.value
    if setting.pattern_help:
        yield setting.pattern_help
    elif not setting.choices and setting.kind in KINDS_IN_WORDS:
        yield KINDS_IN_WORDS[setting.kind]
    if setting.minimum is not None or setting.maximum is not None:
        yield _range(setting.minimum, setting.maximum)
    if setting.max_length is not None:
        yield f"at most {setting.max_length} characters"


KINDS_IN_WORDS = {
    "int": "a whole number",
    "guid": "an id such as 11111111-2222-4333-8444-555555555501",
    "guid-list": "ids, separated by commas or one a line",
    "email": "an e-mail address",
    "email-list": "e-mail addresses, separated by commas or one a line",
    "ip": "an IPv4 address",
    "ip-list": "IPv4 addresses or ranges, separated by commas or one a line",
    "cidr": "a range such as 172.16.0.0/16",
    "cidr-template": (
        "a range such as 172.16.0.0/16, or 172.XX.0.0/16 with XX for the environment's octet"
    ),
    "cidr-list": "ranges, separated by commas or one a line",
    "json": "JSON",
    "version": "a version such as 1.2.3",
    "resource-id": "a resource id that begins with /subscriptions/",
    "secret-name": "the name of a secret, never the secret itself",
}


def condition_in_words(session: Session, condition: Condition) -> str:
    """A condition as a person reads it, with titles instead of keys."""
    kind = condition[0]
    if kind in ("and", "or"):
        if len(condition) == 1:
            return "always"
        return f" {kind} ".join(condition_in_words(session, part) for part in condition[1:])
    if kind == "not":
        return _negated(session, condition[1])
    name = title_of(session, condition[1])
    if kind == "eq":
        return f"{name} is {condition[2] or 'empty'}"
    if kind == "in":
        return f"{name} is {' or '.join(condition[2])}"
    return name if condition[1] in _PLACES else f"{name} is {_states(session, condition[1])[0]}"


def _negated(session: Session, condition: Condition) -> str:
    if condition[0] == "key" and condition[1] not in _PLACES:
        return f"{title_of(session, condition[1])} is {_states(session, condition[1])[1]}"
    if condition[0] == "eq":
        return f"{title_of(session, condition[1])} is not {condition[2] or 'empty'}"
    return f"not ({condition_in_words(session, condition)})"


def _states(session: Session, key: str) -> tuple[str, str]:
    setting = session.catalog.settings.get(key)
    return ("on", "off") if setting is None or setting.kind == "bool" else ("given", "empty")


_PLACES = {
    "on_github": "pipelines run on GitHub",
    "on_azure_devops": "pipelines run on Azure DevOps",
}


def title_of(session: Session, key: str) -> str:
    """The title of a setting or of a name that only conditions know."""
    setting = session.catalog.settings.get(key)
    return _PLACES.get(key, key) if setting is None else setting.title


def file_lines(session: Session, before: Answers, fulls: tuple[str, ...]) -> list[FileLine]:
    """The variables that the answers of some questions alter, against earlier answers."""
    found: dict[tuple[str, str, str], FileLine] = {}
    for full in fulls:
        setting = session.catalog.settings.get(split_key(full).key)
        if setting is None:
            continue
        now = view_of(session, full)
        then = View(session.catalog, before, now.context)
        for orchestrator in orchestrators_of(session.view()):
            for variable in setting.variables(orchestrator):
                here = now.context.environment or variable.environment
                if variable.environment not in (None, here):
                    continue
                line = _file_line(setting, variable, orchestrator, then, now)
                if line.before != line.after:
                    found[(orchestrator, line.name, line.place)] = line
    return list(found.values())


def _file_line(
    setting: Setting, variable: Variable, orchestrator: Orchestrator, then: View, now: View
) -> FileLine:
    place = now.context.environment or variable.environment
    texts = [
        delivered_text(
            view.at(environment=place or "dev").for_orchestrator(orchestrator),
            setting,
            orchestrator,
        )
        for view in (then, now)
    ]
    where = place if setting.scope == "environment" and place else ""
    return FileLine(orchestrator, variable.name, where, *texts)


def _defaults(session: Session, asked: Question) -> Iterator[str]:
    setting = asked.setting
    yield value_in_words(setting, asked.default)
    if setting.default_why:
        yield setting.default_why
    for orchestrator in orchestrators_of(session.view()):
        template = (
            setting.template_default_github
            if orchestrator == "github"
            else setting.template_default_azure_devops
        )
        if template is not None and template != asked.default:
            yield f"The vendor's template has: {value_in_words(setting, template)}"


def _landings(session: Session, setting: Setting) -> Iterator[str]:
    if not setting.github and not setting.azure_devops:
        yield "used by this wizard only"
        return
    for orchestrator in orchestrators_of(session.view()):
        for variable in setting.variables(orchestrator):
            place = place_in_words(variable) if orchestrator == "github" else "variables.yaml"
            where = f", {variable.environment}" if variable.environment else ""
            yield f"{variable.name} ({place}{where})"
        yield effect_of(setting, orchestrator)
        reached = setting.reaches(orchestrator)
        if reached:
            yield f"reaches {counted(len(reached), 'Bicep parameter')}, such as {reached[0]}"


def _shortfalls(session: Session, setting: Setting) -> Iterator[str]:
    used = orchestrators_of(session.view())
    for short in setting.falls_short:
        if short.orchestrator == "both" or short.orchestrator in used:
            yield short.text


def _range(minimum: int | None, maximum: int | None) -> str:
    if maximum is None:
        return f"{minimum} or more"
    if minimum is None:
        return f"{maximum} or less"
    return f"{minimum} to {maximum}"
