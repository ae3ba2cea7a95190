"""Corrupted answers: every constrained setting of a valid factory, spoilt in several ways.

``python -m tests.rules.mutations`` spoils all of them one by one and prints what ``check`` reports.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.rules.valid_factories import NOT_TOGETHER, ORCHESTRATORS, VARIANTS, factories
from wizard.catalog.catalog import Catalog
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Setting
from wizard.model.answers import Answers, Given
from wizard.model.context import Context, full_key, split_key
from wizard.model.values import lenient_value
from wizard.model.view import View
from wizard.rules.example import BASE, put_example
from wizard.rules.finding import Finding
from wizard.rules.registry import Changes
from wizard.session import Session

SUBSCRIPTION = str(BASE["environments.dev.subscription_id"])
TENANT = str(BASE["tenant_id"])
ENVIRONMENT = "stage"
_ADDRESSES = frozenset({"cidr", "cidr-template", "cidr-list"})
_IDS = frozenset({"guid", "guid-list"})
_SUBNETS = ("address.common_subnet", "address.scoring_subnet", "address.power_bi_subnet")
_FREE_TEXT = frozenset({
    "tags.cost_center", "tags.common_cost_center", "tags.repository", "tags.repository_branch",
    "elasticsearch.company", "elasticsearch.first_name", "elasticsearch.last_name",
    "run.agent_pool", "service_connection", "seeding.service_connection", "team.member_emails",
})  # fmt: skip
"""Settings that may hold question marks and the like: names of people, groups and things."""
_LOWER_CASE = frozenset({
    "region.name", "region.code", "search.region", "naming.prefix", "naming.lake_prefix",
    "naming.lake_container", "container_apps.image", "aks.private_dns_zone",
})  # fmt: skip
"""Settings that end in names which Azure or a registry only knows in lower case."""
REASONS = {
    ("naming.salt", "blank"): "a blank salt is delivered as the text by which Azure draws one",
    ("naming.random_salt", "blank"): "a blank salt is delivered as the text that draws one",
}
"""Why an answer that was spoilt in a way is not reported, by key and way."""


class Mutation(NamedTuple):
    """One spoilt answer: setting, full key, the way it is spoilt, and the text that it gets."""

    setting: Setting
    full: str
    way: str
    text: str

    def __str__(self) -> str:
        why = REASONS.get((self.setting.key, self.way), "")
        return f"{self.full}: {self.way}: {self.text!r}" + (f" ({why})" if why else "")


class Factory:
    """A valid factory for one release and orchestrator, with every service that it can have."""

    def __init__(self, release: str, orchestrator: str, variant: str = "private") -> None:
        self.name = f"{release} {orchestrator}, {variant}"
        self.catalog: Catalog = load_catalog(release)
        services = {
            service.flag: service.on_value
            for service in self.catalog.services.values()
            if service.flag in self.catalog.settings
        }
        wanted = ORCHESTRATORS[orchestrator] | services | NOT_TOGETHER
        if release == "1.25":  # whose environments cannot share a range
            wanted["address.vnet"] = "172.16.XX.0/18"
        wanted |= VARIANTS[variant]
        self.answers = Answers()
        for key, value in {**BASE, **wanted}.items():
            if split_key(key).key in self.catalog.settings:
                put_example(self.catalog, self.answers, key, value)
        for setting in self.catalog.settings.values():
            self._fill(setting)
        self.findings = Session(self.catalog, self.answers).findings()
        self._before = set(map(_told, self.findings))

    def _fill(self, setting: Setting) -> None:
        """Answer what has no default and is needed, so that it is there to be spoilt."""
        view = self.view
        if not setting.example or not view.required(setting.key) or view.text(setting.key):
            return
        value = lenient_value(setting, setting.example)
        self.answers.put(self.full(setting), Given(value))

    @property
    def view(self) -> View:
        return View(self.catalog, self.answers, Context("001", ENVIRONMENT, "001"))

    def full(self, setting: Setting) -> str:
        return full_key(setting.key, setting.scope, Context("001", ENVIRONMENT, "001"))

    def mutations(self) -> Iterator[Mutation]:
        """Every way to spoil every setting that applies here."""
        view = self.view
        for setting in self.catalog.settings.values():
            if setting.identity or not view.applies(setting.key):
                continue
            good = view.text(setting.key)
            ways = list(_ways(setting, good, required=view.required(setting.key)))
            ways += _overlaps(setting, view)
            for way, text in ways:
                if lenient_value(setting, text) != lenient_value(setting, good):
                    yield Mutation(setting, self.full(setting), way, text)

    def findings_with(self, changes: Changes) -> list[Finding]:
        """What is found when some answers are others."""
        answers = self.answers.copy()
        for key, value in changes.items():
            put_example(self.catalog, answers, key, value)
        return Session(self.catalog, answers).findings()

    def reports(self, mutation: Mutation) -> bool:
        """Whether the check has a finding about the spoilt answer that was not there before."""
        layers = self.answers.layers_of(mutation.full)
        spoilt = lenient_value(mutation.setting, mutation.text)
        self.answers.put(mutation.full, Given(spoilt))
        session = Session(self.catalog, self.answers)
        found = [f for f in session.findings() if _told(f) not in self._before]
        self.answers.restore(mutation.full, layers)
        return any(mutation.full in finding.keys for finding in found)


def _told(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.keys, finding.message


def _ways(setting: Setting, good: str, *, required: bool) -> Iterator[tuple[str, str]]:
    """The ways in which the value of a setting can be spoilt, each with the spoilt text."""
    if required:
        yield "blank", ""
    yield from _wrong_types(setting)
    yield from _out_of_range(setting, good)
    if setting.kind not in ("bool", "int", "enum", "json"):
        yield "placeholder", "<todo>"
        yield "placeholder", f"{good}<todo>" if good else "todo"
    if setting.kind in _IDS:
        yield "foreign identifier", SUBSCRIPTION if "tenant" in setting.key else TENANT
        yield "foreign identifier", "00000000-0000-0000-0000-000000000000"
        yield "placeholder", "todo_id"
        if good:
            yield "wrong length", good[:-1]
            yield "blank inside", f"{good[:9]} {good[9:]}"
    if setting.kind in _ADDRESSES and good:
        yield from _wrong_ranges(setting, good)
    if setting.key in _LOWER_CASE and good:
        yield "wrong case", good.upper()


def _wrong_types(setting: Setting) -> Iterator[tuple[str, str]]:
    wrong = {
        "bool": "maybe", "int": "many", "enum": "no-such-choice", "json": '{"a":',
        "guid": "not-a-guid", "guid-list": f"{TENANT},a-group", "email": "team.contoso",
        "email-list": "a@contoso.example,team", "ip": "300.1.1.1", "ip-list": "20.1.2.3,office",
        "cidr": "10.0.0/16", "cidr-template": "ten.XX.0.0/16", "cidr-list": "10.0.0.0/8,office",
        "version": "latest!", "resource-id": "vnet-hub", "region": "sweden central!",
    }.get(setting.kind)  # fmt: skip
    if wrong is not None:
        yield "wrong type", wrong
    if setting.kind in ("bool", "int", "enum"):
        yield "wrong type", "<todo>"


def _out_of_range(setting: Setting, good: str) -> Iterator[tuple[str, str]]:
    if setting.minimum is not None:
        yield "out of range", str(setting.minimum - 1)
    if setting.maximum is not None:
        yield "out of range", str(setting.maximum + 1)
    if setting.max_length is not None and setting.kind not in _IDS:
        yield "too long", (good or "a").ljust(setting.max_length + 1, "a")
    if setting.min_length is not None and setting.min_length > 1:
        yield "too short", "a" * (setting.min_length - 1)
    if setting.pattern and setting.kind not in ("json", "enum") and setting.key not in _FREE_TEXT:
        yield "wrong form", f"{good}?!"


def _wrong_ranges(setting: Setting, good: str) -> Iterator[tuple[str, str]]:
    yield "out of range", re.sub(r"/\d+", "/33", good)
    yield "out of range", re.sub(r"^\d+", "256", good)
    yield "not aligned", re.sub(r"\.0/", ".7/", good)


def _overlaps(setting: Setting, view: View) -> Iterator[tuple[str, str]]:
    """The range of another subnet."""
    if setting.key in _SUBNETS:
        for other in _SUBNETS:
            yield "overlap", view.text(other)


def main() -> None:
    """Spoil answers and print the share that is reported; ``1.24`` limits it to one release.

    Of the private factories every answer is spoilt, of the others one in five, each time others.
    """
    spoilt = missed = 0
    for number, (release, orchestrator, variant) in enumerate(factories()):
        if sys.argv[1:] and release not in sys.argv[1:]:
            continue
        factory = Factory(release, orchestrator, variant)
        every = 1 if variant == "private" else 5
        for mutation in list(factory.mutations())[number % every :: every]:
            spoilt += 1
            if not factory.reports(mutation):
                missed += 1
                print(f"{factory.name}: {mutation}")
    print(f"{spoilt} answers spoilt, {spoilt - missed} reported: {1 - missed / spoilt:.2%}")
    sys.exit(missed > spoilt * 0.02)


if __name__ == "__main__":
    main()
