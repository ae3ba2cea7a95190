"""The hand-over report: what an approver, a network team and a platform team ask for.

One document for the factory and one for each project. Wording that does not depend on the
answers stands in ``output_templates/report/handover.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from wizard.catalog.setting import Orchestrator
from wizard.model.in_use import services_of_project
from wizard.model.view import View
from wizard.network.plan import AddressPlan
from wizard.output.document import (
    Block,
    Commands,
    Document,
    Mono,
    Section,
    Subheading,
    bullets,
    paragraph,
)
from wizard.output.files import ADO_FILE, GENERATED, template
from wizard.output.handover_answers import (
    NAMES,
    answer_blocks,
    default_blocks,
    finding_blocks,
    unheard_blocks,
)
from wizard.output.handover_network import (
    address_blocks,
    name_blocks,
    networking_blocks,
    zone_blocks,
)
from wizard.output.handover_platform import (
    Needs,
    environment_blocks,
    joined_needs,
    needs_of,
    project_blocks,
    provider_blocks,
    role_blocks,
    secret_blocks,
    service_blocks,
)
from wizard.rules.finding import Finding, count_by_severity
from wizard.rules.wording import counted

Plans = Mapping[str, AddressPlan]
Words = dict[str, Any]


class Told(NamedTuple):
    """What a report tells besides the answers; ``bicep``: parameter files were written as well."""

    orchestrators: tuple[Orchestrator, ...]
    findings: tuple[Finding, ...]
    bicep: bool = False


def project_document(view: View, plans: Plans, told: Told) -> Document:
    """The report on the view's project; ``plans`` are those of its scale set, by environment."""
    words, project = _words(), view.context.project or ""
    needs = needs_of(view)
    title = view.text("title")
    parts: dict[str, Iterator[Block]] = {
        "decisions": _decisions(view, told),
        "networking": networking_blocks(view, words),
        "services": service_blocks(view),
        "addresses": address_blocks(view, plans, words),
        "names": name_blocks(view, words),
        "zones": zone_blocks(view, needs.zones, words),
        "providers": provider_blocks(needs, words),
        "roles": role_blocks(view, words),
        "secrets": secret_blocks(view, words),
        "answers": answer_blocks(view, ("factory", "scale_set", "environment", "project")),
        "defaults": default_blocks(view, told.orchestrators),
        "unheard": unheard_blocks(view, told.orchestrators),
        "findings": finding_blocks(told.findings),
        "commands": _project_commands(view, told),
    }
    named = f", {title}" if title else ""
    return _document(f"project-{project}", f"AI Factory: project {project}{named}", parts)


def factory_document(view: View, plans: Mapping[str, Plans], told: Told) -> Document:
    """The report on the factory; ``plans`` by scale set, then by environment."""
    words = _words()
    homes = {name: _scale_set(view, name) for name in view.answers.scale_sets}
    projects = {name: view.at(project=name) for name in view.answers.projects}
    services = {
        name: [one.title for one in services_of_project(there)] for name, there in projects.items()
    }
    needs = joined_needs(
        [*(needs_of(home) for home in homes.values()), *map(needs_of, projects.values())]
    )
    home = next(iter(homes.values()))
    parts: dict[str, Iterator[Block]] = {
        "decisions": _decisions(home, told),
        "environments": environment_blocks(view),
        "projects": project_blocks(view, services),
        "networking": _per(homes, lambda one: networking_blocks(one, words)),
        "addresses": _per(
            homes, lambda one: address_blocks(one, plans[one.context.scale_set], words)
        ),
        "names": _per(homes, lambda one: name_blocks(one, words)),
        "zones": _per(homes, lambda one: zone_blocks(one, _needs(one, needs).zones, words)),
        "providers": provider_blocks(needs, words),
        "roles": role_blocks(home, words),
        "secrets": _per(homes, lambda one: secret_blocks(one, words)),
        "answers": _per(
            homes, lambda one: answer_blocks(one, ("factory", "scale_set", "environment"))
        ),
        "defaults": default_blocks(home, told.orchestrators),
        "unheard": unheard_blocks(home, told.orchestrators),
        "findings": finding_blocks(told.findings),
        "commands": _factory_commands(told),
    }
    return _document("factory", "AI Factory", parts)


