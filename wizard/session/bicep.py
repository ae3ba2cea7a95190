"""Bicep in a session: the salt that is drawn once, and what is wrong before files are written."""

from __future__ import annotations

import secrets
import string
from collections.abc import Iterable, Iterator

from wizard.catalog.bicep import BicepTables, has_bicep, load_bicep
from wizard.delivery.bicep import BicepStep, deliver_bicep
from wizard.delivery.bicep_drift import Drift, drift_of
from wizard.formats.bicep_params_source import read_template
from wizard.formats.errors import FormatError
from wizard.model.view import View
from wizard.naming.formula import random_salt
from wizard.output.bicep_names import TEMPLATES
from wizard.resources import schemas_dir
from wizard.rules.bicep import DRIFT, NO_SALT, NO_TEMPLATES, NOT_DESCRIBED, REFUSED
from wizard.rules.files import file_finding
from wizard.rules.finding import Finding, Severity
from wizard.rules.registry import load_rules
from wizard.rules.wording import listed
from wizard.session.bicep_templates import tables_for
from wizard.session.bicep_wanted import BICEP, is_described
from wizard.session.draft import Session
from wizard.session.opening import Opened
from wizard.store.errors import StoreError
from wizard.store.layout import Layout
from wizard.store.reading import read_file

_ALPHABET = string.ascii_lowercase + string.digits
_LENGTH = 10
_MANY = 4
"""Parameters of one template that differ in the same way and still have a finding each."""


def draw_salts(opened: Opened, projects: Iterable[str] | None = None) -> tuple[str, ...]:
    """Note the ten characters of every project and environment that lacks them; their full keys.

    A value that stands already never changes, nor does one that was drawn since the opening.
    Like every note they are written with the answers, and make no step to undo.
    """
    session = opened.session
    wanted: dict[str, str] = {}
    for project in projects or session.answers.projects:
        home = session.view(project=project)
        for name in home.environments:
            full = f"projects.{project}.naming.random_salts.{name}"
            if not session.answers.get(full) and random_salt(home.at(environment=name)) is None:
                wanted[full] = opened.drawn.setdefault(full, _drawn())
    session.note(wanted)
    return tuple(wanted)


def _drawn() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def bicep_findings(
    opened: Opened, projects: Iterable[str] | None = None, environments: Iterable[str] | None = None
) -> list[Finding]:
    """What is wrong with the Bicep files of projects, and with the submodule's templates.

    For a release whose templates are not described only that, where the answers ask for files.
    """
    session = opened.session
    load_rules()
    if not is_described(session):
        return [_not_described(session)] if session.view().is_on(BICEP) else []
    tables = tables_for(opened)
    if tables is None:
        return [_no_templates(opened)]
    wanted = None if environments is None else tuple(environments)
    found: list[Finding] = []
    for project in projects or session.answers.projects:
        home = session.view(project=project)
        for name in home.environments:
            if wanted is None or name in wanted:
                view = home.at(environment=name)
                found += _of_steps(view, deliver_bicep(view, tables=tables))
    return [*dict.fromkeys(found), *drift_findings(opened.layout, session.catalog.release)]


def _not_described(session: Session) -> Finding:
    return file_finding(
        NOT_DESCRIBED,
        "The answers ask for Bicep files, and the templates of release "
        f"{session.catalog.release} are not described: none are written.",
        f"Move to a later release, or unset {BICEP}.",
        path=None,
        keys=(BICEP,),
    )


def _no_templates(opened: Opened) -> Finding:
    release = opened.session.catalog.release
    return file_finding(
        NO_TEMPLATES,
        f"The Bicep templates of release {release} are read from the vendor's repository, which "
        "is not checked out: no Bicep files are written.",
        "Run: git submodule update --init --recursive.",
        path=opened.layout.shown(opened.layout.submodule.path),
        keys=(BICEP,),
    )


def _of_steps(view: View, steps: tuple[BicepStep, ...]) -> Iterator[Finding]:
    for step in steps:
        for one in step.parameters:
            if one.problem:
                yield file_finding(
                    REFUSED,
                    f"Step {step.number}, {step.title}, in {view.context.environment}: "
                    f"{one.name}: {one.problem}.",
                    "Choose a value that the template takes."
                    if one.key
                    else f"Give it to the step by hand: --parameters {one.name}=…",
                    path=None,
                    keys=(one.key,) if one.key else (),
                )
    if random_salt(view) is None:
        key = f"naming.random_salts.{view.context.environment}"
        yield file_finding(
            NO_SALT,
            "The ten characters that all Bicep steps share are not drawn yet.",
            "They are drawn when the Bicep files are written into the workspace, or set "
            f"{key} to ten lower-case letters or digits.",
            path=None,
            keys=(view.full_key(key),),
        )


def drift_findings(layout: Layout, release: str) -> list[Finding]:
    """How the submodule's templates differ from the release's table.

    Nothing without a checkout, or for a release that has no table of its own.
    """
    if not layout.submodule.initialised or not has_bicep(schemas_dir() / release):
        return []
    load_rules()
    tables = load_bicep(release)
    return [finding for name in tables.templates for finding in _of_template(layout, tables, name)]


def _of_template(layout: Layout, tables: BicepTables, name: str) -> Iterator[Finding]:
    path = layout.submodule.path / TEMPLATES / name
    shown = layout.shown(path)
    stem = name.rsplit("/", 1)[-1]
    remedy = "Check out the release that the answers name, or compare the files by hand."
    if not path.is_file():
        yield file_finding(DRIFT, f"{stem} is missing.", remedy, path=shown)
        return
    try:
        source = read_template(read_file(path, shown=shown).text.text, shown)
    except (FormatError, StoreError) as error:
        yield file_finding(DRIFT, f"{stem} cannot be read: {error}", remedy, path=shown)
        return
    same: dict[tuple[str, Severity], list[Drift]] = {}
    for drift in drift_of(tables.parameters(name), source.declarations):
        same.setdefault((drift.message, drift.severity), []).append(drift)
    for (message, severity), drifts in same.items():
        for part in [drifts] if len(drifts) > _MANY else [[one] for one in drifts]:
            names = [one.parameter for one in part]
            told = names[0] if len(names) == 1 else f"each of {listed(names)}"
            line = part[0].line
            yield file_finding(
                DRIFT, f"{stem}: {told} {message}.", remedy,
                path=shown, line=line, severity=severity,
            )  # fmt: skip
