"""The command palette: every action, every page, every setting."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from wizard.session.about import value_in_words
from wizard.session.pages import page_ids, page_title
from wizard.session.search import search
from wizard.session.upgrade_offer import release_offered, why_offered
from wizard.tui.around import looks_around
from wizard.tui.factory import FactoryFrame

SETTINGS_SHOWN = 20


class WizardCommands(Provider):
    """Actions and pages first; settings once something is typed."""

    @property
    def frame(self) -> FactoryFrame:
        """The frame on whose behalf the palette was opened."""
        frame = self.screen
        assert isinstance(frame, FactoryFrame)
        return frame

    async def discover(self) -> Hits:
        """All actions."""
        for words, help_text, command in self._actions():
            yield DiscoveryHit(words, command, help=help_text)

    async def search(self, query: str) -> Hits:
        """Actions, pages and settings that fit."""
        matcher = self.matcher(query)
        for words, help_text, command in (*self._actions(), *self._pages()):
            score = matcher.match(words)
            if score > 0:
                yield Hit(score, matcher.highlight(words), command, help=help_text)
        for place, found in enumerate(search(self.frame.walk.session, query, limit=SETTINGS_SHOWN)):
            asked = found.question
            yield Hit(
                0.4 - place / 100,
                Content(f"Setting: {asked.setting.title}"),
                partial(self.frame.go_to, asked.key),
                text=asked.setting.title,
                help=f"{asked.key} = {value_in_words(asked.setting, asked.text)}",
            )

    def _actions(self) -> Iterator[tuple[str, str, Any]]:
        seen: set[str] = set()
        for active in self.frame.active_bindings.values():
            binding = active.binding
            if not binding.id or binding.id in seen or binding.id == "app.palette":
                continue
            seen.add(binding.id)
            words = binding.description[:1].upper() + binding.description[1:]
            run = partial(self.app.run_action, binding.action, active.node)
            yield words, self.app.get_key_display(binding), run
        to = release_offered(self.frame.walk.opened)
        if to:
            why = why_offered(self.frame.walk.opened)
            yield f"Upgrade to release {to}", why, self.frame.action_upgrade
        yield from looks_around(self.frame)
        yield from _theme_action(self.app)

    def _pages(self) -> Iterator[tuple[str, str, Any]]:
        session = self.frame.walk.session
        for page in page_ids(session):
            yield f"Page: {page_title(session, page)}", "", partial(self.frame.open_page, page)


def _theme_action(app: App[Any]) -> Iterator[tuple[str, str, Any]]:
    yield "Theme", "other colours", app.action_change_theme