@cache
def _words() -> Words:
    words: Words = json.loads(template("report/handover.json"))
    return words


def _document(id: str, title: str, parts: Mapping[str, Iterator[Block]]) -> Document:
    titles = _words()["titles"]
    sections = (Section(name, titles[name], tuple(blocks)) for name, blocks in parts.items())
    return Document(id, title, tuple(one for one in sections if one.blocks))


def _scale_set(view: View, name: str) -> View:
    return View(view.catalog, view.answers, None, view.memory).at(scale_set=name)


def _needs(home: View, needs: Needs) -> Needs:
    """All needs where there is one scale set, those of its projects where there are several."""
    if len(home.answers.scale_sets) == 1:
        return needs
    return joined_needs([needs_of(home), *(needs_of(home.at(project=p)) for p in home.projects)])


def _per(homes: Mapping[str, View], blocks: Any) -> Iterator[Block]:
    for name, home in homes.items():
        if len(homes) > 1:
            yield Subheading(f"Scale set {name}")
        yield from blocks(home)


def _decisions(view: View, told: Told) -> Iterator[Block]:
    pipelines = " and ".join(NAMES[name] for name in told.orchestrators)
    counts = count_by_severity(list(told.findings))
    wrong = ", ".join(counted(number, severity) for severity, number in counts.items())
    scale_sets = view.answers.scale_sets
    which = view.context.scale_set if view.context.project else ", ".join(scale_sets)
    lines: list[tuple[str, ...]] = [
        (f"Release {view.catalog.release} of the AI Factory, deployed by {pipelines}.",),
        (
            f"Scale set{'' if ',' not in which else 's'} {which}, in the region ",
            Mono(view.text("region.name")),
            ".",
        ),
        (f"Environments in use: {', '.join(view.environments) or 'none'}.",),
        ("Networking is ", Mono(view.text("networking.mode")), "."),
    ]
    if view.context.project:
        on = ", ".join(one.title for one in services_of_project(view))
        lines.append((f"Services: {on or 'none beyond what every project has'}.",))
    else:
        lines.append((f"Projects: {len(view.answers.projects)}.",))
    lines.append((f"Findings: {wrong}.",))
    yield bullets(lines)


def _project_commands(view: View, told: Told) -> Iterator[Block]:
    folder = f"{GENERATED}/{view.context.project}"
    if "github" in told.orchestrators:
        yield paragraph("GitHub: variables and secrets first, then the workflow of the project.")
        yield Commands(
            ("gh auth login", f"bash {folder}/github/apply.sh", "gh workflow run infra-project.yml")
        )
    if "azure-devops" in told.orchestrators:
        yield paragraph(
            "Azure DevOps: commit and push ", Mono(ADO_FILE), " with this project as the active "
            "one, then run the pipeline of the project.",
        )  # fmt: skip
    yield from _bicep_commands(view, folder, told)


def _bicep_commands(view: View, folder: str, told: Told) -> Iterator[Block]:
    if told.bicep:
        yield paragraph("By hand, with Bicep: each run sheet says what comes before and between.")
        yield Commands(tuple(f"bash {folder}/bicep/{name}/run.sh" for name in view.environments))
    elif view.text("address.strategy") == "planned":
        yield paragraph("The planned ranges reach Azure through Bicep files, which this writes:")
        yield Commands((f"aifactory-wizard generate --bicep --project {view.context.project}",))


def _factory_commands(told: Told) -> Iterator[Block]:
    if "github" in told.orchestrators:
        yield paragraph("GitHub: the common part runs once per environment, before any project.")
        yield Commands(("gh workflow run infra-common.yml",))
    if "azure-devops" in told.orchestrators:
        yield paragraph("Azure DevOps: run the pipeline of the common part before any project.")


def findings_of(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings once each, in their order."""
    return tuple(dict.fromkeys(found))
