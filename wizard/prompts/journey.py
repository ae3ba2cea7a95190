"""The way through the pages: forward, back, to another page, until nothing is left to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from wizard.model.context import split_key
from wizard.prompts.asker import Asker, Command
from wizard.prompts.boxes import ask_services
from wizard.prompts.page_end import end_page
from wizard.prompts.places import ask_place
from wizard.prompts.question import ask_question, introduce, needs_words
from wizard.prompts.stops import (
    AskStop,
    MoreStop,
    ServicesStop,
    Stop,
    open_stops,
    question_pages,
    stops_of,
)
from wizard.prompts.wording import label_in_full
from wizard.rules.wording import counted
from wizard.session.pages import REVIEW, page_of, page_title
from wizard.session.walk import Walk

Extent = Literal["all", "open", "named"]
Visit = tuple[str, Stop]


class Journey:
    """Asks what is wanted and was not asked yet, until there is nothing more of it.

    ``extent`` says what is wanted: every page, only what needs an answer, or the pages that are
    named with ``go_to``. ``noted`` is called after each stop.
    """

    def __init__(
        self, walk: Walk, asker: Asker, extent: Extent, noted: Callable[[], object]
    ) -> None:
        self.walk = walk
        self.asker = asker
        self.extent = extent
        self._noted = noted
        self._asked: dict[str, Visit] = {}
        self._passed: set[str] = set()
        self._jumps: list[Visit] = []
        self._named: set[str] = set()
        self._more: set[str] = set()
        self._told: set[object] = set()
        self._introduced: set[str] = set()
        self._page = ""
        self._last = ""
        self._shown = ("", "")
        self._is_over = False

    # where to go

    def begin_at(self, page: str) -> None:
        """Take everything on the pages before one as asked."""
        for earlier in question_pages(self.walk):
            if earlier == page:
                return
            self._pass(earlier)

    def go_to(self, place: str) -> None:
        """Go to a page, to one question by its full key, or to the review.

        Who goes to the review gives up what is left to ask.
        """
        if place == REVIEW:
            self._is_over = True
            self.extent, self._page = "named", ""
            self._named.clear()
        elif place not in question_pages(self.walk):
            stop = self._stop_at(place)
            self._jumps.append((page_of(self.walk.session, stop.key), stop))
        else:
            self._named.add(place)
            again = {stop.key for stop in stops_of(self.walk, place, more=True)}
            self._passed -= again
            self._asked = {key: at for key, at in self._asked.items() if key not in again}
            self._page = place

    def _stop_at(self, full: str) -> AskStop:
        """The stop of a question; of one that does not apply, the stop of what decides that."""
        asked = self.walk.ask(full)
        if asked.applies or not asked.causes:
            return AskStop(full)
        name = label_in_full(self.walk.session, full)
        self.asker.say(f"{name} is not in use: {asked.reason}. What decides it:")
        return AskStop(asked.causes[0])

    # the way

    def run(self) -> None:
        """Ask until nothing is left, or until somebody goes to the review."""
        self._is_over = False
        while not self._is_over and (visit := self._next_visit()) is not None:
            page, stop = visit
            self._announce(page, stop)
            command = self._ask(stop)
            self._noted()
            if command is None:
                self._asked.pop(stop.key, None)
                self._asked[stop.key] = visit
            elif command is Command.BACK:
                self._back(visit)
            elif command is Command.NEXT_PAGE:
                self._pass(page)
            elif command is Command.GO:
                place = ask_place(self.walk, self.asker)
                if place:
                    self.go_to(place)

    def _next_visit(self) -> Visit | None:
        """What to ask next; pages that have nothing left are ended on the way."""
        while not self._is_over:
            if self._jumps:
                return self._jumps.pop(0)
            if not self._page:
                self._page = self._next_page()
                if not self._page:
                    return None
            stop = next(self._left(self._page), None)
            if stop is not None:
                return self._page, stop
            again = end_page(self.walk, self.asker, self._page, self._told)
            self._noted()
            if again:
                self.go_to(again)
            else:
                self._last, self._page = self._page, ""
        return None

    def _next_page(self) -> str:
        """The next page with something left, from the last one on and round; "" for none."""
        pages = question_pages(self.walk)
        start = pages.index(self._last) + 1 if self._last else 0
        wanted = (*pages[start:], *pages[:start])
        return next((page for page in wanted if any(self._left(page))), "")

    def _left(self, page: str) -> Iterator[Stop]:
        """What is wanted of a page and was not asked; answers may have brought it up just now."""
        stops: Iterator[Stop] = iter(())
        if self.extent == "all" or page in self._named:
            stops = stops_of(self.walk, page, more=page in self._more)
        elif self.extent == "open":
            stops = open_stops(self.walk, page)
        yield from (s for s in stops if s.key not in self._asked and s.key not in self._passed)

    def _pass(self, page: str) -> None:
        """Leave what is left of a page as it is."""
        self._passed |= {stop.key for stop in self._left(page)}

    def _back(self, here: Visit) -> None:
        """Go back to the question asked before, if it still applies."""
        while self._asked:
            key = next(reversed(self._asked))
            page, stop = self._asked.pop(key)
            if isinstance(stop, MoreStop):
                self._more.discard(page)
            if not isinstance(stop, AskStop) or self.walk.ask(key).applies:
                self._jumps.insert(0, (page, stop))
                self._page = page
                return
        self.asker.say("This is the first question.", "muted")
        self._jumps.insert(0, here)

    # asking

    def _announce(self, page: str, stop: Stop) -> None:
        """The title of a page that begins, and each heading on it."""
        heading = stop.heading if isinstance(stop, AskStop) else ""
        if self._shown[0] != page:
            pages = question_pages(self.walk)
            title = page_title(self.walk.session, page)
            self.asker.say()
            self.asker.say(f"{title} (page {pages.index(page) + 1} of {len(pages)})", "strong")
            if page not in self.walk.visited:
                self.asker.say(self._help_of(page), "muted")
            self.walk.visit(page)
        if heading and self._shown != (page, heading):
            self.asker.say()
            self.asker.say(f"- {heading} -", "strong")
        self._introduce(stop, below_heading=self._shown != (page, heading))
        self._shown = (page, heading)

    def _introduce(self, stop: Stop, *, below_heading: bool) -> None:
        """Explain a setting the first time that it is asked, not for each environment."""
        short = split_key(stop.key).key
        if not isinstance(stop, AskStop) or short in self._introduced:
            return
        if needs_words(self.walk, stop.key):
            self._introduced.add(short)
            if not below_heading:
                self.asker.say()
            introduce(self.walk, self.asker, stop.key)

    def _help_of(self, page: str) -> str:
        sections = self.walk.session.catalog.sections
        return next((section.help for section in sections if section.id == page), "")

    def _ask(self, stop: Stop) -> Command | None:
        if isinstance(stop, ServicesStop):
            return ask_services(self.walk, self.asker, stop.page, stop.group)
        if isinstance(stop, MoreStop):
            return self._ask_more(stop)
        return ask_question(self.walk, self.asker, stop.key)

    def _ask_more(self, stop: MoreStop) -> Command | None:
        title = page_title(self.walk.session, stop.page)
        more = counted(stop.count, "more setting")
        while True:
            given = self.asker.confirm(f"{more} of {title}, seldom needed. See?", present=False)
            if given is Command.HELP:
                self.asker.say("Advanced settings have defaults that suit most factories.")
            elif isinstance(given, Command) and given is not Command.DEFAULT:
                return given
            else:
                if given is True:
                    self._more.add(stop.page)
                return None
