"""From any state of GitHub to the wanted one, and never more open on the way."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.compiled import ensure_compiled
from tests.github.fake_github import FakeGithub, Place
from tests.web.loopback import Asked
from wizard.catalog.load import load_catalog
from wizard.github.api import GithubApi
from wizard.github.applying import Applying
from wizard.github.difference import Step, difference
from wizard.github.host import Host
from wizard.github.present import read_present
from wizard.github.remembered import Remembered
from wizard.github.repository import Repository
from wizard.github.wanted import Wanted, wanted_on_github
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.web.transport import Reply, Transport

ensure_compiled()
CATALOG = load_catalog("1.24")
HOST = Host("loopback", "http://127.0.0.1/api/v3")
REPOSITORY = Repository(HOST, "contoso", "ai-factory-001")
PLACES = ("repository", "dev", "stage", "prod")
OPEN = {
    "ALLOW_PUBLIC_ACCESS_WHEN_BEHIND_VNET": "true",
    "ENABLE_PUBLIC_GENAI_ACCESS": "true",
    "DISABLE_LOCAL_AUTH": "false",
    "ENABLE_DELETE_FOR_DISABLED_RESOURCES": "true",
}
"""Names that a workflow reads, and the value that lets in or deletes the most."""


class InProcess:
    """The fake without a network: one call is one function call. ``last`` ends the calls."""

    address = "http://127.0.0.1/api/v3"

    def __init__(self, fake: FakeGithub, last: int | None = None) -> None:
        self.fake = fake
        self.last = last
        self.calls: Counter[str] = Counter()
        self._lock = threading.Lock()

    def end(self) -> None:
        self.last = 0

    def call(
        self, method: str, path: str, body: Any = None, params: Mapping[str, Any] | None = None
    ) -> Reply:
        with self._lock:
            if method != "GET":
                self.calls[method] += 1
                if self.last is not None and self.calls.total() > self.last:
                    raise KeyboardInterrupt
            query = {key: str(value) for key, value in (params or {}).items()}
            headers = {"authorization": f"Bearer {self.fake.token}"}
            answer = self.fake.handle(Asked(method, f"/api/v3{path}", query, headers, body))
        lower = {key.lower(): value for key, value in answer.headers.items()}
        return Reply(answer.status, answer.data, lower)


def api_of(fake: FakeGithub, last: int | None = None) -> GithubApi:
    return GithubApi(cast("Transport", InProcess(fake, last)), REPOSITORY)


def wanted_of(answers: dict[str, object], project: str = "001") -> Wanted:
    session = Session(CATALOG, example_answers(CATALOG, {"orchestrator": "github", **answers}))
    view = session.view()
    return wanted_on_github(view, view.environments)


def steps_to(wanted: Wanted, fake: FakeGithub) -> list[Step]:
    present = read_present(api_of(fake), wanted.environments)
    return difference(CATALOG, wanted, present, dict.fromkeys(wanted.secrets, True)).steps


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "networking.mode": st.sampled_from(["private", "hybrid", "public"]),
        "networking.disable_local_auth": st.booleans(),
        "lifecycle.delete_disabled_services": st.booleans(),
        "services.cosmos_db": st.booleans(),
        "services.ai_search": st.booleans(),
        "registry.allowed_ips": st.sampled_from(["", "203.0.113.7"]),
        "naming.lake_prefix": st.text("abcdef", min_size=1, max_size=5),
    },
)
CHOICES = st.fixed_dictionaries(
    {
        "networking.mode": st.sampled_from(["private", "hybrid", "public"]),
        "networking.disable_local_auth": st.booleans(),
        "lifecycle.delete_disabled_services": st.booleans(),
        "services.cosmos_db": st.booleans(),
        "naming.lake_prefix": st.sampled_from("abc"),
    }
)
NAMES = st.sampled_from(
    [*OPEN, "PROJECT_NUMBER", "LAKE_PREFIX", "TAGS", "CIDR_RANGE", "AIFACTORY_SALT",
     "ACR_IP_WHITELIST", "OF_ANOTHER_TOOL", "ENABLE_COSMOS_DB", "AIFACTORY_PREFIX"]
)  # fmt: skip
VALUES = st.sampled_from(["true", "false", "009", "x"])
HELD = st.fixed_dictionaries(
    {place: st.dictionaries(NAMES, VALUES, max_size=8) for place in PLACES}
)


def holding(held: dict[str, dict[str, str]], environments: tuple[str, ...]) -> FakeGithub:
    fake = FakeGithub()
    fake.repository.variables = dict(held["repository"])
    fake.environments = {name: Place(dict(held[name])) for name in environments}
    return fake


def arriving(fake: FakeGithub, environment: str) -> dict[str, str]:
    """What a workflow sees: the environment's value before the repository's."""
    place = fake.environments.get(environment, Place())
    return {**fake.repository.variables, **place.variables}


@settings(max_examples=60)
@given(answers=ANSWERS, held=HELD, known=st.sets(st.sampled_from(PLACES[1:])))
def test_after_a_push_the_workflows_see_what_is_wanted_and_nothing_is_left_to_do(
    answers: dict[str, object], held: dict[str, dict[str, str]], known: set[str]
) -> None:
    wanted = wanted_of(answers)
    fake = holding(held, tuple(sorted(known)))
    others = {place: held[place].get("OF_ANOTHER_TOOL") for place in ("repository", *known)}
    steps = steps_to(wanted, fake)
    outcome = Applying(api_of(fake), {}, {}, Remembered(REPOSITORY), threading.Event()).run(
        [step for step in steps if step.kind != "secret"]
    )
    assert outcome.failure is None
    for environment in wanted.environments:
        seen = arriving(fake, environment)
        for name in wanted.read | {name for _, name in wanted.variables}:
            assert seen.get(name) == wanted.arrives(environment, name), (environment, name)
    for place, value in others.items():
        held_now = fake.state()[place].get("OF_ANOTHER_TOOL")
        assert held_now == value
    assert [step for step in steps_to(wanted, fake) if step.kind != "secret"] == []


def openness(fake: FakeGithub, environment: str) -> set[str]:
    seen = arriving(fake, environment)
    return {name for name, value in OPEN.items() if seen.get(name) == value}


@settings(max_examples=60)
@given(before=CHOICES, answers=CHOICES, number=st.sampled_from(["001", "002"]), data=st.data())
def test_a_push_that_ends_anywhere_is_not_more_open_than_before_or_after(
    before: dict[str, object], answers: dict[str, object], number: str, data: st.DataObject
) -> None:
    fake = FakeGithub()
    first = wanted_of(before)
    Applying(api_of(fake), {}, {}, Remembered(REPOSITORY), threading.Event()).run(
        [step for step in steps_to(first, fake) if step.kind != "secret"]
    )
    fake.repository.variables["PROJECT_NUMBER"] = number
    wanted = wanted_of(answers)
    was = {name: openness(fake, name) for name in wanted.environments}
    steps = [step for step in steps_to(wanted, fake) if step.kind != "secret"]
    will = {
        name: {key for key, value in OPEN.items() if wanted.arrives(name, key) == value}
        for name in wanted.environments
    }
    last = data.draw(st.integers(1, len(steps))) if steps else 0
    api = api_of(fake, last)
    done = Applying(api, {}, {}, Remembered(REPOSITORY), threading.Event()).run(steps)
    assert done.interrupted == (last < len(steps))
    for name in wanted.environments:
        opened = openness(fake, name)
        assert opened <= was[name] or opened <= will[name]
        if opened - was[name]:
            for key in ("LAKE_PREFIX", "ENABLE_COSMOS_DB", "ACR_IP_WHITELIST", "CIDR_RANGE"):
                assert arriving(fake, name).get(key) == wanted.arrives(name, key)
    if number != "001" and 0 < last < len(steps):
        assert "PROJECT_NUMBER" not in fake.repository.variables


def test_a_change_of_project_holds_the_number_back_until_all_else_is_there() -> None:
    fake = FakeGithub()
    wanted = wanted_of({})
    fake.repository.variables = {"PROJECT_NUMBER": "002", "LAKE_PREFIX": "other"}
    fake.environments = {name: Place() for name in wanted.environments}
    steps = [step for step in steps_to(wanted, fake) if step.kind == "variable"]
    assert [(step.action, step.name) for step in (steps[0], steps[-1])] == [
        ("delete", "PROJECT_NUMBER"),
        ("create", "PROJECT_NUMBER"),
    ]


@pytest.mark.parametrize("release", ["1.22", "1.23", "1.25"])
def test_every_release_can_be_pushed(release: str) -> None:
    ensure_compiled()
    catalog = load_catalog(release)
    session = Session(catalog, example_answers(catalog, {"orchestrator": "github"}))
    view = session.view()
    wanted = wanted_on_github(view, view.environments)
    fake = FakeGithub()
    present = read_present(api_of(fake), wanted.environments)
    steps = difference(catalog, wanted, present, {}).steps
    outcome = Applying(
        api_of(fake), wanted.secrets, {}, Remembered(REPOSITORY), threading.Event()
    ).run(steps)
    assert outcome.failure is None
    for environment in view.environments:
        assert arriving(fake, environment).keys() >= {"PROJECT_NUMBER", "AZURE_SUBSCRIPTION_ID"}
