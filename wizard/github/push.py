"""One push from beginning to end, without printing: plan, judge, carry out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wizard.catalog.catalog import Catalog
from wizard.github.api import HEADERS, GithubApi, asks_to_wait
from wizard.github.applying import Applying, Outcome, Progress
from wizard.github.difference import Difference, after, difference
from wizard.github.given_secrets import Ask, given_secrets
from wizard.github.limits import Limits
from wizard.github.present import Present, read_present
from wizard.github.remembered import Remembered
from wizard.github.repository import Repository
from wizard.github.sign_in import SignIn
from wizard.github.wanted import Name, Wanted
from wizard.web.pace import Pace, Quota
from wizard.web.transport import Transport


@dataclass(slots=True)
class Plan:
    """What a push would do; ``refusals`` say why GitHub would not store it."""

    difference: Difference
    given: Mapping[Name, str]
    refusals: list[str]


class Push:
    """A push to one repository. ``stop`` ends it early, from another thread or a signal."""

    def __init__(
        self,
        catalog: Catalog,
        repository: Repository,
        sign_in: SignIn,
        *,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.stop = threading.Event()
        self.repository = repository
        self._catalog = catalog
        self._limits = Limits(catalog)
        self._remembered = Remembered(repository)
        pace = Pace(self._quotas(), time.monotonic, self.stop.wait)
        self.transport = Transport(
            repository.host.api, f"Bearer {sign_in.token}", headers=HEADERS, pace=pace,
            stop=self.stop, asks_to_wait=asks_to_wait, tell=tell,
        )  # fmt: skip
        self._api = GithubApi(self.transport, repository)

    def _quotas(self) -> list[Quota]:
        """How fast one may write; an Enterprise Server has no limits unless it says so."""
        if self.repository.host.is_server:
            return []
        return [
            Quota(self._limits.of("github_writes_per_minute"), 60.0),
            Quota(self._limits.of("github_writes_per_hour"), 3600.0),
        ]

    def plan(
        self,
        wanted: Wanted,
        *,
        asked_for: tuple[str, ...],
        environ: Mapping[str, str],
        ask: Ask | None,
    ) -> Plan:
        """Read what is there and compare.

        Raises:
            WebFailure: GitHub does not tell, or a secret that was asked for is not at hand.
        """
        present = read_present(self._api, wanted.environments)
        given = given_secrets(wanted.by_hand, wanted.environments, asked_for, present.secrets,
                              environ, ask)  # fmt: skip
        known = self._remembered.known(wanted.secrets, present.secrets)
        found = difference(self._catalog, wanted, present, known, given)
        return Plan(found, given, list(self._refusals(present, found, given)))

    def _refusals(
        self, present: Present, found: Difference, given: Mapping[Name, str]
    ) -> list[str]:
        if not found.steps:
            return []
        variables = after(present.variables, found.steps, "variable")
        secrets = after(present.secrets, found.steps, "secret")
        refusals = list(self._limits.refusals_with(variables, secrets, present.organization))
        for (place, name), value in given.items():
            refusals += self._limits.of_secret(place, name, value)
        return refusals

    def carry_out(self, plan: Plan, wanted: Wanted, progress: Progress) -> Outcome:
        """Do what the plan says; what could not be done is in the outcome."""
        applying = Applying(self._api, wanted.secrets, plan.given, self._remembered, self.stop,
                            progress)  # fmt: skip
        return applying.run(plan.difference.steps)
