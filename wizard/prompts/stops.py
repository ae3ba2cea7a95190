"""The stops of a page: what is asked there, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wizard.model.context import split_key
from wizard.session.pages import REVIEW, Heading, page_entries, page_ids
from wizard.session.services import asked_services
from wizard.session.walk import Walk

SERVICES = "services"
"""The page whose flags are asked as boxes; elsewhere a flag is one question among others."""


@dataclass(frozen=True, slots=True)
class AskStop:
    """One question, under the last heading before it."""

    key: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ServicesStop:
    """The services of one group, as boxes."""

    page: str
    group: str

    @property
    def key(self) -> str:
        """What tells it from other stops."""
        return f"group {self.group}"


@dataclass(frozen=True, slots=True)
class MoreStop:
    """Whether the rest of a page is wanted: how many questions that are."""

    page: str
    count: int

    @property
    def key(self) -> str:
        """What tells it from other stops."""
        return f"more {self.page}"


Stop = AskStop | ServicesStop | MoreStop


def question_pages(walk: Walk) -> tuple[str, ...]:
    """The pages with questions, in the order of the walk."""
    return tuple(page for page in page_ids(walk.session) if page != REVIEW)


def stops_of(walk: Walk, page: str, *, more: bool) -> Iterator[Stop]:
    """What a page asks as the answers stand now; ``more`` adds the advanced questions."""
    services = asked_services(walk.session, page) if page == SERVICES else {}
    flags = {service.flag for group in services.values() for service in group}
    yield from (ServicesStop(page, group) for group in services)
    shown = [stop for stop in _asked(walk, page, more=False) if _short(stop) not in flags]
    yield from shown
    first = {stop.key for stop in shown}
    rest = [
        stop for stop in _asked(walk, page, more=True)
        if stop.key not in first and _short(stop) not in flags
    ]  # fmt: skip
    if rest and (first or services or more):
        yield MoreStop(page, len(rest))
    if more:
        yield from rest


def open_stops(walk: Walk, page: str) -> Iterator[Stop]:
    """The questions of a page that need an answer and have none."""
    for stop in _asked(walk, page, more=False):
        if walk.ask(stop.key).is_open:
            yield stop


def _asked(walk: Walk, page: str, *, more: bool) -> Iterator[AskStop]:
    """The questions that apply and can be answered."""
    heading = ""
    for entry in page_entries(walk.session, page, more=more):
        if isinstance(entry, Heading):
            heading = entry.text
            continue
        asked = walk.ask(entry)
        if asked.applies and not asked.setting.identity:
            yield AskStop(entry, heading)


def _short(stop: AskStop) -> str:
    return split_key(stop.key).key
