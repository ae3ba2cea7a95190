"""From what is there to what is wanted: the steps between the two, in a safe order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, NamedTuple

from wizard.catalog.catalog import Catalog
from wizard.github.api import REPOSITORY
from wizard.github.present import Present
from wizard.github.wanted import PROJECT_NUMBER, Name, Wanted, opens

Kind = Literal["environment", "variable", "secret"]
Action = Literal["create", "change", "delete", "set again"]


class Stage(IntEnum):
    """When a step comes; a stage begins after the one before it is done.

    A push that ends in the middle is never more open than before or after it: what closes comes
    before anything else, what opens or deletes comes last. While the number of the project
    changes it is absent, and a run that starts then stops at its own validation. A left-over of
    an environment goes when the repository's value behind it stands, and before the environment
    gets more, because it may be full.
    """

    ENVIRONMENTS = 0
    HOLD_PROJECT = 1
    CLOSE = 2
    SET_IN_REPOSITORY = 3
    DELETE_IN_ENVIRONMENT = 4
    SET_IN_ENVIRONMENT = 5
    DELETE_IN_REPOSITORY = 6
    OPEN = 7
    PROJECT = 8


def _setting(place: str) -> Stage:
    return Stage.SET_IN_REPOSITORY if place == REPOSITORY else Stage.SET_IN_ENVIRONMENT


def _deleting(place: str) -> Stage:
    return Stage.DELETE_IN_REPOSITORY if place == REPOSITORY else Stage.DELETE_IN_ENVIRONMENT


class Step(NamedTuple):
    """One change. ``before`` and ``after`` are values of variables, None where there is none;
    those of secrets are never told. ``why`` explains what is not plain.
    """

    stage: Stage
    action: Action
    kind: Kind
    place: str
    name: str
    before: str | None = None
    after: str | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        """Whether it takes a variable away only until the end of the push."""
        return self.stage is Stage.HOLD_PROJECT


@dataclass(slots=True)
class Difference:
    """The steps in their order, and what needs none.

    ``missing`` are secrets that only a person has and that are not there; ``from_organization``
    are variables of the organization that arrive in an environment where nothing should.
    """

    steps: list[Step] = field(default_factory=list)
    unchanged: int = 0
    missing: list[Name] = field(default_factory=list)
    from_organization: list[Name] = field(default_factory=list)

    @property
    def deletions(self) -> list[Step]:
        """What would be deleted for good."""
        return [step for step in self.steps if step.action == "delete" and not step.holds]


_HELD = "absent meanwhile, so that no run mixes two projects"
_SHADOW = "wins over the repository's value"
_EMPTY = "is empty in the answers, and GitHub stores no empty value"
_LEFT = "is left over from an earlier upload"
_UNSEEN = "GitHub shows none, and those set again were not last set from here"


def difference(
    catalog: Catalog, wanted: Wanted, present: Present, known_secrets: Mapping[Name, bool],
    given: Collection[Name] = (),
) -> Difference:  # fmt: skip
    """The steps from what is present to what is wanted.

    ``known_secrets`` says of secrets whether they hold their wanted value, as far as that is
    known; ``given`` are secrets that a person gives with this push.
    """
    made = Difference()
    known = {name.lower() for name in present.environments}
    for environment in wanted.environments:
        if environment not in known:
            made.steps.append(Step(Stage.ENVIRONMENTS, "create", "environment", environment,
                                   environment))  # fmt: skip
    for name, value in wanted.variables.items():
        made.steps += _variable(catalog, wanted, present, name, value)
    for name in (*wanted.secrets, *given):
        made.steps += _secret(present, name, known_secrets, given)
    made.steps += _deletions(wanted, present)
    written = {(step.place, step.name) for step in made.steps}
    made.unchanged = sum(name not in written for name in (*wanted.variables, *wanted.secrets))
    made.missing = [
        (place, name)
        for place in wanted.environments
        for name in wanted.by_hand
        if (place, name) not in present.secrets and (place, name) not in given
    ]
    made.from_organization = [
        (place, name)
        for name in sorted(present.organization.keys() & wanted.read)
        for place in wanted.environments
        if wanted.arrives(place, name) is None
    ]
    made.steps.sort(key=lambda step: (step.stage, step.kind, step.place, step.name))
    return made


def _variable(
    catalog: Catalog, wanted: Wanted, present: Present, where: Name, value: str
) -> Iterator[Step]:
    place, name = where
    before = present.variables.get(where)
    if before == value:
        return
    opening = opens(catalog, wanted.keys.get(where, ""), value)
    stage = _setting(place) if opening is None else Stage.OPEN if opening else Stage.CLOSE
    action: Action = "create" if before is None else "change"
    if name == PROJECT_NUMBER:
        stage = Stage.PROJECT
        if before is not None:
            yield Step(Stage.HOLD_PROJECT, "delete", "variable", place, name, before, value, _HELD)
            before, action = None, "create"
    yield Step(stage, action, "variable", place, name, before, value)


def _secret(
    present: Present, where: Name, known: Mapping[Name, bool], given: Collection[Name]
) -> Iterator[Step]:
    place, name = where
    if where not in present.secrets:
        yield Step(_setting(place), "create", "secret", place, name)
    elif where in given or known.get(where) is False:
        yield Step(_setting(place), "change", "secret", place, name)
    elif where not in known:
        yield Step(_setting(place), "set again", "secret", place, name, why=_UNSEEN)


def _deletions(wanted: Wanted, present: Present) -> Iterator[Step]:
    for (place, name), value in present.variables.items():
        why = _why_gone(wanted, place, name)
        if why:
            yield Step(_deleting(place), "delete", "variable", place, name, value, None, why)
    for place, name in present.secrets:
        if (place, name) in wanted.absent_secrets:
            yield Step(_deleting(place), "delete", "secret", place, name, why=_EMPTY)


def _why_gone(wanted: Wanted, place: str, name: str) -> str:
    """Why a variable must go; "" when it may stay, such as one that no workflow reads."""
    where = (place, name)
    if where in wanted.variables:
        return ""
    if place != REPOSITORY:
        if (REPOSITORY, name) in wanted.variables:
            return _SHADOW
        if name in wanted.read:
            return _EMPTY
        return _LEFT if where in wanted.absent else ""
    if where in wanted.absent:
        return _EMPTY
    if name not in wanted.read:
        return ""
    # What the repository holds arrives in each environment that has no value of its own.
    arrives = [env for env in wanted.environments if wanted.arrives(env, name) is None]
    return _EMPTY if arrives else ""


def after(present: Mapping[Name, str], steps: Collection[Step], kind: Kind) -> dict[Name, str]:
    """Variables or secrets as they are once the steps are done."""
    left = dict(present)
    for step in steps:
        if step.kind != kind:
            continue
        if step.action == "delete" and not step.holds:
            left.pop((step.place, step.name), None)
        else:
            left[(step.place, step.name)] = step.after or ""
    return left
