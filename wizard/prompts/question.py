"""One question: asked until it has an answer that makes sense, or a command takes over."""

from __future__ import annotations

from dataclasses import replace

from wizard.catalog.setting import Value
from wizard.model.context import split_key
from wizard.model.values import ValueProblem
from wizard.prompts.asker import EMPTY, Asker, Command, Option
from wizard.prompts.wording import label_in_full, say_change, say_finding, say_help
from wizard.session.about import NOTHING, allowed
from wizard.session.questions import Question, entries_for
from wizard.session.walk import Walk

_MOST_IDS = 30
"""Ids offered in one list; a longer one is no help on a screen."""
TYPED = "type"
"""The choice of an id that is in no list."""
_LONG = 60
"""A present value longer than this is shown above the question."""


def ask_question(walk: Walk, asker: Asker, full: str) -> Command | None:
    """Ask one question; None once it is answered, else the command that was given instead.

    A text that makes an error at this question is asked for once more: Enter then keeps it. What
    a choice makes wrong is often put right by the questions that follow.
    """
    while True:
        given = _given(walk, asker, full)
        if given is Command.HELP:
            say_help(asker, walk.session, walk.ask(full))
        elif given is Command.DEFAULT:
            _default_again(walk, asker, full)
        elif isinstance(given, Command):
            return given
        elif given is None or _is_taken(walk, asker, full, given):
            return None


def needs_words(walk: Walk, full: str) -> bool:
    """Whether a question matters so much that it is explained without being asked to."""
    asked = walk.ask(full)
    return asked.setting.level == "essential" or asked.is_open


def introduce(walk: Walk, asker: Asker, full: str) -> None:
    """What a question decides, and what it takes where an answer is needed."""
    asked = walk.ask(full)
    asker.say(asked.setting.help, "muted", indent=2)
    if asked.is_open and not asked.setting.choices:
        words = "; ".join(allowed(asked.setting, split_key(asked.key).environment))
        asker.say(f"{words[:1].upper()}{words[1:]}.", "muted", indent=2)


def _given(walk: Walk, asker: Asker, full: str) -> Value | Command | None:
    """The raw answer, a command, or None to keep what is there."""
    asked = walk.ask(full)
    label = label_in_full(walk.session, full)
    if asked.setting.kind == "bool" and asked.text in ("true", "false"):
        answer = asker.confirm(label, present=asked.text == "true")
        if isinstance(answer, Command):
            return answer
        return None if answer == (asked.text == "true") else answer
    if asked.setting.choices:
        chosen = asker.choose(label, _options(asked), asked.text)
        return None if chosen == asked.text else chosen
    if asked.offers:
        # Where there is nothing to keep, Enter must not take some subscription.
        here = TYPED if asked.is_open else asked.text
        picked = asker.choose(label, id_options(walk, asked), here)
        if picked != TYPED:
            return None if picked == asked.text else picked
    return _typed(asker, label, asked)


def id_options(walk: Walk, asked: Question) -> list[Option]:
    """The ids that the sign-in knows, by name, between what is there and the way to type one."""
    entries = entries_for(walk.session, asked)
    options = [
        Option(entry.id, entry.name or entry.id, ", ".join(filter(None, (entry.words, entry.id))))
        for entry in entries[:_MOST_IDS]
    ]
    present = asked.text
    at = next((place for place, one in enumerate(options) if one.value == present.lower()), None)
    if at is not None:
        options[at] = replace(options[at], value=present)
    elif not asked.is_open:
        name = walk.session.directory.name_of(present)
        options.insert(0, Option(present, name or present or NOTHING, "as it is now"))
    more = f"{len(entries) - _MOST_IDS} more are not listed" if len(entries) > _MOST_IDS else ""
    return [*options, Option(TYPED, "Type an id", more)]


def _options(asked: Question) -> list[Option]:
    """The choices; a present value outside of them comes first, so that it can be kept."""
    found = [_option(asked, choice.value, choice.title) for choice in asked.setting.choices]
    if asked.text not in [option.value for option in found]:
        found.insert(0, Option(asked.text, asked.text or NOTHING, "as it is now"))
    return found


def _option(asked: Question, value: str, title: str) -> Option:
    default = " (default)" if value == asked.default else ""
    return Option(value, value, f"{title}{default}".strip())


def _typed(asker: Asker, label: str, asked: Question) -> str | Command | None:
    present = asked.text.replace(",", ", ") if asked.setting.is_list else asked.text
    if asked.is_open:
        label = f"{label} (needed)"
    if len(present) > _LONG:
        asker.say(f"{label} is now {present}")
    given = asker.line(label, present)
    if isinstance(given, Command):
        return given
    if given == EMPTY:
        return ""
    separator = ", " if asked.setting.is_list else " "
    pieces = (piece.strip().rstrip(",;" if asked.setting.is_list else "")
              for piece in given.splitlines())  # fmt: skip
    return separator.join(piece for piece in pieces if piece) or None


def _default_again(walk: Walk, asker: Asker, full: str) -> None:
    change = walk.reset(full)
    asker.say(f"The default again: {walk.ask(full).text or NOTHING}", "muted", indent=2)
    say_change(asker, walk.session, change)


def _is_taken(walk: Walk, asker: Asker, full: str, raw: Value) -> bool:
    """Give the answer to the session; say what follows from it and what is wrong with it."""
    before = walk.ask(full).text
    try:
        walk.pause()
        change = walk.answer(full, raw)
    except ValueProblem as problem:
        asker.say(str(problem), "error", indent=2)
        return False
    say_change(asker, walk.session, change)
    walk.findings()
    asked = walk.ask(full)
    wrong = [
        found for found in asked.findings if found.severity == "error" and found.keys[0] == full
    ]
    is_choice = asked.setting.kind == "bool" or bool(asked.setting.choices)
    if not wrong or is_choice or asked.is_open or asked.text == before:
        return True
    for finding in wrong:
        say_finding(asker, finding)
    return False
