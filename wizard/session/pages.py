"""Pages of the walk: their questions under headings, their state, and what is left to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wizard.catalog.setting import LEVELS, Setting
from wizard.catalog.tables import Row
from wizard.model.context import split_key
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.wording import counted
from wizard.session.draft import Session
from wizard.session.questions import ByKey, is_needed, places_of, question, view_of

REVIEW = "review"
PageStatus = Literal["untouched", "done", "open", "warnings", "problems"]
MORE_LEVELS = frozenset({"advanced", "debug", "deprecated"})
_OTHER = "Other"
ENVIRONMENT_TITLES = {"dev": "dev", "stage": "stage (named test in Azure)", "prod": "prod"}


@dataclass(frozen=True, slots=True)
class PageState:
    """One page in the rail: how many findings and unanswered questions it has.

    What is wrong because an answer is missing counts as unanswered, not as an error.
    """

    id: str
    title: str
    status: PageStatus
    errors: int = 0
    warnings: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a first set-up has to decide itself, because no default can: how many, and left."""

    total: int
    left: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between the questions of a page."""

    text: str


def page_ids(session: Session) -> tuple[str, ...]:
    """The pages in the order of the walk; the review comes last."""
    return (*(section.id for section in session.catalog.sections), REVIEW)


def page_title(session: Session, page: str) -> str:
    """The title of a page."""
    for section in session.catalog.sections:
        if section.id == page:
            return section.title
    return "Review and write"


def project_of(session: Session, full: str) -> str:
    """The project in which a question is to be seen: the current one where it is shared."""
    place, current = split_key(full), session.current
    if place.project in session.answers.projects:
        return str(place.project)
    if place.scale_set in (None, current.scale_set):
        return str(current.project)
    return next(iter(session.view(scale_set=place.scale_set).projects), str(current.project))


def page_of(session: Session, full: str) -> str:
    """The page on which a question stands."""
    return session.catalog.settings[split_key(full).key].section


def page_entries(session: Session, page: str, *, more: bool) -> Iterator[Heading | str]:
    """Headings and full keys of a page in order; ``more`` adds advanced and inapplicable ones."""
    groups: dict[str, list[str]] = {}
    titles = {key: group["title"] for group in _groups(session) for key in group["keys"]}
    for setting in session.catalog.in_section(page):
        for full in places_of(session, setting):
            if more or is_shown(session, setting, full):
                groups.setdefault(_group_of(session, titles, setting, full), []).append(full)
    order = {group["title"]: place for place, group in enumerate(_groups(session))}
    for title in sorted(groups, key=lambda title: order.get(title, len(order))):
        if len(groups) > 1:
            yield Heading(title)
        yield from sorted(groups[title], key=lambda full: _rank(session, full))


def all_questions(session: Session) -> Iterator[str]:
    """The full keys of all questions in the order of the pages."""
    for section in session.catalog.sections:
        for entry in page_entries(session, section.id, more=True):
            if isinstance(entry, str):
                yield entry


def label_of(session: Session, full: str) -> str:
    """The label of a question on its page: the title, and the environment where it matters."""
    place = split_key(full)
    setting = session.catalog.settings[place.key]
    if place.environment is None or setting.section in _by_environment(session):
        return setting.title
    return f"{setting.title}, {place.environment}"


def is_shown(session: Session, setting: Setting, full: str) -> bool:
    """Whether a page shows a question at first: it applies, and matters or was answered."""
    found = question(session, full)
    if not found.applies:
        return False
    return setting.level not in MORE_LEVELS or found.origin == "typed" or found.is_open


def hidden_count(session: Session, page: str) -> int:
    """How many questions of a page are not shown at first."""
    return sum(
        not is_shown(session, setting, full)
        for setting in session.catalog.in_section(page)
        for full in places_of(session, setting)
    )


def page_states(session: Session, findings: ByKey, visited: frozenset[str]) -> list[PageState]:
    """The state of every page; ``visited`` are the pages that were looked at."""
    unanswered = open_by_page(session)
    missing = {full for fulls in unanswered.values() for full in fulls}
    errors: dict[str, set[int]] = {}
    warnings: dict[str, set[int]] = {}
    for full, found in findings.items():
        key = split_key(full).key
        if key not in session.catalog.settings:
            continue
        page = session.catalog.settings[key].section
        if full in missing:
            continue
        for finding in found:
            if finding.keys[0] != full or finding.severity == "note":
                continue
            counted = errors if finding.severity == "error" else warnings
            counted.setdefault(page, set()).add(id(finding))
    states = []
    for section in session.catalog.sections:
        numbers = (
            len(errors.get(section.id, ())),
            len(warnings.get(section.id, ())),
            len(unanswered.get(section.id, ())),
        )
        status = _status(*numbers, section.id in visited)
        states.append(PageState(section.id, section.title, status, *numbers))
    return states


def _status(errors: int, warnings: int, unanswered: int, seen: bool) -> PageStatus:
    if errors:
        return "problems"
    if unanswered:
        return "open"
    if warnings:
        return "warnings"
    return "done" if seen else "untouched"


def page_words(state: PageState) -> str:
    """The state of a page in words."""
    if state.errors:
        return counted(state.errors, "problem")
    if state.open:
        return f"{counted(state.open, 'answer')} needed"
    if state.warnings:
        return counted(state.warnings, "warning")
    return "not seen yet" if state.status == "untouched" else "nothing to do"


def open_by_page(session: Session) -> dict[str, list[str]]:
    """The unanswered questions that need an answer, by page."""
    found: dict[str, list[str]] = {}
    for setting, full, view in _needed(session):
        if not view.text(setting.key):
            found.setdefault(setting.section, []).append(full)
    return found


def decisions(session: Session) -> Decisions:
    """The questions that need an answer and have no default: how many there are and are left."""
    total = left = 0
    for setting, _, view in _needed(session):
        if not format_value(view.default(setting)):
            total += 1
            left += not view.text(setting.key)
    return Decisions(total, left)


def _needed(session: Session) -> Iterator[tuple[Setting, str, View]]:
    """The questions that need an answer, each with the view from its place."""
    for setting in session.catalog.settings.values():
        if setting.required_when is None:
            continue
        for full in places_of(session, setting):
            view = view_of(session, full)
            if view.applies(setting.key) and is_needed(view, setting):
                yield setting, full, view


def _group_of(session: Session, titles: dict[str, str], setting: Setting, full: str) -> str:
    environment = split_key(full).environment
    if environment and setting.section in _by_environment(session):
        return ENVIRONMENT_TITLES[environment]
    return titles.get(setting.key) or titles.get(setting.key.split(".")[0]) or _OTHER


def _groups(session: Session) -> list[Row]:
    groups: list[Row] = session.catalog.tables.get("groups", {}).get("groups", [])
    return groups


def _by_environment(session: Session) -> list[str]:
    pages: list[str] = session.catalog.tables.get("groups", {}).get("by_environment", [])
    return pages


def _rank(session: Session, full: str) -> tuple[int, int]:
    setting = session.catalog.settings[split_key(full).key]
    return (int(setting.key != "enabled"), LEVELS.index(setting.level))
