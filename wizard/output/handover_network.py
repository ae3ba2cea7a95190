"""Parts of the hand-over report about the network: modes, addresses, zones, names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from wizard.model.view import View
from wizard.naming.names import Name, environment_names, project_names
from wizard.network.build import build_capacity, build_what_if
from wizard.network.drawing import svg
from wizard.network.listing import (
    HEADINGS,
    MOST_DRAWN,
    WHAT_IF_HEADINGS,
    mermaid,
    rows,
    vnet_text,
    what_if_rows,
)
from wizard.network.plan import AddressPlan
from wizard.output.document import (
    Block,
    Mono,
    Picture,
    Subheading,
    bullets,
    paragraph,
    table,
)
from wizard.output.handover_answers import joined
from wizard.rules.wording import counted

Words = dict[str, Any]


def networking_blocks(view: View, words: Words) -> Iterator[Block]:
    """The mode, who comes in, and what it opens for each service of the project."""
    mode = view.text("networking.mode")
    yield paragraph("The mode is ", Mono(mode), f". {words['modes'].get(mode, '')}")
    access = words["access"].get(view.text("networking.access"))
    if access:
        yield paragraph(access)
    listed = view.items("team.allowed_ips") if view.context.project else ()
    if listed:
        yield paragraph("Listed addresses: ", *joined(listed), ".")
    if view.context.project is None:
        return
    found = list(_reach(view, mode, words["reach"]))
    if found:
        yield table(("service", "answers to"), found)


def _reach(view: View, mode: str, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    without_list = view.is_blank("team.allowed_ips")
    for row in view.catalog.tables.get("reach", {}).get("reach", ()):
        for name in row["services"]:
            service = view.catalog.services.get(name)
            if service is not None and view.holds(service.on):
                place = row.get(mode, "vnet")
                if mode == "hybrid" and without_list:
                    place = row.get("without_list", place)
                yield service.title, words[place]
    for row in view.catalog.tables.get("reach", {}).get("always", ()):
        yield row["title"], words[row.get(mode, "vnet")]


def address_blocks(view: View, plans: Mapping[str, AddressPlan], words: Words) -> Iterator[Block]:
    """The plan of each environment: sentences, picture, table of what concerns the view."""
    texts = words["addresses"]
    first = next(iter(plans.values()), None)
    if first is not None:
        existing = first.demand.existing_subnets
        yield paragraph(texts["existing" if existing else first.strategy])
    project = view.context.project
    for environment, plan in plans.items():
        there = view.at(environment=environment)
        shown = plan if project is None else _of_project(plan, project)
        left = build_capacity(there, plan)
        yield Subheading(f"{environment}: {plan.demand.vnet_name}, {vnet_text(plan)}")
        here = counted(left.projects, "project")
        yield paragraph(
            f"{here}; room for {left.projects_left} more, limited by {left.limited_by}."
        )
        few = len(plan.demand.projects) <= MOST_DRAWN
        if plan.demand.vnet and (project is None or few):
            alt = f"Address plan of {environment}, drawn to scale; the table below lists the same."
            yield Picture(partial(svg, plan, left), partial(mermaid, shown) if few else str, alt)
        elif not few and project is not None:
            yield paragraph(texts["many"])
        yield table(
            HEADINGS,
            [(Mono(row.name), Mono(row.cidr), *row[2:5], Mono(row.delegation))
             for row in rows(shown)],
        )  # fmt: skip
        variants = build_what_if(there, plan) if project is None else ()
        if variants:
            yield paragraph(texts["what_if"])
            yield table(WHAT_IF_HEADINGS, what_if_rows(variants))


def _of_project(plan: AddressPlan, project: str) -> AddressPlan:
    mine = tuple(subnet for subnet in plan.subnets if subnet.project in (None, project))
    return AddressPlan(plan.demand, plan.strategy, mine)


def name_blocks(view: View, words: Words) -> Iterator[Block]:
    """Names by kind, one column per environment; modules and deployments are left out."""
    of = environment_names if view.context.project is None else project_names
    environments = view.environments
    found: dict[str, dict[str, Name]] = {}
    for environment in environments:
        for name in of(view.at(environment=environment)):
            if not name.id.startswith("step_") and name.kind not in ("module", "deployment"):
                found.setdefault(name.id, {})[environment] = name
    yield paragraph(words["names"]["known"])
    yield table(
        ("what", *environments),
        [
            (next(iter(names.values())).title,
             *(Mono(names[e].name) if e in names else "" for e in environments))
            for names in found.values()
        ],
    )  # fmt: skip
    problems = [
        (Mono(name.name), f" ({name.title}, {environment}): {name.problem}.")
        for names in found.values()
        for environment, name in names.items()
        if name.problem
    ]
    if problems:
        yield paragraph("Azure would refuse:")
        yield bullets(problems)


def zone_blocks(view: View, needed: Mapping[str, list[str]], words: Words) -> Iterator[Block]:
    """The private DNS zones that services need, with their names in the cloud of the region."""
    texts = words["zones"]
    cloud = cloud_of(view)
    hub = view.is_on("dns.central_by_policy")
    yield paragraph(texts["hub" if hub else "standalone"])
    if view.is_on("networking.public_access_with_perimeter"):
        yield paragraph(texts["public"])
    if cloud != "AzureCloud":
        yield paragraph(texts["other_cloud"])
    region = view.text("region.name")
    found = []
    for zone in view.catalog.tables["dns_zones"]["zones"]:
        wanted = needed.get(zone["id"], [])
        if zone.get("always") or wanted:
            name = (zone["names"].get(cloud) or "").replace("{region.name}", region)
            doubt = " (ask the platform team)" if cloud in zone.get("unconfirmed", ()) else ""
            why = ", ".join(wanted) or texts["always"]
            found.append(((Mono(name or "not known"), doubt), zone["title"], why))
    yield table(("zone", "of", "needed by"), found)


def cloud_of(view: View) -> str:
    """The cloud to which the region belongs; the public one for a region that is not known."""
    region = view.text("region.name")
    for row in view.catalog.tables["regions"]["regions"]:
        if row["name"] == region:
            return str(row.get("cloud", "AzureCloud"))
    return "AzureCloud"
