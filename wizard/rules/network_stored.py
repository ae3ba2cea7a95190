"""Rules on the ranges that the answers keep for projects: they are deployed, so they never move."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.model.view import View
from wizard.network.build import common_readings, vnet_reading
from wizard.network.ranges import Cidr, overlapping_pairs
from wizard.network.stored import StoredFlaw, read_stored, stored_key
from wizard.rules.finding import Problem
from wizard.rules.network import made_by_factory
from wizard.rules.registry import rule


@rule(
    "NET308", "environment", "error", "Stored ranges of projects",
    explain="Ranges of projects are kept once Bicep files were written, so that they never move. "
    "They have to be readable, lie inside the VNet, and share no address with anything else there. "
    "They stop fitting when the VNet, an octet or a common subnet changes afterwards.",
    sources=("network 7.7", "network 8"),
    bad={"address.planned.dev": "genai=10.0.0.0/25"},
    good={"address.planned.dev": "genai=172.16.67.0/25"},
)  # fmt: skip
def _stored_ranges_fit(view: View) -> Iterator[Problem]:
    if not made_by_factory(view):
        return
    stored, flaws = read_stored(view)
    environment = view.context.environment or ""
    yield from (_unreadable(flaw) for flaw in flaws)
    space = vnet_reading(view).range
    lost: dict[str, list[str]] = {}
    for (project, kind), block in stored.items():
        if space is not None and not space.holds(block):
            lost.setdefault(project, []).append(f"{kind} {block}")
    for project, texts in lost.items():
        yield _does_not_fit(
            project, environment, f"lie outside the VNet {space}: {', '.join(texts)}"
        )
    yield from _overlaps(view, stored, environment)


def _unreadable(flaw: StoredFlaw) -> Problem:
    return Problem(
        (flaw.key,),
        f"The stored ranges of project {flaw.project}: {flaw.reason}.",
        "Write the range that the subnet has in Azure, or unset the answer where nothing is "
        "deployed.",
        set={flaw.key: None},
    )


def _overlaps(
    view: View, stored: dict[tuple[str, str], Cidr], environment: str
) -> Iterator[Problem]:
    named = [(f"{project} {kind}", block) for (project, kind), block in stored.items()]
    common = [(kind.title, found.range) for kind, found in common_readings(view) if found.range]
    owners = {name: place[0] for (name, _), place in zip(named, stored, strict=True)}
    pairs: dict[str, list[str]] = {}
    for first, second in overlapping_pairs([*common, *named]):
        owner = owners.get(second) or owners.get(first)
        if owner is not None:
            pairs.setdefault(owner, []).append(f"{first} and {second}")
    for owner, texts in pairs.items():
        yield _does_not_fit(owner, environment, f"share addresses: {', '.join(texts)}")


def _does_not_fit(project: str, environment: str, what: str) -> Problem:
    key = stored_key(project, environment)
    return Problem(
        (key,),
        f"The stored ranges of project {project} in {environment} {what}.",
        "Where they are deployed, put the VNet and the common subnets back as they were; otherwise "
        "unset the answer, and new ranges are planned.",
        set={key: None},
    )
