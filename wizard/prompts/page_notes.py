"""What a page tells beside its questions: addresses, reach, names, as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wizard.session.address_table import address_picture
from wizard.session.draft import Session
from wizard.session.name_table import name_lines
from wizard.session.reach import MODES, reach_of_services
from wizard.session.services import services_in_words

_CELLS = 16
_NAMES_SHOWN = 5


def page_notes(session: Session, page: str) -> Iterator[str]:
    """The lines that follow the questions of a page; none for most pages."""
    told = _NOTES.get(page)
    if told is not None:
        yield from told(session)


def _addresses(session: Session) -> Iterator[str]:
    for environment in session.view().environments:
        picture = address_picture(session, environment, _CELLS)
        yield f"{environment}: {picture.vnet}: {picture.capacity}."
        for flaw in picture.flaws:
            yield f"  error: {flaw}"
        for subnet in picture.subnets:
            wrong = f", {subnet.problem}" if subnet.problem else ""
            yield f"  {subnet.range or 'not known':<19} {subnet.name}{wrong}"


def _reach(session: Session) -> Iterator[str]:
    mode = session.view().text("networking.mode")
    place = MODES.index(mode) if mode in MODES else None
    for reach in reach_of_services(session) if place is not None else ():
        yield f"{reach.title} is reached from: {reach.words[place or 0]}"


def _names(session: Session) -> Iterator[str]:
    yield "The names closest to their limit; 'aifactory-wizard names' lists all:"
    for environment in session.view().environments:
        lines = [line for line in name_lines(session, environment) if not line.is_fixed]
        refused = sum(bool(line.problem) for line in lines)
        for line in lines[: max(refused, _NAMES_SHOWN)]:
            wrong = f", {line.problem}" if line.problem else ""
            yield f"  {environment}: {line.name} ({line.length} of {line.limit}){wrong}"


def _services(session: Session) -> Iterator[str]:
    yield services_in_words(session, "services")


_NOTES: dict[str, Callable[[Session], Iterator[str]]] = {
    "addresses": _addresses,
    "networking": _reach,
    "naming": _names,
    "services": _services,
}
