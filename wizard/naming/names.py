"""Every name that Azure will see in one place: resources, modules and deployments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from wizard.model.context import MissingContext
from wizard.model.view import View
from wizard.naming.formula import UNKNOWN, Fields
from wizard.naming.rows import NameRow, name_rows

Known = Literal["now", "at run time"]
_NO_SALT = "It holds the salt, which follows from the environment's subscription."


class Name(NamedTuple):
    """One name. ``project`` is "" for what belongs to the environment.

    Characters that only the run knows are shown as "#". ``problem`` says in words what Azure
    would refuse, "" for nothing; ``why`` says on what a name that is not known now depends.
    """

    row: NameRow
    environment: str
    project: str
    name: str
    known: Known
    problem: str
    why: str
    is_cut: bool

    @property
    def id(self) -> str:
        """The row's id in names.yaml; for a deployment ``step_61_github``."""
        return self.row.id

    @property
    def kind(self) -> str:
        """The kind of resource, such as "key vault"."""
        return self.row.kind

    @property
    def title(self) -> str:
        """What it is, in words."""
        return self.row.title

    @property
    def length(self) -> int:
        """Characters of the name."""
        return len(self.name)

    @property
    def minimum(self) -> int:
        """The fewest characters that Azure takes."""
        return self.row.minimum

    @property
    def limit(self) -> int:
        """The most characters that Azure takes."""
        return self.row.maximum

    @property
    def allowed(self) -> str:
        """The characters that Azure takes, in words."""
        return self.row.allowed

    @property
    def ok(self) -> bool:
        """Whether Azure takes the name."""
        return not self.problem

    @property
    def keys(self) -> tuple[str, ...]:
        """Short keys of the settings that shape the name."""
        return self.row.keys

    def as_json(self) -> dict[str, Any]:
        """The shape of the ``names`` verb; ``project`` is null where there is none."""
        return {
            "environment": self.environment,
            "project": self.project or None,
            "kind": self.kind,
            "name": self.name,
            "length": self.length,
            "limit": self.limit,
            "known": self.known,
            "id": self.id,
            "title": self.title,
            "minimum": self.minimum,
            "allowed": self.allowed,
            "ok": self.ok,
            "problem": self.problem,
            "why": self.why,
            "keys": list(self.keys),
        }


def names_of(view: View) -> tuple[Name, ...]:
    """The names of the view's environment and, where it has a project, of that as well.

    Raises:
        MissingContext: the view has no environment.
    """
    found = environment_names(view)
    return found if view.context.project is None else found + project_names(view)


def environment_names(view: View) -> tuple[Name, ...]:
    """The names that exist once per environment.

    Raises:
        MissingContext: the view has no environment.
    """
    return tuple(_Place(view).names("environment"))


def project_names(view: View) -> tuple[Name, ...]:
    """The names of the view's project in the view's environment.

    Raises:
        MissingContext: the view lacks a project or an environment.
    """
    if view.context.project is None:
        raise MissingContext("names of a project", "name the project (such as 001)")
    return tuple(_Place(view).names("project"))


def all_names(view: View) -> Iterator[Name]:
    """Every name of the factory: by scale set and environment in use, then by project."""
    for scale_set in view.answers.scale_sets:
        home = View(view.catalog, view.answers, None, view.memory, view.orchestrator)
        home = home.at(scale_set=scale_set)
        environments = home.environments
        for environment in environments:
            yield from environment_names(home.at(environment=environment))
        for project in home.projects:
            there = home.at(project=project)
            for environment in environments:
                yield from project_names(there.at(environment=environment))


def computed_salt(view: View) -> str | None:
    """The five-character salt of the view's environment; None until its subscription is known."""
    salt = _Place(view)["salt5"]
    return None if UNKNOWN in salt else salt


def common_group(view: View) -> str:
    """The name of the common resource group in the view's environment."""
    return _Place(view)["common_group"]


class _Place(Fields):
    """Computes the names of one environment, or of one project in one environment."""

    def __init__(self, view: View) -> None:
        if view.context.environment is None:
            raise MissingContext("names are made per environment", "name dev, stage or prod")
        super().__init__(view)

    def names(self, per: Literal["environment", "project"]) -> Iterator[Name]:
        holds = self.view.holds
        for row in name_rows(self.view.catalog, per):
            if row.when is None or holds(row.when):
                yield self._name(row)

    def named(self, reference: str) -> str | None:
        """The text of another name, found by its id."""
        if "." in reference:
            return None
        for per in ("environment", "project"):
            for row in name_rows(self.view.catalog, per):
                if row.id == reference:
                    return self._text(row)
        return None

    def _text(self, row: NameRow) -> str:
        """The name before it is cut."""
        if row.override and self.view.holds(row.override_when):
            given = self.view.text(row.override)
            if given:
                return self._without_placeholders(given)
        text = row.formula.fill(self)
        for step in row.transform:
            text = text.lower() if step == "lower" else text.replace("-", "")
        return text

    def _without_placeholders(self, text: str) -> str:
        if "<" not in text:
            return text
        network_env = self.view.text("byo.network_env")
        text = text.replace("<network_env>", network_env)
        return text.replace("<xxx>", self["project"])

    def _name(self, row: NameRow) -> Name:
        text = self._text(row)
        is_cut = 0 < row.cut < len(text)
        if is_cut:
            text = text[: row.cut]
        known: Known = "now"
        why = ""
        checked = text
        if UNKNOWN in text:
            known = "at run time"
            why = row.why or _NO_SALT
            checked = text.replace(UNKNOWN, "a")
            text = text.replace(UNKNOWN, "#")
        context = self.view.context
        project = (context.project or "") if row.per == "project" else ""
        problem = _problem(row, checked)
        return Name(row, context.environment or "", project, text, known, problem, why, is_cut)


def _problem(row: NameRow, name: str) -> str:
    length = len(name)
    if length > row.maximum:
        return f"{length} characters, and Azure takes at most {row.maximum}"
    if length < row.minimum:
        return f"{length} characters, and Azure wants at least {row.minimum}"
    if row.pattern is not None and row.pattern.fullmatch(name) is None:
        return f"characters that Azure does not take; allowed are {row.allowed}"
    return ""
