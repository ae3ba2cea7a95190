"""Going elsewhere: the pages by number, every question by words."""

from __future__ import annotations

from wizard.prompts.asker import Asker, Command, Option
from wizard.prompts.wording import label_in_full
from wizard.session.about import NOTHING
from wizard.session.pages import REVIEW, page_of, page_title, page_words
from wizard.session.search import search
from wizard.session.walk import Walk

SHOWN = 12
"""Hits of a search shown at most."""
_NONE = "-"


def ask_place(walk: Walk, asker: Asker) -> str:
    """A page, the review, or the full key of a question; "" to stay."""
    walk.findings()
    states = walk.pages()
    for number, state in enumerate(states, 1):
        asker.say(f"{number}. {state.title}: {page_words(state)}", indent=2)
    asker.say(f"{len(states) + 1}. {page_title(walk.session, REVIEW)}", indent=2)
    places = [*(state.id for state in states), REVIEW]
    while True:
        given = asker.line("Number of a page, or words to search for", "stay")
        if isinstance(given, Command) or given in ("", "stay"):
            return ""
        if given.isascii() and given.isdigit() and 1 <= int(given) <= len(places):
            return places[int(given) - 1]
        found = _ask_hit(walk, asker, given)
        if found is not None:
            return found


def _ask_hit(walk: Walk, asker: Asker, words: str) -> str | None:
    """The full key of the hit chosen; None to search again."""
    hits = search(walk.session, words, limit=SHOWN)
    if not hits:
        asker.say(f"Nothing fits {words!r}.", "error")
        return None
    options = []
    for hit in hits:
        asked = hit.question
        page = page_title(walk.session, page_of(walk.session, asked.key))
        reason = f"; not in use: {asked.reason}" if asked.reason else ""
        title = label_in_full(walk.session, asked.key)
        options.append(Option(asked.key, title, f"{asked.text or NOTHING}; {page}{reason}"))
    options.append(Option(_NONE, "None of these"))
    chosen = asker.choose("Go to", options, options[0].value)
    return None if isinstance(chosen, Command) or chosen == _NONE else chosen
