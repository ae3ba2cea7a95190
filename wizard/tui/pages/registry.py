"""From a page's id to its widget."""

from __future__ import annotations

from wizard.session.pages import REVIEW
from wizard.session.walk import Walk
from wizard.tui.pages.page import Page

SPECIAL: dict[str, str] = {
    "start": "StartPage",
    "networking": "NetworkingPage",
    "addresses": "AddressesPage",
    "naming": "NamingPage",
    "services": "ServicesPage",
}
"""Pages with a module of their own: id -> class in wizard.tui.pages.<id>."""


def page_for(walk: Walk, page: str) -> Page:
    """A new widget for a page; modules of special pages are imported when they are opened."""
    if page == REVIEW:
        from wizard.tui.pages.review import ReviewPage

        return ReviewPage(walk)
    section = next(section for section in walk.session.catalog.sections if section.id == page)
    return _class_of(page)(walk, page, section.title, section.help)


def _class_of(page: str) -> type[Page]:
    if page not in SPECIAL:
        return Page
    from importlib import import_module

    found: type[Page] = getattr(import_module(f"wizard.tui.pages.{page}"), SPECIAL[page])
    return found


def short_titles(walk: Walk) -> dict[str, str]:
    """The titles of pages as the rail shows them."""
    short: dict[str, str] = walk.session.catalog.tables.get("groups", {}).get("short_titles", {})
    titles = {section.id: section.title for section in walk.session.catalog.sections}
    return {**titles, **short, REVIEW: "Review and write"}
