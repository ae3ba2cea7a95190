"""One push to a variable group: what is there, the difference, one call that makes it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wizard.azure_devops.groups import HEADERS, Group, GroupsApi, asks_to_wait
from wizard.web.failures import NotTaken
from wizard.web.pace import Pace
from wizard.web.transport import Transport


class Step(NamedTuple):
    """One variable to set; ``before`` is None where there is none yet."""

    name: str
    before: str | None
    after: str


@dataclass(slots=True)
class Plan:
    """What a push would do. ``secret`` are names that are secret in the group: left alone."""

    group: Group | None
    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    secret: list[str] = field(default_factory=list)


class Push:
    """A push to one group of one project; ``organization`` is an address."""

    def __init__(
        self,
        organization: str,
        project: str,
        name: str,
        authorization: str,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        stop = threading.Event()
        self.transport = Transport(
            organization, authorization, headers=HEADERS, stop=stop,
            pace=Pace([], time.monotonic, stop.wait), asks_to_wait=asks_to_wait, tell=tell,
        )  # fmt: skip
        self._api = GroupsApi(self.transport, project, name)

    def plan(self, wanted: Mapping[str, str]) -> Plan:
        """Read the group and compare.

        Raises:
            WebFailure: Azure DevOps does not tell, or the group takes no values.
        """
        group = self._api.find()
        if group is not None and group.is_linked:
            raise NotTaken(f"the group {group.name} is linked to a key vault and takes no values",
                           "name another group")  # fmt: skip
        return compared(wanted, group)

    def carry_out(self, plan: Plan, wanted: Mapping[str, str]) -> None:
        """Make or change the group, in one call: all of it or nothing.

        Raises:
            WebFailure: Azure DevOps does not take it.
        """
        if plan.group is None:
            if self._api.create(wanted):
                return
            plan = self.plan(wanted)  # somebody made it in the meantime
        if plan.group is not None and plan.steps:
            self._api.update(plan.group, {step.name: step.after for step in plan.steps})


def compared(wanted: Mapping[str, str], group: Group | None) -> Plan:
    """The difference; Azure DevOps takes names without regard to case."""
    plan = Plan(group)
    there = {name.lower(): entry for name, entry in (group.variables if group else {}).items()}
    for name, value in wanted.items():
        entry = there.get(name.lower())
        if entry is None:
            plan.steps.append(Step(name, None, value))
        elif entry.get("isSecret"):
            plan.secret.append(name)
        elif (entry.get("value") or "") != value:
            plan.steps.append(Step(name, str(entry.get("value") or ""), value))
        else:
            plan.unchanged += 1
    return plan
